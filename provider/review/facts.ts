import { FACTS, type InputFacts } from "../inputs/contract";
import { type SettledMap, Leaf, isList, mapLeaves } from "../values/leaf";

/** The facts of one revision, as the engine hands them to `check`: what isn't known at preview is undefined. */
export interface Facts extends InputFacts {
    /** What the facts mean: those of another format are compared only as far as both mean the same. */
    readonly format?: number;
    readonly jetstream?: boolean;
    readonly volumeBytes?: number;
    /** Whether there are volumes for the JWTs of `config.resolver`. */
    readonly resolverVolumes?: boolean;
    /** What of `values` these volumes are made of. */
    readonly resolverClaims?: string;
    /** What of `values` Kubernetes lets nobody change, by path. */
    readonly unchangeable?: Readonly<Record<string, unknown>>;
    readonly authentication?: string;
    readonly systemAccount?: string;
    /** The key that streams are encrypted with, and the one before it, as hashes; "" for none, null for one that isn't told. Secrets. */
    readonly encryption?: { readonly key: string | null | undefined; readonly previousKey: string | null | undefined };
    /** Fingerprints of both, which anybody may read; "" for none. */
    readonly keyPrints?: { readonly key?: string; readonly previousKey?: string };
    readonly domain?: string;
    readonly clusterName?: string;
    readonly serverName?: string;
    /** How much JetStream may keep; -1: as much as each server finds. */
    readonly fileStoreBytes?: number;
    readonly memoryStoreBytes?: number;
    /** As far as the inputs tell it; else "". */
    readonly serverVersion?: string;
    readonly restarts?: Readonly<Record<string, unknown>>;
    readonly reloads?: string;
    readonly accounts?: readonly string[];
    readonly logins?: Readonly<Record<string, string>>;
}

/** What the cluster says, and what only the state knows: hashes of secrets, for which there is null in the cluster. */
export function completed(cluster: Facts, state: Facts): Facts {
    if (cluster.format !== undefined && cluster.format !== state.format) {
        return cluster;
    }
    const restarts = cluster.restarts && withHashes(cluster.restarts, state.restarts);
    const encryption = cluster.encryption && (withHashes(cluster.encryption, state.encryption) as unknown as Facts["encryption"]);
    return { ...state, ...cluster, ...(restarts && { restarts }), ...(encryption && { encryption }) };
}

function withHashes(shown: object, hashes: object = {}): Readonly<Record<string, unknown>> {
    const known = hashes as Readonly<Record<string, unknown>>;
    return Object.fromEntries(Object.entries(shown).map(([key, value]: [string, unknown]) => [key, value ?? known[key] ?? null]));
}

/** Long lists of accounts are left out of annotations, of which an object has 256 KiB in all. */
const MOST_ACCOUNTS = 1000;

/** What the fact of an input says something of; undefined for the other facts. */
export function subjectOf(fact: string): "servers" | "volumes" | "change" | undefined {
    return Object.hasOwn(FACTS, fact) ? FACTS[fact as keyof InputFacts].of : undefined;
}

/** The facts that anybody may read: without logins, which hash passwords, and with null in place of what else is made of secrets. */
export function publicFacts({ logins: _, accounts, ...facts }: SettledMap): SettledMap {
    const short = isList(accounts) && accounts.length <= MOST_ACCOUNTS ? { accounts } : {};
    const lasting = Object.entries({ ...facts, ...short }).filter(([name]) => subjectOf(name) !== "change");
    const shown = lasting.filter(([, fact]) => !(fact instanceof Leaf && fact.secret));
    return mapLeaves(Object.fromEntries(shown), (leaf) => (leaf.secret ? null : leaf)) as SettledMap;
}
