import { StatefulSetPatch } from "@pulumi/kubernetes/apps/v1/statefulSetPatch";
import type { Release } from "@pulumi/kubernetes/helm/v3/release";
import type { input } from "@pulumi/kubernetes/types";
import * as pulumi from "@pulumi/pulumi";
import { FORCED, NOT_AWAITED } from "../kubernetes/annotations";
import type { ReadinessPlan } from "../kubernetes/readiness";
import { clusterAccess } from "../lookout/clusterAccess";
import { type RenderedContainer, renderedContainers } from "../lookout/renderedContainers";
import { withinTime } from "../lookout/timeLimit";
import { unwell } from "../lookout/unwell";
import { waitingPods } from "../lookout/waitingPods";
import type { Plan } from "../plan/plan";
import type { Context } from "./context";
import { type Waiting, sayWhatHoldsUp } from "./progress";
import { sayWhatIsUnwell } from "./unwell";

type PodTemplate = input.core.v1.PodTemplateSpecPatch;

/** Who isn't answered by then holds the StatefulSet to nothing more than its number of servers. */
const LOOK_SECONDS = 5;

/**
 * Waits until every server runs what the release has set, naming the pods that don't and why. It changes annotations of the StatefulSet
 * itself, and says once more what the chart has set: no pod restarts for it. Helm sees nothing that somebody changes by hand, and a patch
 * sees its own fields.
 */
export function createReadiness(context: Context, plan: Plan, release: Release): pulumi.Resource {
    const { leaves, namespace, owned, options } = context;
    const { resource, replicas, volumes, awaited, health } = plan.readiness;
    const timeout = `${plan.timeoutSeconds}s`;
    // A release that is made anew counts from 1 again; what it is made anew for tells it from the one before.
    const revision = release.status.apply((status) => String(status.revision));
    const template = containersOf(context, plan, revision).apply((containers) => containers && { spec: { containers } });
    const ready = new StatefulSetPatch(
        resource,
        {
            metadata: {
                name: leaves.input(plan.name),
                namespace,
                annotations: {
                    ...owned,
                    "pulumi-nats/revision": revision,
                    "pulumi-nats/volumes": volumes,
                    ...FORCED,
                    ...(!awaited && NOT_AWAITED),
                },
            },
            spec: { replicas, template: template as pulumi.Input<PodTemplate> },
        },
        { ...options, dependsOn: [release], retainOnDelete: true, customTimeouts: { create: timeout, update: timeout } },
    );
    if (!awaited) {
        return ready;
    }
    const around = { parent: options.parent, before: release, awaited: ready, seconds: plan.timeoutSeconds };
    void sayWhatHoldsUp(waitingFor(context, plan, plan.readiness), around);
    if (health !== undefined && !pulumi.runtime.isDryRun()) {
        void sayWhatIsUnwell(ready, options.parent, healthOf(context, plan, health, replicas));
    }
    return ready;
}

/** As the chart has made them; undefined where that can't be seen. */
function containersOf(
    { leaves, namespace, options }: Context,
    { name }: Plan,
    revision: pulumi.Output<string>,
): pulumi.Output<RenderedContainer[] | undefined> {
    const access = clusterAccess(options.parent);
    return pulumi.all([leaves.input(name), namespace, revision]).apply(([name, namespace, revision]) => {
        const look = async () => renderedContainers(await access(), { name, namespace, revision });
        return withinTime(look, LOOK_SECONDS, undefined);
    });
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
