import { keepsJwts } from "../inputs/accountResolver";
import type { Spec } from "../inputs/spec";
import { type Text, interpolate } from "../values/text";

export interface ReadinessPlan {
    readonly resource: string;
    /** What the servers have volumes for. */
    readonly volumes: string;
    readonly replicas: number;
    /** What a node must have for a server: to say where none takes one. */
    readonly needs: Text;
    /** Where somebody who has to wait can look. */
    readonly whereToLook: Text;
}

export function readinessPlan(spec: Spec, resource: string): ReadinessPlan {
    const { namespace, replicas, resources, jetstream } = spec;
    const volume = jetstream.enabled ? interpolate` and a volume of ${jetstream.size}` : "";
    return {
        resource,
        volumes: volumesOf(spec),
        replicas,
        needs: interpolate`Each server needs a node that has ${resources.requests.cpu} of CPU and ${resources.requests.memory} of memory free${volume}.`,
        whereToLook: interpolate`What holds them up: kubectl get events -n ${namespace} --field-selector type=Warning`,
    };
}

function volumesOf({ jetstream, accountResolver }: Spec): string {
    return [jetstream.enabled ? "jetstream" : "", keepsJwts(accountResolver) ? "resolver" : ""].filter(Boolean).join(",") || "none";
}
