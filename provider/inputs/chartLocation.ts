import { Leaf } from "../values/leaf";
import type { Text } from "../values/text";
import type { ChartSpec } from "./spec";

/** The user and the password before the host of a URL. */
const CREDENTIALS = /^([a-z][a-z0-9+.-]*:\/\/)([^/@\s]+)@/i;

/**
 * Where the chart is, apart from what to log in with: the kubernetes provider prints where a chart is when it can't be had. What came as a
 * secret stays one. Undefined where nothing is said.
 */
export function chartLocation(given: Text): Pick<ChartSpec, "source" | "credentials"> | undefined {
    const leaf = given instanceof Leaf ? given : Leaf.secret(given, given);
    if (leaf.passes((url) => url === "") === true) {
        return undefined;
    }
    if (leaf.passes((url) => CREDENTIALS.test(url)) !== true) {
        return { source: given };
    }
    const part = (index: number) => leaf.map((url) => decode(CREDENTIALS.exec(url)?.[2]?.split(":", 2)[index] ?? "")).hidden();
    return {
        source: given instanceof Leaf ? given.map(withoutCredentials) : withoutCredentials(given),
        credentials: { username: part(0), password: part(1) },
    };
}

function withoutCredentials(url: string): string {
    return url.replace(CREDENTIALS, "$1");
}

function decode(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}
