import { Leaf } from "../values/leaf";
import type { Text } from "../values/text";
import type { ChartSpec } from "./spec";

/**
 * Where the chart is, apart from what to log in with: the kubernetes provider prints where a chart is when it can't be had. What came as a
 * secret stays one. Undefined where nothing is said.
 */
export function chartLocation(given: Text): Pick<ChartSpec, "source" | "credentials"> | undefined {
    const leaf = given instanceof Leaf ? given : Leaf.secret(given, given);
    if (leaf.passes((text) => text === "") === true) {
        return undefined;
    }
    if (leaf.passes((text) => loginOf(text) !== undefined) !== true) {
        return { source: given };
    }
    const part = (key: "username" | "password") => leaf.map((text) => decode(loginOf(text)?.[key] ?? "")).hidden();
    return {
        source: given instanceof Leaf ? given.map(withoutLogin) : withoutLogin(given),
        credentials: { username: part("username"), password: part("password") },
    };
}

/** Whether a chart's location is an address on the network; a path is none. */
export function isRemote(source: string): boolean {
    return /^(https?|oci):\/\//i.test(source);
}

export function isOci(source: string): boolean {
    return source.startsWith("oci://");
}

/** Whether an OCI reference says which chart it means: by a tag or by a digest. */
export function isOneOciChart(source: string): boolean {
    const name = source.slice(source.lastIndexOf("/"));
    return name.includes(":") || name.includes("@");
}

/** The URL with a user, a password or both before its host, if it is one. */
function loginOf(text: string): URL | undefined {
    const url = isRemote(text) && URL.canParse(text) ? new URL(text) : undefined;
    return url !== undefined && url.username + url.password !== "" ? url : undefined;
}

function withoutLogin(text: string): string {
    const url = new URL(text);
    url.username = "";
    url.password = "";
    return url.href;
}

/** A percent sign that stands for itself is no mistake of the URL, but can't be decoded. */
function decode(text: string): string {
    try {
        return decodeURIComponent(text);
    } catch {
        return text;
    }
}
