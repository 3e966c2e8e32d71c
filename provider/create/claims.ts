import { PersistentVolumeClaimPatch } from "@pulumi/kubernetes/core/v1/persistentVolumeClaimPatch";
import * as pulumi from "@pulumi/pulumi";
import { FORCED, NOT_AWAITED } from "../kubernetes/annotations";
import type { ClaimPlan } from "../kubernetes/claims";
import type { Text } from "../values/text";
import type { Context } from "./context";
import type { Reviewed } from "./reviewed";

/**
 * The claims that the StatefulSet takes as its own, by their names: its template can't change, so claims made by it never grow.
 * https://github.com/kubernetes/kubernetes/issues/69041
 *
 * As patches they make a missing claim and take one that is there, so a stack comes back to the data of its last life. Kept on destroy;
 * not waited for, as a claim is bound only when its server is there; forced, as the StatefulSet controller owns what it has adopted.
 */
export function createClaims(
    { leaves, namespace, owned, options }: Context,
    claims: readonly ClaimPlan[],
    { renewed, preview }: Pick<Reviewed, "renewed" | "preview">,
    dependsOn: pulumi.Resource[],
): pulumi.Resource[] {
    // A preview asks Kubernetes, which refuses to change what the update makes anew.
    const storage = (size: Text): pulumi.Input<string> =>
        renewed && preview ? pulumi.output(pulumi.unknown as string) : leaves.input(size);
    return claims.map(
        ({ resource, name, size, storageClassName }) =>
            new PersistentVolumeClaimPatch(
                resource,
                {
                    metadata: {
                        name: leaves.input(name),
                        namespace,
                        annotations: { ...owned, ...FORCED, ...NOT_AWAITED },
                    },
                    spec: {
                        accessModes: ["ReadWriteOnce"],
                        resources: { requests: { storage: storage(size) } },
                        ...(storageClassName !== undefined && { storageClassName: leaves.input(storageClassName) }),
                    },
                },
                { ...options, dependsOn, retainOnDelete: true },
            ),
    );
}
