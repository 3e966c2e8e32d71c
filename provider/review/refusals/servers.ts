import { type Refusal, stores } from "../refusal";

export const servers: readonly Refusal[] = [
    {
        code: "standalone-or-cluster",
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
];
