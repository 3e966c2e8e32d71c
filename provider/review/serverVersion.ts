import type { Facts } from "./facts";

/** A version of the servers, as far as the facts tell: of the image where one is asked for, else of the chart, whose number is theirs. */
export interface ServerVersion {
    /** As somebody has written it. */
    readonly text: string;
    /** Grows with the minor version: 2014 for 2.14.2. */
    readonly minor: number;
}

export function serverVersion({ imageTag, chartVersion }: Facts): ServerVersion | undefined {
    const text = imageTag === "" ? chartVersion : imageTag;
    const match = /^v?(\d+)\.(\d+)\./.exec(text ?? "");
    return match && text !== undefined ? { text, minor: Number(match[1]) * 1000 + Number(match[2]) } : undefined;
}
