import type { Facts } from "./facts";

/**
 * Goes up when a fact comes to mean something else: another way to hash, another name of an input. A version of the plugin that adds a
 * fact leaves it as it is: a fact that isn't there is compared with nothing.
 */
export const FACTS_FORMAT = 1;

/** The facts that are hashes, or hold some: in another format they may differ where nothing has changed. */
const HASHES: readonly (keyof Facts)[] = ["restarts", "reloads", "logins", "encryption"];

/** The old facts, as far as they mean the same as the new ones. */
export function comparable(old: Facts, now: Facts): Facts {
    const same = old.format === now.format;
    return same ? old : Object.fromEntries(Object.entries(old).filter(([fact]) => !HASHES.includes(fact as keyof Facts)));
}
