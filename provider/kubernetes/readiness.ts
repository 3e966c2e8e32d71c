import { keepsJwts } from "../inputs/accountResolver";
import { MONITOR_PORT } from "../inputs/defaults";
import type { Spec } from "../inputs/spec";
import { type SettledMap, valueAt } from "../values/leaf";
import { type Text, interpolate } from "../values/text";
import { monitorScheme } from "./addresses";

export interface ReadinessPlan {
    readonly resource: string;
    /** What the servers have volumes for. */
    readonly volumes: string;
    readonly replicas: number;
    /**
     * What the chart has set of the StatefulSet, said once more: Helm sees nothing that somebody changes by hand, and a patch sees its own
     * fields. Nothing that raw values may set otherwise: the pods would start twice.
     */
    readonly set: SettledMap;
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
        set: { replicas, ...(changesPods(spec) ? {} : { template: { spec: { containers: [servers(spec)] } } }) },
        needs: interpolate`Each server needs a node that has ${resources.requests.cpu} of CPU and ${resources.requests.memory} of memory free${volume}.`,
        whereToLook: interpolate`What holds them up: kubectl get events -n ${namespace} --field-selector type=Warning`,
        health: jetstream.enabled && isMonitored(spec) ? { scheme: monitorScheme(spec), port: MONITOR_PORT } : undefined,
    };
}

function servers({ resources: { cpu, memory, requests } }: Spec): SettledMap {
    return { name: "nats", resources: { limits: { cpu, memory }, requests: { cpu: requests.cpu, memory: requests.memory } } };
}

function changesPods({ values }: Spec): boolean {
    return ["container", "podTemplate", "statefulSet"].some((key) => values[key] !== undefined);
}

function isMonitored({ values }: Spec): boolean {
    return valueAt(values, "config", "monitor", "enabled") !== false;
}

function volumesOf({ jetstream, accountResolver }: Spec): string {
    return [jetstream.enabled ? "jetstream" : "", keepsJwts(accountResolver) ? "resolver" : ""].filter(Boolean).join(",") || "none";
}
