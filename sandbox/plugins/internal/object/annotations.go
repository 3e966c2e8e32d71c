package object

import (
	"strconv"
	"strings"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

// The annotations that steer the provider. They are sent to the server like any
// other annotation.
// https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/
const (
	autonamed           = "pulumi.com/autonamed"
	skipAwait           = "pulumi.com/skipAwait"
	timeoutSeconds      = "pulumi.com/timeoutSeconds"
	patchForce          = "pulumi.com/patchForce"
	patchFieldManager   = "pulumi.com/patchFieldManager"
	deletionPropagation = "pulumi.com/deletionPropagationPolicy"
)

func annotation(object *unstructured.Unstructured, key string) string {
	return object.GetAnnotations()[key]
}

// timeout is how long an operation may wait: customTimeouts, then the
// annotation, then ten minutes.
func timeout(customTimeout float64, object *unstructured.Unstructured) time.Duration {
	if customTimeout > 0 {
		return time.Duration(customTimeout * float64(time.Second))
	}
	if seconds, err := strconv.Atoi(annotation(object, timeoutSeconds)); err == nil {
		return time.Duration(seconds) * time.Second
	}
	return 10 * time.Minute
}

func propagation(object *unstructured.Unstructured) metav1.DeletionPropagation {
	switch strings.ToLower(annotation(object, deletionPropagation)) {
	case "orphan":
		return metav1.DeletePropagationOrphan
	case "foreground":
		return metav1.DeletePropagationForeground
	}
	return metav1.DeletePropagationBackground
}
