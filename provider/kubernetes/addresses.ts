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

/** The Service that gives each server a name of its own. */
export function headlessName({ name, values }: Spec): Text {
    const given = valueAt(values, "headlessService", "name") ?? "";
    return given === "" ? interpolate`${name}-headless` : (given as Text);
}

/** What comes behind the servers' names when they call each other. The chart has values for names that are complete. */
export function headlessDomain(spec: Spec): Text {
    const complete = valueAt(spec.values, "config", "cluster", "routeURLs", "useFQDN") === true;
    return complete ? interpolate`${headlessName(spec)}.${spec.namespace}.svc.${clusterDomain(spec)}` : headlessName(spec);
}

export function externalPort({ service }: Spec): number {
    return service.ports["nats"] ?? CLIENT_PORT;
}

function hasTls({ config, values }: Spec): boolean {
    return config["tls"] !== undefined || valueAt(values, "config", "nats", "tls", "enabled") === true;
}

/** The chart has a value for clusters whose domain is not the usual one. */
function clusterDomain({ values }: Spec): string {
    const domain = valueAt(values, "config", "cluster", "routeURLs", "k8sClusterDomain");
    return typeof domain === "string" ? domain : "cluster.local";
}
