package await

import (
	"context"
	"fmt"
	"time"

	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/dynamic"
)

// ownWarnings are the warnings about an object itself since a moment. They are
// all there is to see when a controller isn't allowed to create pods (a quota, a
// pod security profile).
func ownWarnings(ctx context.Context, client dynamic.Interface, namespace string, object types.UID, since time.Time) []string {
	list, err := client.Resource(corev1.SchemeGroupVersion.WithResource("events")).Namespace(namespace).List(ctx, metav1.ListOptions{
		FieldSelector: fmt.Sprintf("involvedObject.uid=%s,type=%s", object, corev1.EventTypeWarning),
	})
	if err != nil {
		return nil
	}
	var warnings []string
	for _, item := range list.Items {
		var event corev1.Event
		if runtime.DefaultUnstructuredConverter.FromUnstructured(item.Object, &event) != nil {
			continue
		}
		// Events count in whole seconds.
		if !event.LastTimestamp.Time.Before(since.Truncate(time.Second)) {
			warnings = append(warnings, fmt.Sprintf("%s: %s", event.Reason, event.Message))
		}
	}
	return warnings
}
