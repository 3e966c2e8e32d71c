import { type SettledMap, Leaf, isList, mapLeaves } from "../values/leaf";

/** To be raised when a fact means something else, or a hash is made of something else: what a version can't compare it leaves alone. */
export const FACTS_FORMAT = 1;

/** The facts of one revision, as the engine hands them to `check`: what isn't known at preview is undefined. */
export interface Facts {
    /** Missing in what the versions before 0.2 have written. */
    readonly format?: number;
    readonly name?: string;
    readonly namespace?: string;
    readonly replicas?: number;
    readonly jetstream?: boolean;
    readonly retainData?: boolean;
    readonly volumeBytes?: number;
    readonly storageClass?: string;
    readonly domain?: string;
    readonly clusterName?: string;
    readonly serverName?: string;
    readonly fileStoreBytes?: number;
    readonly memoryStoreBytes?: number;
    readonly chartVersion?: string;
    readonly restarts?: Readonly<Record<string, unknown>>;
    readonly reloads?: string;
    readonly accounts?: readonly string[];
    readonly logins?: Readonly<Record<string, string>>;
    readonly acceptChanges?: readonly string[];
}

/** Facts whose meaning is that of one format: a hash of the same inputs may be another one in the next. */
const OF_ONE_FORMAT = ["restarts", "reloads", "logins"] as const;

/**
 * Two revisions as far as they can be compared. What was written in another format, and what a public place doesn't tell of restarts (see
 * `publicFacts`), may have changed or not: nothing is announced of it.
 */
export function comparable(old: Facts, now: Facts): { readonly old: Facts; readonly now: Facts } {
    if (old.format !== now.format) {
        const understood = Object.entries(old).filter(([fact]) => !OF_ONE_FORMAT.some((other) => other === fact));
        return { old: Object.fromEntries(understood), now };
    }
    const hidden = Object.keys(old.restarts ?? {}).filter((path) => old.restarts?.[path] === null);
    if (hidden.length === 0 || now.restarts === undefined) {
        return { old, now };
    }
    const unknown = Object.fromEntries(hidden.map((path) => [path, undefined]));
    return { old, now: { ...now, restarts: { ...now.restarts, ...unknown } } };
}

/** What the cluster says, and what only the state knows: hashes of secrets. */
export function completed(cluster: Facts, state: Facts): Facts {
    if (cluster.format !== undefined && cluster.format !== state.format) {
        return cluster;
    }
    const told = Object.entries(cluster.restarts ?? {}).map(([path, value]) => [path, value ?? state.restarts?.[path] ?? null]);
    return { ...state, ...cluster, ...(cluster.restarts && { restarts: Object.fromEntries(told) as Record<string, unknown> }) };
}

/** Long lists of accounts are left out of annotations, of which an object has 256 KiB in all. */
const MOST_ACCOUNTS = 1000;

/** The facts that anybody may read: without logins, which hash passwords, and with null in place of what else is made of secrets. */
export function publicFacts({ logins: _, acceptChanges: __, accounts, ...facts }: SettledMap): SettledMap {
    const short = isList(accounts) && accounts.length <= MOST_ACCOUNTS ? { accounts } : {};
    const shown = Object.entries({ ...facts, ...short }).filter(([, fact]) => !(fact instanceof Leaf && fact.secret));
    return mapLeaves(Object.fromEntries(shown), (leaf) => (leaf.secret ? null : leaf)) as SettledMap;
}

/** How values that aren't known, and secrets, cross the wire. https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/nodejs/runtime/rpc.ts */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** Reads facts from what crosses the wire. */
export function readFacts(wire: unknown): Facts {
    return readWire(wire) as Facts;
}

/** A value that crosses the wire, in the clear; undefined where it isn't known. */
export function readWire(value: unknown): unknown {
    if (value === UNKNOWN || typeof value !== "object" || value === null) {
        return value === UNKNOWN ? undefined : value;
    }
    if (Array.isArray(value)) {
        return value.map(readWire);
    }
    if (SIGNATURE in value) {
        return readWire((value as { readonly value?: unknown }).value);
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readWire(inner)]));
}
