/** Where a subject's messages go instead. https://github.com/nats-io/nats-server/blob/v2.14.2/server/subject_transform.go */
import { isSubject } from "./subjects";

/** The functions of a destination, with how many numbers each takes. */
const FUNCTIONS: Readonly<
    Record<string, { readonly least: number; readonly most: number; readonly wildcards: (args: string[]) => string[] }>
> = {
    wildcard: { least: 1, most: 1, wildcards: (args) => args },
    partition: { least: 1, most: Infinity, wildcards: ([, ...args]) => args },
    random: { least: 1, most: 1, wildcards: () => [] },
    split: { least: 2, most: 2, wildcards: (args) => args.slice(0, 1) },
    splitfromleft: { least: 2, most: 2, wildcards: (args) => args.slice(0, 1) },
    splitfromright: { least: 2, most: 2, wildcards: (args) => args.slice(0, 1) },
    slicefromleft: { least: 2, most: 2, wildcards: (args) => args.slice(0, 1) },
    slicefromright: { least: 2, most: 2, wildcards: (args) => args.slice(0, 1) },
};

/** Whether messages to `source` can go to `destination`. */
export function canMap(source: string, destination: string): boolean {
    const tokens = destination.split(".");
    const wildcards = source.split(".").filter((token) => token === "*").length;
    return (
        tokens.every((token) => token !== "" && token !== "*") &&
        isSubject(tokens.map((token) => (token.startsWith("{{") ? "f" : token)).join(".")) &&
        (tokens.at(-1) === ">") === source.endsWith(">") &&
        tokens.every((token) => usedBy(token)?.every((index) => /^\s*\d+\s*$/.test(index) && Number(index) <= wildcards) ?? false) &&
        (source.includes("*") || source.endsWith(">") || tokens.every((token) => usedBy(token)?.length === 0))
    );
}

/** Whether what is imported as `source` can be known as `to`: every wildcard has its place there, once. */
export function canImportTo(source: string, to: string): boolean {
    const wildcards = source.split(".").filter((token) => token === "*").length;
    const placed = to.split(".").filter((token) => token === "*" || /^\$\d+$/.test(token));
    const places = new Set(placed.filter((token) => token !== "*"));
    return (
        isSubject(to) &&
        to.endsWith(">") === source.endsWith(">") &&
        placed.length === wildcards &&
        (places.size === 0 ||
            (places.size === wildcards && [...places].every((place) => Number(place.slice(1)) >= 1 && Number(place.slice(1)) <= wildcards)))
    );
}

/** The wildcards that a token takes over, or undefined if it is none that NATS knows. */
function usedBy(token: string): string[] | undefined {
    if (/^\$\d+$/.test(token)) {
        return [token.slice(1)];
    }
    if (!/^\{\{.+\}\}$/.test(token)) {
        return [];
    }
    const [, name = "", given = ""] = /^\{\{\s*([a-z]+)\s*\((.*)\)\s*\}\}$/i.exec(token) ?? [];
    const args = given.split(",");
    const known = Object.hasOwn(FUNCTIONS, name.toLowerCase()) ? FUNCTIONS[name.toLowerCase()] : undefined;
    const numbers = name.toLowerCase() === "split" ? args.slice(0, 1) : args;
    const fits =
        known !== undefined &&
        args.length >= known.least &&
        args.length <= known.most &&
        numbers.every((arg) => /^\s*\d{1,9}\s*$/.test(arg));
    return fits ? known.wildcards(args) : undefined;
}
