package object

import (
	"context"
	"errors"
	"fmt"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/dynamic"
)

// creator owns the fields of a plain object between its creation and its first
// update, when they are handed to the manager of the resource. A create request
// can't be an apply request: apply would silently take over what exists.
const creator = "pulumi-kubernetes"

// apply sends the inputs under the name of the resource's field manager.
func apply(ctx context.Context, client dynamic.ResourceInterface, inputs *unstructured.Unstructured,
	manager string, force, dryRun bool,
) (*unstructured.Unstructured, error) {
	options := metav1.ApplyOptions{FieldManager: manager, Force: force}
	if dryRun {
		options.DryRun = []string{metav1.DryRunAll}
	}
	live, err := client.Apply(ctx, inputs.GetName(), inputs, options)
	if apierrors.IsConflict(err) {
		err = errors.Join(
			errors.New("server-side apply field conflict detected, see https://www.pulumi.com/registry/packages/kubernetes/"+
				"how-to-guides/managing-resources-with-server-side-apply/#handle-field-conflicts-on-existing-resources "+
				"for troubleshooting help"),
			fmt.Errorf("The resource managed by field manager %q had an apply conflict: %w", manager, err),
		)
	}
	return live, err
}

// force says whether to take fields from other managers.
func (o *Objects) force(inputs *unstructured.Unstructured) bool {
	return o.PatchForce || annotation(inputs, patchForce) == "true"
}

// relinquish gives up every field of a manager, by applying nothing but the
// object's identity. Fields that nobody else owns go away.
func relinquish(ctx context.Context, client dynamic.ResourceInterface, object *unstructured.Unstructured, manager string) error {
	bare := &unstructured.Unstructured{}
	bare.SetGroupVersionKind(object.GroupVersionKind())
	bare.SetNamespace(object.GetNamespace())
	bare.SetName(object.GetName())
	_, err := client.Apply(ctx, bare.GetName(), bare, metav1.ApplyOptions{FieldManager: manager})
	return err
}
