// Renders a chart with `helm template`, and finds what that needs on this machine.
import type { Context } from "mocha";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { toTerminal } from "../../sandbox/log";
import { findParts } from "../../sandbox/parts";
import { skipFor } from "../support/needs";

export type Values = Record<string, unknown>;

/** A release as a user makes it; the name and the namespace are `demo` unless a test is about them. */
export interface Release {
    readonly values: Values;
    readonly name?: string;
    readonly namespace?: string;
}

export interface KubernetesObject {
    readonly kind: string;
    readonly metadata: { readonly name: string };
    readonly [field: string]: unknown;
}

/** What a release consists of: each object under its `Kind/name`. */
export type Objects = Record<string, KubernetesObject>;

export const standIn = join(__dirname, "../../sandbox/chart");

let helm: string;

/** Finds helm, or builds it. */
export async function findHelm(): Promise<void> {
    const parts = await findParts(["helm"], toTerminal);
    helm = parts.helm.path;
}

/** The official chart, where it is at hand. */
export async function officialChart(context: Context): Promise<string> {
    const { chart } = await findParts(["chart"], toTerminal);
    return chart.standIn ? skipFor(context, "the official NATS chart", "set NATS_CHART to its directory or archive") : chart.path;
}

/** The values that the chart starts from. */
export function defaultValues(chart: string): Values {
    return parse(runHelm(["show", "values", chart])) as Values;
}

/**
 * The chart's objects with these values. `helm test`'s pods are left out: no release installs them, and the stand-in has none.
 * @throws with Helm's message, when the chart refuses the values.
 */
export function render(chart: string, { values, name = "demo", namespace = "demo" }: Release): Objects {
    const manifest = runHelm(["template", name, chart, "--namespace", namespace, "--skip-tests", "--values", "-"], JSON.stringify(values));
    const objects: Objects = {};
    for (const document of parseAllDocuments(manifest)) {
        const object = document.toJS() as KubernetesObject | null;
        if (object === null) continue;
        const key = `${object.kind}/${object.metadata.name}`;
        if (key in objects) throw new Error(`the chart renders ${key} twice`);
        objects[key] = object;
    }
    return objects;
}

/** The part of an object that a path leads to. */
export function at(node: unknown, ...path: readonly (string | number)[]): unknown {
    return path.reduce<unknown>((part, key) => (part as Record<string | number, unknown>)[key], node);
}

function runHelm(args: readonly string[], input = ""): string {
    const run = spawnSync(helm, args, { input, encoding: "utf8", maxBuffer: 64 << 20 });
    if (run.status !== 0) throw run.error ?? new Error(run.stderr);
    return run.stdout;
}
