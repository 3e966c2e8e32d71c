import { Secret } from "@pulumi/kubernetes/core/v1/secret";
import { SecretPatch } from "@pulumi/kubernetes/core/v1/secretPatch";
import * as pulumi from "@pulumi/pulumi";
import type { SecretPlan } from "../plan/plan";
import type { Context } from "./context";

/**
 * A Secret whose data changes in place. Changing the data of a Secret is a replacement for Pulumi: the Secret is deleted, then made
 * again, and an update that dies in between leaves the servers without users. So the Secret is made empty, and a patch fills it. On
 * destroy the patch is only forgotten: the Secret goes with its data. https://github.com/pulumi/pulumi-kubernetes/issues/1567
 */
export function createSecret(context: Context, plan: SecretPlan, dependsOn: pulumi.Resource[]): pulumi.Resource {
    const { resolver, namespace, options } = context;
    const name = resolver.input(plan.name);
    const secret = new Secret(
        plan.resource,
        { metadata: { name, namespace }, type: plan.type },
        { ...options, dependsOn, ignoreChanges: ["data", "stringData"] },
    );
    return new SecretPatch(
        `${plan.resource}-data`,
        {
            metadata: { name, namespace, annotations: FORCE },
            type: plan.type,
            stringData: resolver.whole(plan.data) as pulumi.Input<Record<string, string>>,
        },
        { ...options, dependsOn: [secret], retainOnDelete: true },
    );
}

/** Fields that somebody else has come to own are taken over: what the program says holds. */
const FORCE = { "pulumi.com/patchForce": "true" };
