import { type Facts, subjectOf } from "./facts";
import { FACTS_FORMAT } from "./format";
import type { Seen, SeenObject } from "./seen";
import { runningVersion } from "./versions";

/** The annotation with the facts of what has succeeded last: of the first server's claim, or of the StatefulSet where there are no claims. */
export const FACTS_ANNOTATION = "pulumi-nats/facts";

/** What holds in the cluster now, for the review of a change. */
export interface ClusterFacts {
    readonly facts: Facts;
    /** Whether there are servers: what the stack's state knows beside is then true as well. */
    readonly running: boolean;
}

/** The facts, beside those of inputs, that say something of servers that run, and nothing of the volumes that are kept when these are gone. */
const OF_SERVERS = [
    "resolverVolumes",
    "resolverClaims",
    "unchangeable",
    "serverVersion",
    "fileStoreBytes",
    "memoryStoreBytes",
    "restarts",
    "reloads",
    "logins",
];

export function clusterFacts({ set, claims }: Pick<Seen, "set" | "claims">, now: Facts): ClusterFacts {
    const bound = claims.filter(({ bytes }) => bytes !== undefined);
    // Claims beyond the servers that are to be are neither changed nor read.
    const kept = bound.filter(({ ordinal }) => now.replicas === undefined || ordinal < now.replicas);
    const volumes: Facts = kept.length === 0 ? {} : { jetstream: true, volumeBytes: Math.max(...kept.map(({ bytes = 0 }) => bytes)) };
    const recorded = recordedFacts({ set, claims });
    if (set !== undefined) {
        const scaled: Facts = recorded === undefined && set.readyReplicas === set.replicas ? { replicas: set.replicas } : {};
        const sizes = recorded?.jetstream === false ? {} : volumes;
        return { running: true, facts: { ...scaled, ...recorded, ...sizes, ...runningVersion(set.image, recorded) } };
    }
    // What was never bound holds nothing: a first update that failed is made again as if it hadn't been.
    if (bound.length === 0 || now.jetstream === false) {
        return { running: false, facts: {} };
    }
    const stored = Object.entries(recorded ?? {}).filter(([fact]) => subjectOf(fact) !== "servers" && !OF_SERVERS.includes(fact));
    return { running: false, facts: { ...Object.fromEntries(stored), ...volumes } };
}

/** Whether an update of this component, by a version that writes facts, has ever succeeded here. */
export function isRecorded(seen: Pick<Seen, "set" | "claims">): boolean {
    return recordedFacts(seen) !== undefined;
}

/** A StatefulSet with facts of its own has none on claims, or older ones: of the time before its JetStream was turned off. */
function recordedFacts({ set, claims }: Pick<Seen, "set" | "claims">): Facts | undefined {
    return read(set) ?? read(claims.find(({ ordinal }) => ordinal === 0));
}

function read(object: SeenObject | undefined): Facts | undefined {
    try {
        const facts = JSON.parse(object?.annotations[FACTS_ANNOTATION] ?? "null") as Facts | null;
        return typeof facts === "object" && facts !== null && !Array.isArray(facts) ? { format: FACTS_FORMAT + 1, ...facts } : undefined;
    } catch {
        // Somebody has written something else there.
        return undefined;
    }
}
