import type { Facts } from "./facts";

/**
 * Goes up when a fact comes to mean something else: another way to hash, another name of an input. A version of the plugin that adds a
 * fact leaves it as it is: a fact that isn't there is compared with nothing.
 */
export const FACTS_FORMAT = 1;

/** The facts that are hashes, or hold some: in another format they may differ where nothing has changed. */
const HASHES: readonly (keyof Facts)[] = ["restarts", "reloads", "logins", "encryption", "keyPrints", "resolverClaims", "unchangeable"];

/**
 * Two revisions as far as they can be compared. What was written in another format, and what a public place doesn't tell of restarts (see
 * `publicFacts`), may have changed or not: nothing is announced of it.
 */
export function comparable(old: Facts, now: Facts): { readonly old: Facts; readonly now: Facts } {
    if (old.format !== now.format) {
        const understood = Object.entries(old).filter(([fact]) => !HASHES.includes(fact as keyof Facts));
        return { old: Object.fromEntries(understood), now };
    }
    const hidden = Object.keys(old.restarts ?? {}).filter((path) => old.restarts?.[path] === null);
    if (hidden.length === 0 || now.restarts === undefined) {
        return { old, now };
    }
    const unknown = Object.fromEntries(hidden.map((path) => [path, undefined]));
    return { old, now: { ...now, restarts: { ...now.restarts, ...unknown } } };
}
