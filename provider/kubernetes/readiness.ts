import { keepsJwts } from "../inputs/accountResolver";
import { MONITOR_PORT } from "../inputs/defaults";
import type { Spec } from "../inputs/spec";
import { valueAt } from "../values/leaf";
import { type Text, interpolate } from "../values/text";
import { monitorScheme } from "./addresses";

export interface ReadinessPlan {
    readonly resource: string;
    /** What the servers have volumes for. */
    readonly volumes: string;
    readonly replicas: number;
    /** Whether an update waits for the servers. */
    readonly awaited: boolean;
    /** What a node must have for a server: to say where none takes one. */
    readonly needs: Text;
    /** Where somebody who has to wait can look. */
    readonly whereToLook: Text;
    /** Where ready servers tell what of their streams isn't well; undefined where they have none, or don't tell. */
    readonly health: { readonly scheme: "http" | "https"; readonly port: number } | undefined;
}

export function readinessPlan(spec: Spec, resource: string): ReadinessPlan {
    const { namespace, replicas, resources, jetstream } = spec;
    const volume = jetstream.enabled ? interpolate` and a volume of ${jetstream.size}` : "";
    return {
        resource,
        volumes: volumesOf(spec),
        replicas,
        awaited: !spec.skipAwait,
        needs: interpolate`Each server needs a node that has ${resources.requests.cpu} of CPU and ${resources.requests.memory} of memory free${volume}.`,
        whereToLook: interpolate`What holds them up: kubectl get events -n ${namespace} --field-selector type=Warning`,
        health: jetstream.enabled && isMonitored(spec) ? { scheme: monitorScheme(spec), port: MONITOR_PORT } : undefined,
    };
}

function isMonitored({ values }: Spec): boolean {
    return valueAt(values, "config", "monitor", "enabled") !== false;
}

function volumesOf({ jetstream, accountResolver }: Spec): string {
    return [jetstream.enabled ? "jetstream" : "", keepsJwts(accountResolver) ? "resolver" : ""].filter(Boolean).join(",") || "none";
}
