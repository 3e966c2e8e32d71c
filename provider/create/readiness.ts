import { StatefulSetPatch } from "@pulumi/kubernetes/apps/v1/statefulSetPatch";
import type { Release } from "@pulumi/kubernetes/helm/v3/release";
import type * as pulumi from "@pulumi/pulumi";
import type { Plan } from "../plan/plan";
import type { Context } from "./context";
import { sayWhereToLook } from "./patience";

/**
 * Waits until every server runs what the release has set, naming the pods that don't and why. It changes one annotation, of the
 * StatefulSet itself: no pod restarts for it.
 */
export function createReadiness(context: Context, plan: Plan, release: Release): pulumi.Resource[] {
    if (plan.readiness === undefined) {
        return [];
    }
    const { resolver, namespace, options } = context;
    const timeout = `${plan.timeoutSeconds}s`;
    // A release that is made anew counts from 1 again; what it is made anew for tells it from the one before.
    const volumes = plan.readiness.volumes;
    const revision = release.status.apply((status) => String(status.revision));
    const ready = new StatefulSetPatch(
        plan.readiness.resource,
        {
            metadata: {
                name: resolver.input(plan.name),
                namespace,
                annotations: { "pulumi-nats/revision": revision, "pulumi-nats/volumes": volumes, "pulumi.com/patchForce": "true" },
            },
        },
        { ...options, dependsOn: [release], retainOnDelete: true, customTimeouts: { create: timeout, update: timeout } },
    );
    const waiting = { parent: options.parent, before: release, awaited: ready, seconds: plan.timeoutSeconds };
    void sayWhereToLook(resolver.input(plan.readiness.hint), waiting);
    return [ready];
}
