import { Leaf, type Settled, isList, isMap } from "./leaf";

/** Something wrong with an input, in the user's own terms: where, and what would work instead. Never holds a secret's value. */
export interface Problem {
    readonly path: string;
    readonly reason: string;
}

/** What was received, for a message. */
export function describe(value: Settled): string {
    const plain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return plain ? `the ${typeof value} ${JSON.stringify(value)}` : shapeOf(value);
}

/** What stands where something else should, without its value: it may be a secret in the wrong place. */
export function shapeOf(value: Settled): string {
    return value instanceof Leaf ? "a secret of another kind" : isList(value) ? "a list" : isMap(value) ? "a map" : `a ${typeof value}`;
}

/** A message without the secrets that it quotes. */
export function withoutSecrets(message: string, secrets: readonly string[]): string {
    return secrets.reduce((text, secret) => text.replaceAll(JSON.stringify(secret), "a value that is kept secret"), message);
}

/** An item of a list with nothing in it: left out silently, it would leave a gap that nobody means. */
export const NOTHING = "is nothing (null); remove the item, or say what it is";
