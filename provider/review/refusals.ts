import type { Facts } from "./facts";

/** A change that can't work, or would lose what is stored: what it compares, when it is refused, and the way out. */
export interface Refusal {
    /** The input; it is also what `acceptChanges` names. */
    readonly path: string;
    readonly when: (old: Required<Facts>, now: Required<Facts>) => boolean;
    /** The facts that have to be known, before and now. */
    readonly needs: readonly (keyof Facts)[];
    readonly reason: (old: Required<Facts>, now: Required<Facts>) => string;
}

/** Whether there were streams on volumes before that are still meant to be there. */
function stores(old: Facts, now: Facts): boolean {
    return old.jetstream === true && now.jetstream === true;
}

const GIB = 2 ** 30;
function size(bytes: number): string {
    return bytes % GIB === 0 ? `${bytes / GIB}Gi` : `${bytes} bytes`;
}

const identity = (path: string, fact: "domain" | "clusterName" | "serverName", what: string, consequence: string): Refusal => ({
    path,
    needs: ["jetstream", fact],
    when: (old, now) => stores(old, now) && old[fact] !== now[fact],
    reason: (old, now) =>
        `would change ${what} from ${JSON.stringify(old[fact])} to ${JSON.stringify(now[fact])}: ${consequence}; ` +
        "keep it, or make another cluster beside this one and copy the streams",
});

export const REFUSALS: readonly Refusal[] = [
    {
        path: "jetstream.size",
        needs: ["jetstream", "volumeBytes"],
        when: (old, now) => stores(old, now) && now.volumeBytes < old.volumeBytes,
        reason: (old, now) =>
            `would shrink the volumes from ${size(old.volumeBytes)} to ${size(now.volumeBytes)}, which Kubernetes can't; ` +
            `keep at least ${size(old.volumeBytes)}, or make another cluster beside this one and copy the streams`,
    },
    {
        path: "storageClass",
        needs: ["jetstream", "storageClass"],
        when: (old, now) => stores(old, now) && old.storageClass !== now.storageClass,
        reason: (old, now) =>
            `would change from ${JSON.stringify(old.storageClass)} to ${JSON.stringify(now.storageClass)}, and volumes can't change theirs; ` +
            "keep it, or make another cluster beside this one and copy the streams",
    },
    {
        path: "jetstream.enabled",
        needs: ["jetstream"],
        when: (old, now) => old.jetstream && !now.jetstream,
        reason: () =>
            "would turn JetStream off: clients lose their streams, key-value buckets and object stores; the volumes are kept, and give them back " +
            "when it is turned on again",
    },
    identity("config.merge.jetstream.domain", "domain", "the JetStream domain", "clients and leaf nodes that name it find no streams"),
    identity("config.merge.cluster.name", "clusterName", "the name of the cluster", "streams and consumers are placed by it"),
    identity(
        "config.merge.server_name",
        "serverName",
        "the servers' names",
        "a server is known to JetStream by its name, and would start without its streams",
    ),
    ...(["name", "namespace"] as const).map((path): Refusal => ({
        path,
        needs: ["jetstream", path],
        when: (old, now) => old.jetstream && old[path] !== now[path],
        reason: (old, now) =>
            `would change from ${JSON.stringify(old[path])} to ${JSON.stringify(now[path])}: that is another cluster, with empty volumes, and this one ` +
            "is deleted but for its volumes; keep it, or make the other cluster beside this one and copy the streams",
    })),
    {
        path: "replicas",
        needs: ["jetstream", "replicas"],
        when: (old, now) => stores(old, now) && (old.replicas === 1) !== (now.replicas === 1),
        reason: (old, now) =>
            `would change from ${old.replicas} to ${now.replicas}, ` +
            (old.replicas === 1
                ? "from a standalone server to a cluster, which doesn't find a standalone server's streams"
                : "from a cluster to a standalone server, which doesn't find a cluster's streams") +
            "; back the streams up (`nats account backup`), accept the change, and restore them",
    },
    ...(["fileStoreBytes", "memoryStoreBytes"] as const).map((fact): Refusal => {
        const path = `config.merge.jetstream.${fact === "fileStoreBytes" ? "max_file_store" : "max_memory_store"}`;
        return {
            path,
            needs: ["jetstream", fact, "volumeBytes"],
            // A smaller volume has its own reason.
            when: (old, now) => stores(old, now) && now[fact] < old[fact] && now.volumeBytes >= old.volumeBytes,
            reason: (old, now) =>
                `would be lowered from ${old[fact]} to ${now[fact]} bytes, which a running server can't: it would refuse this and every later change ` +
                'of configuration ("config reload not supported"); keep it, or accept the change and restart the servers: ' +
                "`kubectl rollout restart statefulset`",
        };
    }),
];
