package await

import (
	"context"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
)

// pod is a pod of its own. It is well when it is ready, or has done its work.
type pod struct{ pod corev1.Pod }

func (p *pod) look(_ context.Context, live *unstructured.Unstructured) bool {
	p.pod = corev1.Pod{}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(live.Object, &p.pod); err != nil {
		return false
	}
	ready := condition(&p.pod, corev1.PodReady)
	return p.pod.Status.Phase == corev1.PodSucceeded || ready != nil && ready.Status == corev1.ConditionTrue
}

func (p *pod) progress() string {
	if scheduled := condition(&p.pod, corev1.PodScheduled); scheduled == nil || scheduled.Status != corev1.ConditionTrue {
		return "Waiting for Pod to be scheduled"
	}
	return "Waiting for Pod to be ready"
}

func (p *pod) reasons() []string { return nil }

func (p *pod) problems(context.Context) []string { return podProblems(&p.pod) }
