import { StatefulSetPatch } from "@pulumi/kubernetes/apps/v1/statefulSetPatch";
import type { Release } from "@pulumi/kubernetes/helm/v3/release";
import type { input } from "@pulumi/kubernetes/types";
import * as pulumi from "@pulumi/pulumi";
import { FORCED } from "../kubernetes/annotations";
import type { ReadinessPlan } from "../kubernetes/readiness";
import { clusterAccess } from "../lookout/clusterAccess";
import { unwell } from "../lookout/unwell";
import { waitingPods } from "../lookout/waitingPods";
import type { Plan } from "../plan/plan";
import type { Context } from "./context";
import { type Waiting, sayWhatHoldsUp } from "./progress";
import { sayWhatIsUnwell } from "./unwell";

type StatefulSetSpec = input.apps.v1.StatefulSetSpecPatch;

/**
 * Waits until every server runs what the release has set, naming the pods that don't and why. It changes
 * annotations of the StatefulSet itself, and says again what the chart has set: no pod restarts for it.
 */
export function createReadiness(context: Context, plan: Plan, release: Release): pulumi.Resource[] {
    if (plan.readiness === undefined) {
        return [];
    }
    const { leaves, namespace, owned, options } = context;
    const timeout = `${plan.timeoutSeconds}s`;
    // A release that is made anew counts from 1 again; what it is made anew for tells it from the one before.
    const volumes = plan.readiness.volumes;
    const revision = release.status.apply((status) => String(status.revision));
    const ready = new StatefulSetPatch(
        plan.readiness.resource,
        {
            metadata: {
                name: leaves.input(plan.name),
                namespace,
                annotations: {
                    ...owned,
                    "pulumi-nats/revision": revision,
                    "pulumi-nats/volumes": volumes,
                    ...FORCED,
                },
            },
            spec: leaves.inputs(plan.readiness.set) as StatefulSetSpec,
        },
        { ...options, dependsOn: [release], retainOnDelete: true, customTimeouts: { create: timeout, update: timeout } },
    );
    const around = { parent: options.parent, before: release, awaited: ready, seconds: plan.timeoutSeconds };
    void sayWhatHoldsUp(waitingFor(context, plan, plan.readiness), around);
    if (plan.readiness.health !== undefined && !pulumi.runtime.isDryRun()) {
        void sayWhatIsUnwell(ready, options.parent, healthOf(context, plan, plan.readiness.health, plan.readiness.replicas));
    }
    return [ready];
}

type Health = NonNullable<ReadinessPlan["health"]>;

function healthOf({ leaves, namespace, options }: Context, { name }: Plan, health: Health, replicas: number): () => Promise<string[]> {
    const access = clusterAccess(options.parent);
    const names = pulumi.all([leaves.input(name), namespace]);
    return () =>
        new Promise((resolve, reject) =>
            names.apply(([name, namespace]) => {
                const look = async () => unwell(await access(), { ...health, namespace, pods: podsOf(name, replicas) });
                look().then(resolve, reject);
            }),
        );
}

function podsOf(name: string, replicas: number): string[] {
    return Array.from({ length: replicas }, (_, ordinal) => `${name}-${ordinal}`);
}

function waitingFor({ leaves, namespace, options }: Context, { name }: Plan, readiness: ReadinessPlan): pulumi.Output<Waiting> {
    const access = clusterAccess(options.parent);
    const { replicas, needs, whereToLook } = readiness;
    return pulumi
        .all([leaves.input(name), namespace, leaves.input(needs), leaves.input(whereToLook)])
        .apply(([name, namespace, needs, whereToLook]) => ({
            what: `The servers of ${name}`,
            needs,
            whereToLook,
            look: async () => waitingPods(await access(), namespace, name, podsOf(name, replicas)),
        }));
}
