import { StatefulSetPatch } from "@pulumi/kubernetes/apps/v1/statefulSetPatch";
import { PersistentVolumeClaimPatch } from "@pulumi/kubernetes/core/v1/persistentVolumeClaimPatch";
import * as pulumi from "@pulumi/pulumi";
import { FORCED, NOT_AWAITED } from "../kubernetes/annotations";
import type { Plan } from "../plan/plan";
import { FACTS_ANNOTATION } from "../review/clusterFacts";
import { publicFacts } from "../review/facts";
import type { Context } from "./context";

/**
 * Writes the facts of what has succeeded where the cluster is, for whoever changes it next, from whichever state. With the data, so that they
 * outlive the servers as it does.
 */
export function createFacts(context: Context, plan: Plan, dependsOn: pulumi.Resource[]): pulumi.Resource {
    const { leaves, namespace, options } = context;
    const facts = pulumi.output(leaves.whole(publicFacts(plan.revision.facts)) as object).apply((facts) => JSON.stringify(facts));
    const [claim] = plan.claims;
    const annotations = { [FACTS_ANNOTATION]: facts, ...FORCED, ...NOT_AWAITED };
    const args = { metadata: { name: leaves.input(claim?.name ?? plan.name), namespace, annotations } };
    const kept = { ...options, dependsOn, retainOnDelete: true };
    return claim === undefined ? new StatefulSetPatch(plan.facts, args, kept) : new PersistentVolumeClaimPatch(plan.facts, args, kept);
}
