import { NetworkPolicy } from "@pulumi/kubernetes/networking/v1/networkPolicy";
import type { input } from "@pulumi/kubernetes/types";
import type * as pulumi from "@pulumi/pulumi";
import type { ObjectPlan } from "../kubernetes/objects";
import type { Context } from "./context";

type NetworkPolicySpec = input.networking.v1.NetworkPolicySpec;

/** What makes an object of each kind. The plan says what stands in its spec. */
const CLASSES = { NetworkPolicy } as const;

/** Made before the servers, and on destroy gone after them: they are never without the network policy. */
export function createObjects(context: Context, objects: readonly ObjectPlan[], dependsOn: pulumi.Resource[]): pulumi.Resource[] {
    const { leaves, namespace, owned, options } = context;
    return objects.map(({ resource, kind, name, spec }) => {
        const metadata = { name: leaves.input(name), namespace, annotations: owned };
        const made = { metadata, spec: leaves.inputs(spec) as NetworkPolicySpec };
        return new CLASSES[kind](resource, made, { ...options, dependsOn });
    });
}
