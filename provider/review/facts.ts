/** The facts of one revision, as the engine hands them to `check`: what isn't known at preview is undefined. */
export interface Facts {
    /** What the facts mean: those of another format are compared only as far as both mean the same. */
    readonly format?: number;
    readonly name?: string;
    readonly namespace?: string;
    readonly replicas?: number;
    readonly jetstream?: boolean;
    readonly retainData?: boolean;
    readonly volumeBytes?: number;
    readonly storageClass?: string;
    /** Whether there are volumes for the JWTs of `config.resolver`. */
    readonly resolverVolumes?: boolean;
    readonly authentication?: string;
    readonly systemAccount?: string;
    /** The key that streams are encrypted with, and the one before it, as hashes; "" for none. Secrets. */
    readonly encryption?: { readonly key: string | undefined; readonly previousKey: string | undefined };
    readonly domain?: string;
    readonly clusterName?: string;
    readonly serverName?: string;
    /** How much JetStream may keep; -1: as much as each server finds. */
    readonly fileStoreBytes?: number;
    readonly memoryStoreBytes?: number;
    readonly chartVersion?: string;
    /** As far as the inputs tell it; else "". */
    readonly serverVersion?: string;
    readonly restarts?: Readonly<Record<string, unknown>>;
    readonly reloads?: string;
    readonly accounts?: readonly string[];
    readonly logins?: Readonly<Record<string, string>>;
    readonly acceptChanges?: readonly string[];
}

/** How values that aren't known, and secrets, cross the wire. https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/nodejs/runtime/rpc.ts */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** Reads facts from what crosses the wire. */
export function readFacts(wire: unknown): Facts {
    return plain(wire) as Facts;
}

function plain(value: unknown): unknown {
    if (value === UNKNOWN || typeof value !== "object" || value === null) {
        return value === UNKNOWN ? undefined : value;
    }
    if (Array.isArray(value)) {
        return value.map(plain);
    }
    if (SIGNATURE in value) {
        return plain((value as { readonly value?: unknown }).value);
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}
