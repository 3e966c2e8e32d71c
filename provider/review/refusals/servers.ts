import { type Refusal, stores } from "../refusal";
import { minorVersion } from "../minorVersion";

/** From this version on, servers replicate what those before 2.14 don't understand, and stop at. */
const NEWER = 2015;
/** Understands both. https://github.com/nats-io/nats-server/blob/v2.15.2/server/feature_flags.go (`js_raft_delete_range`) */
const BETWEEN = 2014;

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
    {
        code: "versions-apart",
        path: "chartVersion",
        needs: ["jetstream", "replicas", "chartVersion", "serverVersion"],
        // A standalone server replicates nothing.
        when: (old, now) => {
            const [before, after] = [minorVersion(old)?.minor, minorVersion(now)?.minor];
            const apart = (one = NEWER, other = BETWEEN) => one < BETWEEN && other >= NEWER;
            return stores(old, now) && old.replicas > 1 && now.replicas > 1 && (apart(before, after) || apart(after, before));
        },
        reason: (old, now) => {
            const [before, after] = [minorVersion(old)?.text, minorVersion(now)?.text];
            return (
                `would bring servers ${after} in place of ${before} one by one, and in a cluster with JetStream those before 2.14 stop at what those ` +
                "from 2.15 on replicate; go to 2.14 first, in an update of its own"
            );
        },
    },
];
