package await

import (
	"context"
	"fmt"

	corev1 "k8s.io/api/core/v1"
	storagev1 "k8s.io/api/storage/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/dynamic"
)

// claim is well when it is bound. A new claim whose class binds only when a pod
// comes along is as well as it can be while it is pending.
type claim struct {
	client dynamic.Interface

	phase string
	mode  string
}

func (c *claim) look(ctx context.Context, live *unstructured.Unstructured) bool {
	c.phase, _, _ = unstructured.NestedString(live.Object, "status", "phase")
	switch c.phase {
	case string(corev1.ClaimBound):
		return true
	case string(corev1.ClaimPending):
		return c.bindingMode(ctx, live) == string(storagev1.VolumeBindingWaitForFirstConsumer)
	}
	return false
}

func (c *claim) bindingMode(ctx context.Context, live *unstructured.Unstructured) string {
	name, _, _ := unstructured.NestedString(live.Object, "spec", "storageClassName")
	if c.mode == "" && name != "" {
		class, err := c.client.Resource(storagev1.SchemeGroupVersion.WithResource("storageclasses")).Get(ctx, name, metav1.GetOptions{})
		if err == nil {
			c.mode, _, _ = unstructured.NestedString(class.Object, "volumeBindingMode")
		}
	}
	return c.mode
}

func (c *claim) progress() string {
	return fmt.Sprintf("Waiting for PersistentVolumeClaim to be bound (%s)", c.phase)
}

func (c *claim) reasons() []string {
	return []string{fmt.Sprintf("PersistentVolumeClaim is not bound: status.phase currently at: %s", c.phase)}
}

func (c *claim) problems(context.Context) []string { return nil }
