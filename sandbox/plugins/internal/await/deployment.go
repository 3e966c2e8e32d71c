package await

import (
	"context"
	"fmt"
	"time"

	appsv1 "k8s.io/api/apps/v1"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
)

// deployment is well when all its replicas are of the newest template and
// available, and none of an older one is left.
type deployment struct {
	client dynamic.Interface
	since  time.Time

	set appsv1.Deployment
}

func (d *deployment) look(_ context.Context, live *unstructured.Unstructured) bool {
	d.set = appsv1.Deployment{}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(live.Object, &d.set); err != nil {
		return false
	}
	status, wanted := d.set.Status, replicas(d.set.Spec.Replicas)
	return status.ObservedGeneration >= d.set.Generation &&
		status.UpdatedReplicas == wanted && status.Replicas == wanted && status.AvailableReplicas == wanted
}

func (d *deployment) progress() string {
	status := d.set.Status
	return fmt.Sprintf("Waiting for app ReplicaSet to be available (%d/%d Pods available)",
		min(status.AvailableReplicas, status.UpdatedReplicas), replicas(d.set.Spec.Replicas))
}

func (d *deployment) reasons() []string {
	var reasons []string
	for _, condition := range d.set.Status.Conditions {
		if condition.Status == corev1.ConditionFalse {
			reasons = append(reasons, fmt.Sprintf("[%s] %s", condition.Reason, condition.Message))
		}
	}
	return append(reasons, "Minimum number of Pods to consider the application live was not attained")
}

func (d *deployment) problems(ctx context.Context) []string {
	problems := ownWarnings(ctx, d.client, d.set.Namespace, d.set.UID, d.since)
	for _, condition := range d.set.Status.Conditions {
		if condition.Type == appsv1.DeploymentReplicaFailure || condition.Reason == "ProgressDeadlineExceeded" {
			problems = append(problems, fmt.Sprintf("[%s] %s", condition.Reason, condition.Message))
		}
	}
	for _, pod := range podsOf(ctx, d.client, d.set.Namespace, d.replicaSet(ctx), d.set.Spec.Selector) {
		problems = append(problems, podProblems(&pod)...)
	}
	return problems
}

const revision = "deployment.kubernetes.io/revision"

// replicaSet is the one of the newest template: pods of older ones may be
// broken and on their way out.
func (d *deployment) replicaSet(ctx context.Context) types.UID {
	client := d.client.Resource(appsv1.SchemeGroupVersion.WithResource("replicasets")).Namespace(d.set.Namespace)
	sets, err := client.List(ctx, selecting(d.set.Spec.Selector))
	if err != nil {
		return ""
	}
	for _, set := range sets.Items {
		if ownedBy(&set, d.set.UID) && set.GetAnnotations()[revision] == d.set.Annotations[revision] {
			return set.GetUID()
		}
	}
	return ""
}
