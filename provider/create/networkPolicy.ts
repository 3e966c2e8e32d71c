import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy";
import type { input } from "@pulumi/kubernetes/types";
import type * as pulumi from "@pulumi/pulumi";
import type { Plan } from "../plan/plan";
import type { Context } from "./context";

type NetworkPolicySpec = input.networking.v1.NetworkPolicySpec;

/** Made before the servers, and on destroy gone after them: they are never without it. */
export function createNetworkPolicy(context: Context, { networkPolicy }: Plan, dependsOn: pulumi.Resource[]): pulumi.Resource[] {
    if (networkPolicy === undefined) {
        return [];
    }
    const { leaves, namespace, owned, options } = context;
    return [
        new NetworkPolicy(
            networkPolicy.resource,
            {
                metadata: { name: leaves.input(networkPolicy.name), namespace, annotations: owned },
                spec: leaves.inputs(networkPolicy.spec) as NetworkPolicySpec,
            },
            { ...options, dependsOn },
        ),
    ];
}
