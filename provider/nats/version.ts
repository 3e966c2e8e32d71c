import parse from "semver/functions/parse";

/** Whether a server's version is known to be older than a minor version, such as "2.15". */
export function isOlder(version: string | undefined, minor: string): boolean {
    const order = compare(version, minor);
    return order !== undefined && order < 0;
}

/** Whether a server's version is known to be a minor version, or newer. */
export function isFrom(version: string | undefined, minor: string): boolean {
    const order = compare(version, minor);
    return order !== undefined && order >= 0;
}

function compare(version: string | undefined, minor: string): number | undefined {
    const [known, wanted] = [parse(version), parse(`${minor}.0`)];
    return known === null || wanted === null ? undefined : known.major - wanted.major || known.minor - wanted.minor;
}
