import type { Spec } from "../inputs/spec";
import type { Settled, SettledMap } from "../values/leaf";
import { type resourceNames, serverLabels } from "./names";
import type { ObjectPlan } from "./objects";
import { clientPorts, monitoringPorts } from "./ports";
import { ROUTE_PORT } from "./serverFiles";

/**
 * Who may reach which port. A pod that a policy selects is closed but for what some policy opens, so everything that is meant to be
 * reached is here. What the servers connect to themselves is left alone: leaf nodes and gateways may be anywhere.
 */
export function networkPolicyPlans(spec: Spec, resources: ReturnType<typeof resourceNames>): ObjectPlan[] {
    const { name, replicas, networkPolicy } = spec;
    if (!networkPolicy.enabled) {
        return [];
    }
    const servers = { matchLabels: serverLabels(name) };
    return [
        {
            resource: resources.object("NetworkPolicy"),
            kind: "NetworkPolicy",
            name,
            spec: {
                podSelector: servers,
                policyTypes: ["Ingress"],
                ingress: [
                    ...opening(clientPorts(spec), networkPolicy.clients),
                    // Whoever becomes a route sees everything, and a password is the only other thing in the way.
                    ...(replicas > 1 ? opening([ROUTE_PORT], [{ podSelector: servers }]) : []),
                    ...opening(monitoringPorts(spec), networkPolicy.monitoring ?? []),
                ],
            },
        },
    ];
}

/** Undefined is everybody, and no peers are nobody: to Kubernetes an empty list of peers would be everybody, too. */
function opening(ports: readonly Settled[], from: readonly Settled[] | undefined): SettledMap[] {
    const to = { ports: ports.map((port) => ({ protocol: "TCP", port })) };
    return from === undefined ? [to] : from.length > 0 ? [{ ...to, from }] : [];
}
