/** The facts of one revision, as the engine hands them to `check`: what isn't known at preview is undefined. */
export interface Facts {
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
