import { server } from "../../nats/grammar";
import { newerSettings } from "../../nats/newerSettings";
import { hasInvalidQueue } from "../../nats/subjects";
import { isFrom } from "../../nats/version";
import { type Settled, isList, isMap, valueAt } from "../../values/leaf";
import { at } from "../../values/path";
import type { Problem } from "../../values/problem";
import { knownServerVersion } from "../serverVersion";
import { type Spec, isKnown } from "../spec";
import { hasProxy, remotesOf } from "./leafnodes";

/** What the servers' version doesn't take: settings of newer ones, and what newer ones no longer take. */
export function versionProblems(spec: Spec): Problem[] {
    const version = isKnown(spec, "values") ? knownServerVersion(spec) : undefined;
    const newer = newerSettings(spec.config, server, version, "config.merge").map(({ path, since }) => ({
        path,
        reason: `needs NATS ${since} or newer, and the servers are ${version}: they do not start with it; leave it out, or set a newer chartVersion`,
    }));
    return [...newer, ...(isFrom(version, "2.15") ? refusedSince215(spec) : [])];
}

/** What the servers take, and those of the next version won't: an upgrade would be refused. */
export function versionWarnings(spec: Spec): string[] {
    return isFrom(knownServerVersion(spec), "2.15") ? [] : refusedSince215(spec).map(({ path, reason }) => `${path} ${reason}`);
}

/** https://github.com/nats-io/nats-server/blob/v2.15.2/server/opts.go (`ErrClusterNameReserved`, `checkPermSubjectArray`, `validateLeafNodeProxyOptions`) */
function refusedSince215(spec: Spec): Problem[] {
    const reserved = (["cluster", "gateway"] as const)
        .filter((block) => valueAt(spec.config, block, "name") === "_")
        .map((block) => ({
            path: `config.merge.${block}.name`,
            reason: 'is "_", with which NATS 2.15 does not start ("cluster name is reserved"); use another name',
        }));
    // Without routes a server is a cluster of its own name, as far as other clusters' leaf nodes can tell.
    const lone = spec.replicas === 1 && !valueAt(spec.config, "cluster", "name") && remotesOf(spec).length > 0;
    const unnamed =
        lone && spec.config["server_name"] === "_"
            ? [
                  {
                      path: "config.merge.server_name",
                      reason: 'is "_", which leaf nodes make the name of the cluster, and NATS 2.15 does not start with that ("cluster name is reserved"); use another name',
                  },
              ]
            : [];
    const unproxied = remotesOf(spec)
        .filter(({ remote }) => isMap(remote["proxy"]) && Object.keys(remote["proxy"]).length > 0 && !hasProxy(remote))
        .map(({ path }) => ({
            path: `${path}.proxy.url`,
            reason: 'is missing, and NATS 2.15 does not start with the rest alone ("proxy URL must be specified"); set it, or remove the proxy',
        }));
    const granted = [
        ...spec.users.flatMap(({ path, grants }) => queues(grants, path)),
        ...spec.accounts.flatMap(({ path, settings }) => queues(settings, path)),
        ...queues(spec.config["accounts"], "config.merge.accounts"),
        ...queues(spec.config["authorization"], "config.merge.authorization"),
    ];
    return [
        ...reserved,
        ...unnamed,
        ...unproxied,
        ...granted.map((path) => ({
            path,
            reason: 'has a queue group that is no subject, with which NATS 2.15 does not start ("is not a valid queue"); name it as a subject, such as workers.*',
        })),
    ];
}

/** The paths of permissions to subscribe to queue groups whose names are no subjects. */
function queues(value: Settled, path: string): string[] {
    if (isList(value)) {
        return value.flatMap((item, index) => queues(item, at(path, index)));
    }
    if (!isMap(value)) {
        return [];
    }
    return Object.entries(value).flatMap(([key, inner]) => {
        const place = at(path, key);
        return key === "subscribe" && textsIn(inner).some(hasInvalidQueue) ? [place] : queues(inner, place);
    });
}

/** All texts in `orders.>`, `[orders.>]` and `{allow: [orders.>]}`. */
function textsIn(value: Settled): string[] {
    if (typeof value === "string") {
        return [value];
    }
    return isList(value) ? value.flatMap(textsIn) : isMap(value) ? Object.values(value).flatMap(textsIn) : [];
}
