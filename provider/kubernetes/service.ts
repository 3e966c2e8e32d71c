import { CLIENT_PORT } from "../inputs/defaults";
import type { Spec } from "../inputs/spec";
import type { SettledMap } from "../values/leaf";
import type { Text } from "../values/text";
import { externalPort } from "./addresses";
import { leavesAwait } from "./annotations";
import { objectNames, serverLabels } from "./names";

/** The field that says which load balancer serves a Service. */
export const BALANCER_CLASS = "loadBalancerClass";

/** Of a Service that a load balancer serves: by which class. Undefined: the cloud's own. */
export interface LoadBalancer {
    readonly class: string | undefined;
}

/** What of a Service's `spec` tells it, in Kubernetes or in a plan. */
export interface BalancedSpec {
    readonly type?: string;
    readonly [BALANCER_CLASS]?: string;
}

export function loadBalancerOf(spec: BalancedSpec = {}): LoadBalancer | undefined {
    return spec.type === "LoadBalancer" ? { class: spec[BALANCER_CLASS] } : undefined;
}

export interface ServicePlan {
    readonly resource: string;
    readonly name: Text;
    readonly annotations: SettledMap;
    readonly spec: SettledMap;
    /** Whether an address of its own is waited for and given out. */
    readonly addressed: boolean;
    readonly await: boolean;
}

/**
 * A name for each port: Kubernetes takes ports by number, so that at a preview which changes the number the old one is still there, and two
 * ports can't have one name.
 */
function portName(port: number): string {
    return port === CLIENT_PORT ? "nats" : `nats-${port}`;
}

/** A Service of our own, beside the chart's, which stays inside: so the preview shows it, and its address is an output. */
export function servicePlan(spec: Spec, resource: string): ServicePlan {
    const { service } = spec;
    const nodePort = service.nodePorts["nats"];
    const awaited = !spec.skipAwait && leavesAwait(service.annotations);
    return {
        resource,
        name: objectNames(spec.name).external,
        annotations: service.annotations,
        spec: {
            type: service.type,
            selector: serverLabels(spec.name),
            ports: [
                {
                    name: portName(externalPort(spec)),
                    protocol: "TCP",
                    port: externalPort(spec),
                    targetPort: "nats",
                    appProtocol: "tcp",
                    ...(nodePort !== undefined && { nodePort }),
                },
            ],
            externalTrafficPolicy: service.externalTrafficPolicy,
            ...(service.loadBalancerClass !== undefined && { [BALANCER_CLASS]: service.loadBalancerClass }),
            ...(service.loadBalancerSourceRanges.length > 0 && { loadBalancerSourceRanges: service.loadBalancerSourceRanges }),
        },
        addressed: service.type === "LoadBalancer" && awaited,
        await: awaited,
    };
}
