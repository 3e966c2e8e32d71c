import type { Facts } from "./facts";

export interface MinorVersion {
    /** As it is told. */
    readonly text: string;
    /** Grows with the minor version: 2014 for 2.14.2. */
    readonly minor: number;
}

/** The version of the servers, else of the chart, which has had the servers' number since 2.12.1 and a lower one before. */
export function minorVersion({ serverVersion, chartVersion }: Facts): MinorVersion | undefined {
    const text = serverVersion === undefined || serverVersion === "" ? chartVersion : serverVersion;
    const match = /^v?(\d+)\.(\d+)\./.exec(text ?? "");
    return match && text !== undefined ? { text, minor: Number(match[1]) * 1000 + Number(match[2]) } : undefined;
}
