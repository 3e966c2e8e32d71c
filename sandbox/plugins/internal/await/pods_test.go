package await

import (
	"strings"
	"testing"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

func podWith(status corev1.PodStatus) *corev1.Pod {
	return &corev1.Pod{ObjectMeta: metav1.ObjectMeta{Namespace: "ns", Name: "nats-0"}, Status: status}
}

var unready = []corev1.PodCondition{{
	Type: corev1.PodReady, Status: corev1.ConditionFalse, Message: "containers with unready status: [nats]",
}}

func waiting(reason, message string) corev1.ContainerState {
	return corev1.ContainerState{Waiting: &corev1.ContainerStateWaiting{Reason: reason, Message: message}}
}

func TestPodProblems(t *testing.T) {
	finished := metav1.NewTime(time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC))
	tests := map[string]struct {
		status   corev1.PodStatus
		expected string
	}{
		"image": {
			corev1.PodStatus{Conditions: unready, ContainerStatuses: []corev1.ContainerStatus{
				{Name: "nats", State: waiting("ImagePullBackOff", `Back-off pulling image "nats:nope"`)},
			}},
			`[Pod ns/nats-0]: containers with unready status: [nats][ImagePullBackOff] Back-off pulling image "nats:nope"`,
		},
		"crash": {
			corev1.PodStatus{Conditions: unready, ContainerStatuses: []corev1.ContainerStatus{{
				Name:  "nats",
				State: waiting("CrashLoopBackOff", "back-off 10s"),
				LastTerminationState: corev1.ContainerState{Terminated: &corev1.ContainerStateTerminated{
					ExitCode: 1, Reason: "Error", Message: "nats.conf:3: unexpected\n", FinishedAt: finished,
				}},
			}}},
			"[Pod ns/nats-0]: containers with unready status: [nats][CrashLoopBackOff] back-off 10s\n" +
				"container \"nats\" terminated at 2026-01-02T03:04:05Z (Error: exit code 1)\nnats.conf:3: unexpected",
		},
		"scheduling": {
			corev1.PodStatus{Conditions: []corev1.PodCondition{{
				Type: corev1.PodScheduled, Status: corev1.ConditionFalse, Reason: "Unschedulable", Message: "0/1 nodes are available",
			}}},
			"[Pod ns/nats-0]: [Unschedulable] 0/1 nodes are available",
		},
		"init container": {
			corev1.PodStatus{Conditions: unready, InitContainerStatuses: []corev1.ContainerStatus{
				{Name: "setup", State: waiting("ErrImagePull", "not found")},
			}, ContainerStatuses: []corev1.ContainerStatus{{Name: "nats", State: waiting("PodInitializing", "")}}},
			"[Pod ns/nats-0]: containers with unready status: [nats][ErrImagePull] not found",
		},
		"eviction": {
			corev1.PodStatus{Phase: corev1.PodFailed, Reason: "Evicted", Message: "low on memory"},
			"[Pod ns/nats-0]: [Evicted] low on memory",
		},
		"starting": {
			corev1.PodStatus{Conditions: unready, ContainerStatuses: []corev1.ContainerStatus{
				{Name: "nats", State: waiting("ContainerCreating", "")},
			}},
			"[Pod ns/nats-0]: containers with unready status: [nats]",
		},
		"ready":     {corev1.PodStatus{Conditions: []corev1.PodCondition{{Type: corev1.PodReady, Status: corev1.ConditionTrue}}}, ""},
		"succeeded": {corev1.PodStatus{Phase: corev1.PodSucceeded, Conditions: unready}, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if found := strings.Join(podProblems(podWith(test.status)), "|"); found != test.expected {
				t.Errorf("got  %q\nwant %q", found, test.expected)
			}
		})
	}
}

func TestPodOnItsWayOutIsNoProblem(t *testing.T) {
	pod := podWith(corev1.PodStatus{Conditions: unready})
	pod.DeletionTimestamp = &metav1.Time{Time: time.Now()}
	if found := podProblems(pod); found != nil {
		t.Errorf("got %v", found)
	}
}
