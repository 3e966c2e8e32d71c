import parse from "semver/functions/parse";
import { type Settled, type SettledMap, Leaf } from "../values/leaf";
import { type Text, derive } from "../values/text";
import { chartLocation } from "./chartLocation";
import { DEFAULTS } from "./contract";
import { officialChart } from "./defaults";
import type { Reader } from "./reader";
import type { ChartSpec } from "./spec";

/** Which chart, in which version: the official one where neither the inputs nor the environment name another. */
export function readChart(read: Reader, { chart, chartVersion }: SettledMap, fromEnvironment: string | undefined): ChartSpec {
    const given = chartLocation((chart as Text | undefined) ?? fromEnvironment ?? "");
    const version = readVersion(read, chartVersion);
    if (given !== undefined) {
        return { ...given, version, official: false };
    }
    const official = version ?? DEFAULTS.chartVersion;
    return {
        source: official instanceof Leaf ? official.map(officialChart) : officialChart(official),
        version: official,
        official: true,
    };
}

function readVersion(read: Reader, given: Settled): Text | undefined {
    return given === undefined ? undefined : derive(read.text(given, "chartVersion", ""), asWritten);
}

/** A version of the chart as its URL and its tags have it: `v2.14.2` is 2.14.2. What is no version stays as it is, for the rules to refuse. */
function asWritten(given: string): string {
    const version = parse(given);
    return version === null ? given : [version.version, ...version.build.slice(0, 1)].join("+");
}

export function isVersion(text: string): boolean {
    return parse(text) !== null;
}
