import type { CoreV1Event, V1Pod } from "@kubernetes/client-node" with { "resolution-mode": "import" };
import { type ClusterAccess, coreApi } from "./clusterAccess";

/** What holds up one pod of a StatefulSet, in the words of the scheduler, the kubelet or the StatefulSet's controller. */
export interface HeldUp {
    /** The pod; the StatefulSet, where it can't make its pods. */
    readonly what: string;
    readonly cause: string;
    /** Whether no node takes the pod. */
    readonly unscheduled: boolean;
}

/** Which of the `pods` of a StatefulSet aren't ready, and why. */
export async function waitingPods(access: ClusterAccess, namespace: string, set: string, pods: readonly string[]): Promise<HeldUp[]> {
    const api = await coreApi(access);
    const warningsOf = (kind: string, name = "") => {
        const fieldSelector = `type=Warning,involvedObject.kind=${kind}${name && `,involvedObject.name=${name}`}`;
        return api.listNamespacedEvent({ namespace, fieldSelector });
    };
    const [found, ofPods, ofSet] = await Promise.all([
        api.listNamespacedPod({ namespace, labelSelector: `statefulset.kubernetes.io/pod-name in (${pods.join(",")})` }),
        warningsOf("Pod"),
        warningsOf("StatefulSet", set),
    ]);
    const waiting = found.items.filter(isWaiting).map((pod): HeldUp => {
        const unscheduled = noNode(pod);
        const cause = unscheduled ?? stuckContainer(pod) ?? lastWarning(pod, ofPods.items) ?? "not ready yet";
        return { what: pod.metadata?.name ?? "", cause, unscheduled: unscheduled !== undefined };
    });
    // A pod that may not be made, by a policy or a quota, has no events of its own.
    const refused = found.items.length < pods.length ? newest(ofSet.items)?.message : undefined;
    return refused === undefined ? waiting : [{ what: `StatefulSet ${set}`, cause: refused, unscheduled: false }, ...waiting];
}

function isWaiting({ status }: V1Pod): boolean {
    return !status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True");
}

function noNode({ status }: V1Pod): string | undefined {
    return status?.conditions?.find(({ type, status }) => type === "PodScheduled" && status === "False")?.message;
}

/** Every pod waits for its containers to be created: what holds that up is in an event. */
const USUAL = ["ContainerCreating", "PodInitializing"];

function stuckContainer({ status }: V1Pod): string | undefined {
    const containers = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
    const stuck = containers.map(({ state }) => state?.waiting).find((waiting) => waiting?.reason && !USUAL.includes(waiting.reason));
    return stuck && [stuck.reason, stuck.message].filter(Boolean).join(": ");
}

function lastWarning(pod: V1Pod, events: readonly CoreV1Event[]): string | undefined {
    const ofPod = events.filter(({ involvedObject }) => involvedObject.uid === pod.metadata?.uid);
    return newest(ofPod)?.message;
}

function newest(events: readonly CoreV1Event[]): CoreV1Event | undefined {
    const when = ({ series, lastTimestamp, eventTime }: CoreV1Event): number =>
        Math.max(...[series?.lastObservedTime, lastTimestamp, eventTime].map((time) => time?.getTime() ?? 0));
    return [...events].sort((one, other) => when(other) - when(one))[0];
}
