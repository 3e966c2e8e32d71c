import { Leaf } from "../../values/leaf";
import type { Text } from "../../values/text";
import { isVersion } from "../chart";
import { isOci, isOneOciChart, isRemote } from "../chartLocation";
import { secretPlaces } from "../chartValues/secretPlaces";
import type { Spec } from "../spec";
import { mountRules } from "./mountedFiles";
import * as is from "./predicates";
import type { Rule } from "./rule";
import { variableRules } from "./variables";

export const chartRules: readonly Rule<Spec>[] = [
    ...mountRules,
    ...variableRules,
    {
        path: "values",
        fails: ({ values }) => secretPlaces(values).length > 0,
        reason: ({ values }) =>
            `must not hold secrets, as in ${secretPlaces(values).join(", ")}: ` +
            "Helm keeps values in the clear in its release record; put them in `config.merge`, which keeps secrets in a " +
            "Kubernetes Secret, or into a Secret of your own that the values refer to",
    },
    {
        path: "chart",
        fails: ({ chart }) => is.fails(chart.source, isReadable),
        reason: "can't be read as a URL: in a user or a password write / as %2F, ? as %3F, # as %23 and % as %25",
    },
    {
        path: "chartVersion",
        fails: ({ chart }) => !chart.official && chart.version !== undefined && is.fails(chart.source, isOci),
        reason: ({ chart }) =>
            `is for OCI references, and chart is ${isShowable(chart.source) ? is.shown(chart.source) : "none"}, which is one version; ` +
            "point chart at the version that you want",
    },
    {
        path: "chartVersion",
        fails: ({ chart }) => chart.version === undefined && is.fails(chart.source, (source) => !isOci(source) || isOneOciChart(source)),
        reason: ({ chart }) => `is missing: ${is.shown(chart.source)} is the address of all versions; say which one, such as 2.14.2`,
    },
    {
        path: "chartVersion",
        fails: ({ chart }) => typeof chart.version === "string" && !isVersion(chart.version),
        reason: ({ chart }) => `must be one exact version, such as 2.14.2, got ${JSON.stringify(chart.version)}`,
    },
];

function isReadable(source: string): boolean {
    return !isRemote(source) || URL.canParse(source);
}

/** What can't be read as a URL may have a password anywhere. */
function isShowable(source: Text): boolean {
    return source instanceof Leaf || isReadable(source);
}
