import { CLIENT_PORT } from "../inputs/defaults";
import type { Spec } from "../inputs/spec";
import { type Leaf, valueAt } from "../values/leaf";
import { type Text, interpolate } from "../values/text";

/** Where the servers are, as clients write it. */
export interface Addresses {
    /** `tls` where the servers have TLS for clients. */
    readonly scheme: "nats" | "tls";
    readonly host: Text;
    /** With the port, as the others. */
    readonly inside: Text;
    readonly qualified: Text;
    readonly outside: Text | undefined;
}

export function addressesOf(spec: Spec, externalHost: Leaf<string> | undefined): Addresses {
    const host = interpolate`${spec.name}.${spec.namespace}.svc`;
    return {
        scheme: hasTls(spec) ? "tls" : "nats",
        host,
        inside: interpolate`${host}:${CLIENT_PORT}`,
        qualified: interpolate`${host}.${clusterDomain(spec)}:${CLIENT_PORT}`,
        outside: externalHost && interpolate`${externalHost}:${externalPort(spec)}`,
    };
}

export function monitorScheme({ values }: Spec): "http" | "https" {
    return valueAt(values, "config", "monitor", "tls", "enabled") === true ? "https" : "http";
}

export function externalPort({ service }: Spec): number {
    return service.ports["nats"] ?? CLIENT_PORT;
}

function hasTls({ config, values }: Spec): boolean {
    const inChart = valueAt(values, "config", "nats", "tls", "enabled") === true;
    return inChart || config["tls"] !== undefined || valueAt(values, "config", "merge", "tls") !== undefined;
}

/** The chart has a value for clusters whose domain is not the usual one. */
function clusterDomain({ values }: Spec): string {
    const domain = valueAt(values, "config", "cluster", "routeURLs", "k8sClusterDomain");
    return typeof domain === "string" ? domain : "cluster.local";
}
