/** How NATS turns one subject into another. https://github.com/nats-io/nats-server/blob/v2.14.2/server/subject_transform.go */

/** What one token of a destination is made of. */
interface Part {
    readonly kind: "text" | "wildcard" | "partition" | "slice" | "random";
    /** The wildcards of the source that it takes over, counted from 1. */
    readonly takes: readonly number[];
}

const TEXT: Part = { kind: "text", takes: [] };

/** The functions of a destination. NATS takes either case where words begin, and no other. */
const FUNCTIONS: readonly (readonly [name: RegExp, read: (args: readonly string[]) => Part | undefined])[] = [
    [named("[wW]ildcard"), (args) => (args.length === 1 ? numbers(args, (takes) => ({ kind: "wildcard", takes })) : undefined)],
    [named("[pP]artition"), (args) => numbers(args, ([, ...takes]) => ({ kind: "partition", takes }))],
    ...["[sS]plit[fF]rom[lL]eft", "[sS]plit[fF]rom[rR]ight", "[sS]lice[fF]rom[lL]eft", "[sS]lice[fF]rom[rR]ight"].map(
        (name) => [named(name), (args: readonly string[]) => (args.length === 2 ? numbers(args, firstOf) : undefined)] as const,
    ),
    [named("[sS]plit"), (args) => (args.length === 2 && !args[1]!.includes(" ") ? numbers(args.slice(0, 1), firstOf) : undefined)],
    [named("[rR]andom"), (args) => (args.length === 1 ? numbers(args, () => ({ kind: "random", takes: [] })) : undefined)],
];

function named(name: string): RegExp {
    return new RegExp(`\\{\\{\\s*${name}\\s*\\((.*)\\)\\s*\\}\\}`);
}

/** What arguments make, where all are numbers that NATS can count in. */
function numbers(args: readonly string[], make: (values: readonly number[]) => Part): Part | undefined {
    const fits = args.every((arg) => /^ *[+-]?\d{1,10} *$/.test(arg) && Math.abs(Number(arg)) < 2 ** 31);
    return fits ? make(args.map(Number)) : undefined;
}

function firstOf([wildcard = 0]: readonly number[]): Part {
    return { kind: "slice", takes: [wildcard] };
}

/** Undefined: a function that there is none of, or that does not take this. */
function partOf(token: string): Part | undefined {
    if (/^\$[+-]?\d+$/.test(token)) {
        return { kind: "wildcard", takes: [Number(token.slice(1))] };
    }
    if (!/^\{\{.+\}\}$/s.test(token)) {
        return TEXT;
    }
    for (const [name, read] of FUNCTIONS) {
        const args = name.exec(token)?.[1];
        if (args !== undefined) {
            return read(args.split(/,\s*/));
        }
    }
    return undefined;
}

function stars(tokens: readonly string[]): number {
    return tokens.filter((token) => token === "*").length;
}

/** Whether the tokens are of a subject, with `>` at the end only. Functions may have spaces in them. */
function areTokens(tokens: readonly string[]): boolean {
    return tokens.every((token, index) => token !== "" && (token !== ">" || index === tokens.length - 1));
}

/**
 * Whether messages to `source` can go to `destination`. `reversible`: as imports need it, which take the wildcards of the source as they
 * are, and all of them.
 */
export function canTransform(source: string, destination: string, reversible = false): boolean {
    const [from, to] = [source.split("."), destination.split(".")];
    const ends = from.at(-1) === ">";
    if (!areTokens(from) || !areTokens(to) || stars(to) > 0 || ends !== (to.at(-1) === ">")) {
        return false;
    }
    const parts = to.map(partOf);
    const wildcards = stars(from);
    if (wildcards === 0 && !ends) {
        return parts.every((part) => part !== undefined && part.kind !== "wildcard" && part.kind !== "slice");
    }
    const taken = parts.flatMap((part) => part?.takes ?? []);
    return (
        parts.every((part) => part !== undefined && part.takes.every((index) => index <= wildcards)) &&
        (!reversible || (parts.every((part) => part?.kind === "text" || part?.kind === "wildcard") && taken.length >= wildcards))
    );
}

/** A subject with `$1`, `$2`, … for its wildcards. */
export function numbered(subject: string): string {
    let count = 0;
    return subject.replace(/(?<=^|\.)\*(?=\.|$)/g, () => `$${++count}`);
}

/** A subject with `*` where a wildcard is taken over by its number. */
export function unnumbered(subject: string): string {
    const isPlace = (token: string) => /^\$[1-9]/.test(token) || /\{\{\s*[wW]ildcard\s*\([^,]+\)\s*\}\}/.test(token);
    return subject
        .split(".")
        .map((token) => (isPlace(token) ? "*" : token))
        .join(".");
}

/** The wildcards that a subject's tokens take over by their numbers, in order. */
export function places(subject: string): number[] {
    return numbered(subject)
        .split(".")
        .flatMap((token) => {
            const part = partOf(token);
            return part?.kind === "wildcard" ? part.takes : [];
        });
}
