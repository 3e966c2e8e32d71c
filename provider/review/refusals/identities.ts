import type { RefusedPath } from "../../inputs/refusedChanges";
import { type Refusal, ANOTHER_CLUSTER, fromTo, stores } from "../refusal";

interface Identity {
    readonly code: string;
    readonly path: RefusedPath;
    readonly fact: "domain" | "clusterName" | "serverName";
    readonly what: string;
    readonly consequence: string;
}

/** The names by which streams are found. */
const NAMES: readonly Identity[] = [
    {
        code: "jetstream-domain",
        path: "config.merge.jetstream.domain",
        fact: "domain",
        what: "the JetStream domain",
        consequence: "clients and leaf nodes that name it find no streams",
    },
    {
        code: "cluster-name",
        path: "config.merge.cluster.name",
        fact: "clusterName",
        what: "the name of the cluster",
        consequence: "streams and consumers are placed by it",
    },
    {
        code: "server-name",
        path: "config.merge.server_name",
        fact: "serverName",
        what: "the servers' names",
        consequence: "a server is known to JetStream by its name, and would start without its streams",
    },
];

export const identities: readonly Refusal[] = [
    ...NAMES.map(({ code, path, fact, what, consequence }): Refusal => ({
        code,
        path,
        needs: ["jetstream", fact],
        when: (old, now) => stores(old, now) && old[fact] !== now[fact],
        reason: (old, now) => `would change ${what} ${fromTo(old[fact], now[fact])}: ${consequence}; ${ANOTHER_CLUSTER}`,
    })),
    ...(["name", "namespace"] as const).map((path): Refusal => ({
        code: `another-${path}`,
        path,
        needs: ["jetstream", "retainData", path],
        when: (old, now) => old.jetstream && old[path] !== now[path],
        reason: (old, now) =>
            `would change ${fromTo(old[path], now[path])}: that is another cluster, with empty volumes, and this one is deleted ` +
            `${old.retainData ? "but for its volumes" : "with its volumes, because jetstream.retainData is off"}; ` +
            "keep it, or make the other cluster beside this one and copy the streams",
    })),
];
