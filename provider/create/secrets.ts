import { Secret } from "@pulumi/kubernetes/core/v1/secret";
import { SecretPatch } from "@pulumi/kubernetes/core/v1/secretPatch";
import * as pulumi from "@pulumi/pulumi";
import { FORCED } from "../kubernetes/annotations";
import type { SecretPlan } from "../kubernetes/secrets";
import type { Context } from "./context";

/**
 * A Secret whose data changes in place. Changing the data of a Secret is a replacement for Pulumi: the Secret is deleted, then made
 * again, and an update that dies in between leaves the servers without users. So the Secret is made empty, and a patch fills it. On
 * destroy the patch is only forgotten: the Secret goes with its data. https://github.com/pulumi/pulumi-kubernetes/issues/1567
 *
 * Kubernetes keeps no data that is empty: to ask for that would be a change in each preview.
 */
export function createSecret(context: Context, plan: SecretPlan, dependsOn: pulumi.Resource[]): pulumi.Resource {
    const { leaves, namespace, owned, options } = context;
    const name = leaves.input(plan.name);
    const secret = new Secret(
        plan.resource,
        { metadata: { name, namespace, annotations: owned }, type: plan.type },
        { ...options, dependsOn, ignoreChanges: ["data", "stringData"] },
    );
    return new SecretPatch(
        `${plan.resource}-data`,
        {
            metadata: { name, namespace, annotations: FORCED },
            type: plan.type,
            ...(Object.keys(plan.data).length > 0 && {
                data: pulumi.output(leaves.whole(plan.data) as pulumi.Input<Record<string, string>>).apply(encoded),
            }),
        },
        { ...options, dependsOn: [secret], retainOnDelete: true },
    );
}

/**
 * As Kubernetes keeps it. The kubernetes plugin turns `stringData` into this once it is known: `up --plan` would refuse that as something
 * that the preview hadn't shown, and quote the passwords.
 */
export function encoded(data: Readonly<Record<string, string | undefined>>): Record<string, string> {
    const there = Object.entries(data).filter((entry): entry is [string, string] => entry[1] !== undefined);
    return Object.fromEntries(there.map(([key, value]) => [key, Buffer.from(value).toString("base64")]));
}
