import { type Settled, Leaf, isList, valueAt } from "../values/leaf";
import type { Spec } from "./spec";

/** Where the servers' pods have the Secret with what the servers are told of users. */
export const AUTH_MOUNT_PATH = "/etc/nats-auth";

/**
 * Where mounts of the server's container start that the chart gives to the reloader, too. The chart tells the reloader of every file that
 * nats.conf names, and the reloader ends when it doesn't find one. https://github.com/nats-io/nack/issues/199
 */
export function reloaderPrefixes({ values }: Pick<Spec, "values">): readonly Settled[] {
    const given = valueAt(values, "reloader", "natsVolumeMountPrefixes");
    return isList(given) ? given : ["/etc/"];
}

/** Whether the reloader has what stands at a path. What isn't known yet, it may have. */
export function reloaderSees(spec: Pick<Spec, "values">, path: string): boolean {
    return reloaderPrefixes(spec).some((prefix) => prefix instanceof Leaf || (typeof prefix === "string" && path.startsWith(prefix)));
}
