import { mapAt, valueAt } from "../values/leaf";
import type { Spec } from "./spec";

/** The chart can make a listener, too, with a port and a name; what is in `config.merge` is then merged into it. */
export function isOfChart({ values }: Spec, listener: string): boolean {
    return valueAt(values, "config", listener, "enabled") === true;
}

export function listens(spec: Spec, listener: string): boolean {
    const { port, listen } = mapAt(spec.config, listener);
    return isOfChart(spec, listener) || port !== undefined || listen !== undefined;
}
