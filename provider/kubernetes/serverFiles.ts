import { posix } from "node:path";
import { plainConfig } from "../inputs/accountResolver";
import { accountsConfig } from "../inputs/authentication";
import { AUTH_MOUNT_PATH } from "../inputs/mountedFiles";
import type { Spec } from "../inputs/spec";
import { type Settled, type SettledMap, Leaf, hasSecret, isMap, mapLeaves } from "../values/leaf";
import { type Text, interpolate } from "../values/text";
import { headlessDomain } from "./addresses";
import { ROUTE_PASSWORD } from "./names";

/** Where the servers find the files of the auth Secret, seen from the chart's /etc/nats-config/nats.conf: NATS joins paths to the including file's. */
const DIRECTORY = posix.relative("/etc/nats-config", AUTH_MOUNT_PATH);
export const ROUTE_PORT = 6222;
const ROUTE_USER = "routes";

/** The blocks that the chart writes into nats.conf itself: what is secret in them is included inside the block. */
const CHART_BLOCKS = ["cluster", "jetstream", "leafnodes", "gateway", "websocket", "mqtt"];

export interface ServerFiles {
    /** The files of the auth Secret, by name: pieces of nats.conf, as maps. */
    readonly files: Readonly<Record<string, SettledMap>>;
    /** `config.merge` of the chart: what is no secret, and the includes of what is. */
    readonly merge: SettledMap;
    /** `config.cluster.merge` of the chart. */
    readonly clusterMerge: SettledMap;
}

/**
 * Parts the configuration into what anybody may read, in the chart's ConfigMap, and files in a Secret. Accounts are always in the
 * Secret, in one file, so that the servers take a change as a whole; the same top-level key in two places would not be merged.
 */
export function serverFiles(spec: Spec): ServerFiles {
    const { accounts: _accounts, authorization: _authorization, no_auth_user: _noAuthUser, ...rest } = plainConfig(spec);
    const files: Record<string, SettledMap> = { "auth.conf": accountsConfig(spec) };
    const merge: Record<string, Settled> = { "00$include": `${DIRECTORY}/auth.conf` };
    const secret: Record<string, Settled> = {};
    for (const [key, value] of Object.entries(rest)) {
        if (!hasSecret(value)) {
            merge[key] = value;
        } else if (CHART_BLOCKS.includes(key) && isMap(value)) {
            const [hidden, shown] = partition(value);
            files[`merge-${key}.conf`] = hidden;
            merge[key] = { ...shown, yy$include: `${DIRECTORY}/merge-${key}.conf` };
        } else {
            secret[key] = value;
        }
    }
    if (Object.keys(secret).length > 0) {
        files["merge.conf"] = secret;
        merge["yy$include"] = `${DIRECTORY}/merge.conf`;
    }
    if (spec.replicas === 1) {
        return { files, merge, clusterMerge: {} };
    }
    files["cluster.conf"] = routes(spec);
    // Sorts behind the chart's own `routes`, and the later text wins.
    return { files, merge, clusterMerge: { zz$include: `${DIRECTORY}/cluster.conf` } };
}

function partition(block: SettledMap): [hidden: SettledMap, shown: SettledMap] {
    const entries = Object.entries(block);
    return [
        Object.fromEntries(entries.filter(([, value]) => hasSecret(value))),
        Object.fromEntries(entries.filter(([, value]) => !hasSecret(value))),
    ];
}

/**
 * A file as the servers read it: JSON, which nats.conf takes, but for variables of the environment, which stand without quotes. They are
 * marked by a control character, which no text of the user's may hold.
 */
export function fileText(tree: SettledMap): Text {
    const marked = mapLeaves(tree, (leaf) => (leaf.variable === undefined ? leaf : `\u0001${leaf.variable}`)) as SettledMap;
    return Leaf.of(marked, (filled) => JSON.stringify(filled).replace(/"\\u0001(\w+)"/g, " $$$1 "));
}

/** Without route credentials whoever reaches the route port becomes a server, and sees everything. */
function routes(spec: Spec): SettledMap {
    const password = Leaf.generated(ROUTE_PASSWORD);
    const domain = headlessDomain(spec);
    const servers = Array.from({ length: spec.replicas }, (_, ordinal) => interpolate`${spec.name}-${ordinal}.${domain}:${ROUTE_PORT}`);
    return {
        authorization: { user: ROUTE_USER, password },
        routes: servers.map((server) => interpolate`nats://${ROUTE_USER}:${password}@${server}`),
    };
}
