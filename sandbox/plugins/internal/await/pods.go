package await

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
)

// podsOf are the pods of one controller. Problems are a courtesy: when they
// can't be listed, the wait goes on without them.
func podsOf(ctx context.Context, client dynamic.Interface, namespace string, owner types.UID, selector *metav1.LabelSelector) []corev1.Pod {
	list, err := client.Resource(corev1.SchemeGroupVersion.WithResource("pods")).Namespace(namespace).List(ctx, selecting(selector))
	if err != nil || owner == "" {
		return nil
	}
	var pods []corev1.Pod
	for _, item := range list.Items {
		var pod corev1.Pod
		if ownedBy(&item, owner) && runtime.DefaultUnstructuredConverter.FromUnstructured(item.Object, &pod) == nil {
			pods = append(pods, pod)
		}
	}
	slices.SortFunc(pods, func(a, b corev1.Pod) int { return strings.Compare(a.Name, b.Name) })
	return pods
}

func selecting(selector *metav1.LabelSelector) metav1.ListOptions {
	return metav1.ListOptions{LabelSelector: metav1.FormatLabelSelector(selector)}
}

func ownedBy(object metav1.Object, owner types.UID) bool {
	return slices.ContainsFunc(object.GetOwnerReferences(), func(reference metav1.OwnerReference) bool {
		return reference.UID == owner
	})
}

// podProblems names a pod that isn't ready, and the cause as far as the kubelet
// or the scheduler tells it.
func podProblems(pod *corev1.Pod) []string {
	if pod.DeletionTimestamp != nil || pod.Status.Phase == corev1.PodSucceeded {
		return nil
	}
	var causes []string
	if scheduled := condition(pod, corev1.PodScheduled); scheduled != nil && scheduled.Status == corev1.ConditionFalse {
		causes = append(causes, fmt.Sprintf("[%s] %s", scheduled.Reason, scheduled.Message))
	}
	if pod.Status.Phase == corev1.PodFailed && pod.Status.Reason != "" {
		causes = append(causes, fmt.Sprintf("[%s] %s", pod.Status.Reason, pod.Status.Message))
	}
	for _, container := range slices.Concat(pod.Status.InitContainerStatuses, pod.Status.ContainerStatuses) {
		causes = append(causes, containerProblems(container)...)
	}
	// Without a cause it may just be starting: say at least which containers are awaited.
	unready := ""
	if ready := condition(pod, corev1.PodReady); ready != nil && ready.Status == corev1.ConditionFalse {
		unready = ready.Message
	}
	if unready == "" && len(causes) == 0 {
		return nil
	}
	return []string{fmt.Sprintf("[Pod %s/%s]: %s%s", pod.Namespace, pod.Name, unready, strings.Join(causes, "\n"))}
}

func condition(pod *corev1.Pod, kind corev1.PodConditionType) *corev1.PodCondition {
	for i := range pod.Status.Conditions {
		if pod.Status.Conditions[i].Type == kind {
			return &pod.Status.Conditions[i]
		}
	}
	return nil
}

// starting are reasons to wait that are part of any start.
var starting = []string{"ContainerCreating", "PodInitializing"}

func containerProblems(status corev1.ContainerStatus) []string {
	if status.Ready {
		return nil
	}
	var problems []string
	if waiting := status.State.Waiting; waiting != nil && !slices.Contains(starting, waiting.Reason) {
		problems = append(problems, fmt.Sprintf("[%s] %s", waiting.Reason, waiting.Message))
	}
	if terminated := status.State.Terminated; terminated != nil {
		problems = append(problems, termination(status.Name, terminated))
	}
	if last := status.LastTerminationState.Terminated; last != nil {
		problems = append(problems, termination(status.Name, last))
	}
	return problems
}

func termination(container string, state *corev1.ContainerStateTerminated) string {
	text := fmt.Sprintf("container %q terminated at %s (%s: exit code %d)",
		container, state.FinishedAt.UTC().Format(time.RFC3339), state.Reason, state.ExitCode)
	if message := strings.TrimSpace(state.Message); message != "" {
		text += "\n" + message
	}
	return text
}
