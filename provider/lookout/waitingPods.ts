import type { CoreV1Event, V1Pod } from "@kubernetes/client-node" with { "resolution-mode": "import" };
import { type ClusterAccess, coreApi } from "./clusterAccess";

/** Which of the `pods` of a StatefulSet aren't ready, and what holds each up, in the words of the scheduler and of the kubelet. */
export async function waitingPods(access: ClusterAccess, namespace: string, pods: readonly string[]): Promise<string[]> {
    const api = await coreApi(access);
    const [found, events] = await Promise.all([
        api.listNamespacedPod({ namespace, labelSelector: `statefulset.kubernetes.io/pod-name in (${pods.join(",")})` }),
        api.listNamespacedEvent({ namespace, fieldSelector: "type=Warning,involvedObject.kind=Pod" }),
    ]);
    return found.items.filter(isWaiting).map((pod) => `${pod.metadata?.name}: ${causeOf(pod, events.items)}`);
}

function isWaiting({ status }: V1Pod): boolean {
    return !status?.conditions?.some(({ type, status }) => type === "Ready" && status === "True");
}

function causeOf(pod: V1Pod, events: readonly CoreV1Event[]): string {
    return unscheduled(pod) ?? stuckContainer(pod) ?? lastWarning(pod, events) ?? "not ready yet";
}

function unscheduled({ status }: V1Pod): string | undefined {
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
    const when = ({ series, lastTimestamp, eventTime }: CoreV1Event): number =>
        Math.max(...[series?.lastObservedTime, lastTimestamp, eventTime].map((time) => time?.getTime() ?? 0));
    return ofPod.sort((one, other) => when(other) - when(one))[0]?.message;
}
