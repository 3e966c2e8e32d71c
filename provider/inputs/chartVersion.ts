import parse from "semver/functions/parse";

/** A version of the chart as its URL and its tags have it: `v2.14.2` is 2.14.2. What is no version stays as it is, for the rules to refuse. */
export function chartVersion(given: string): string {
    const version = parse(given);
    return version === null ? given : [version.version, ...version.build.slice(0, 1)].join("+");
}

export function isVersion(text: string): boolean {
    return parse(text) !== null;
}
