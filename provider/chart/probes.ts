import type { Spec } from "../inputs/spec";
import { type Settled, type SettledMap, Leaf, isMap, mapAt, mapsAt, valueAt } from "../values/leaf";
import { STANDALONE_STARTUP_PATCH, STARTUP_PROBE } from "./startupProbe";

const HANDLERS = ["exec", "tcpSocket", "grpc"];

/**
 * The patch of the server's startup probe. The user's own is left as it is, or, where it only says how often and how long, goes into ours.
 */
export function startupProbePatches(spec: Spec): SettledMap[] {
    const container = mapAt(spec.values, "container");
    const given = valueAt(container, "merge", "startupProbe");
    const isPatched = mapsAt(container, "patch").some(({ path }) => typeof path === "string" && /^\/startupProbe(\/|$)/.test(path));
    if (isPatched || given === null || given instanceof Leaf) {
        return [];
    }
    const own = isMap(given) ? given : {};
    if (HANDLERS.some((handler) => own[handler] !== undefined)) {
        // The chart would merge this with its own request to the server, and Kubernetes takes one of them only.
        const { exec: _ours, ...timing } = STARTUP_PROBE;
        return [replace({ ...timing, ...own })];
    }
    if (own["httpGet"] !== undefined || !spec.jetstream.enabled) {
        return [];
    }
    if (spec.replicas === 1) {
        return [STANDALONE_STARTUP_PATCH];
    }
    return canRunOurs(spec) ? [replace({ ...STARTUP_PROBE, ...own })] : [];
}

function replace(value: SettledMap): SettledMap {
    return { op: "replace", path: "/startupProbe", value };
}

/** Whether our probe of servers in a cluster can be run: it asks with a shell, and without TLS. */
function canRunOurs({ values }: Spec): boolean {
    const hasTls = valueAt(values, "config", "monitor", "tls", "enabled") ?? false;
    return hasTls === false && hasShell(mapAt(mapAt(values, "container"), "image"));
}

/** The images whose tags say so have a shell, and so has the chart's; the image `nats:2.14.2` has none. https://hub.docker.com/_/nats */
function hasShell({ fullImageName, digest, tag }: SettledMap): boolean {
    const image: Settled = given(fullImageName) ?? given(digest) ?? given(tag) ?? "alpine";
    return typeof image === "string" && image.includes("alpine");
}

function given(value: Settled): Settled {
    return value === null || value === "" ? undefined : value;
}
