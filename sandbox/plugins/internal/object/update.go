package object

import (
	"context"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/client-go/dynamic"

	"sandbox/plugins/internal/property"
)

// Update applies the new inputs and waits until the object is well.
func (o *Objects) Update(ctx context.Context, req *pulumirpc.UpdateRequest) (*pulumirpc.UpdateResponse, error) {
	want, err := o.desired(req.GetUrn(), req.GetNews())
	if err != nil {
		return nil, err
	}
	want.inputs = normalize(want.inputs)
	state, err := property.FromRPC(req.GetOlds())
	if err != nil {
		return nil, err
	}
	oldInputs, oldLive := restore(state)
	echo := &pulumirpc.UpdateResponse{Properties: req.GetNews()}
	if req.GetPreview() && property.HasUnknown(want.inputs.Object) {
		return echo, nil
	}
	connection, err := o.connect()
	if req.GetPreview() && (err != nil || !connection.Knows(want.kind.GroupVersionKind)) {
		return echo, nil
	}
	if err != nil {
		return nil, err
	}
	manager, err := fieldManager(state, want.inputs)
	if err != nil {
		return nil, err
	}
	client, err := connection.For(want.kind.GroupVersionKind, want.inputs.GetNamespace())
	if err != nil {
		return nil, err
	}

	live, err := client.Get(ctx, oldLive.GetName(), metav1.GetOptions{})
	if err != nil {
		return nil, fmt.Errorf("update of resource %q failed: %w", req.GetUrn(), err)
	}
	log := o.log(req.GetUrn())
	updated, err := o.change(ctx, client, live, want, manager, req)
	if req.GetPreview() && apierrors.IsForbidden(err) {
		return echo, nil
	}
	if err == nil {
		live = updated
		if !req.GetPreview() {
			live, err = o.await(ctx, connection, log, live, want.inputs, req.GetTimeout())
		}
	}
	if err == nil && !req.GetPreview() {
		err = o.retire(ctx, client, live, state, oldInputs, manager)
	}
	after := checkpoint(want.inputs, live, want.given, manager)
	if err != nil {
		return nil, failed(live, fmt.Sprintf("the Kubernetes API server reported that %q failed to fully initialize "+
			"or become live", identifier(live)), err, want, after)
	}
	bag, err := property.ToRPC(after)
	return &pulumirpc.UpdateResponse{Properties: bag}, err
}

func (o *Objects) change(ctx context.Context, client dynamic.ResourceInterface, live *unstructured.Unstructured,
	want desired, manager string, req *pulumirpc.UpdateRequest,
) (*unstructured.Unstructured, error) {
	inputs := want.inputs.DeepCopy()
	// An object without owners is older than server-side apply: nobody is left to conflict with.
	force := o.force(inputs) || len(live.GetManagedFields()) == 0
	if !want.kind.Patch {
		if req.GetPreview() {
			// A real update adopts the fields first; a preview may not, so it forces.
			force = force || ownsAsCreator(live)
		} else {
			var err error
			if live, err = adopt(ctx, client, live, manager); err != nil {
				return nil, err
			}
		}
	}
	if err := keepIgnored(inputs, live, manager, req.GetIgnoreChanges()); err != nil {
		return nil, err
	}
	return apply(ctx, client, inputs, manager, force, req.GetPreview())
}

// retire gives up what the resource owns under a former name of its manager.
func (o *Objects) retire(ctx context.Context, client dynamic.ResourceInterface, live *unstructured.Unstructured,
	state resource.PropertyMap, oldInputs *unstructured.Unstructured, manager string,
) error {
	former, err := fieldManager(state, oldInputs)
	if err != nil || former == manager {
		return err
	}
	return relinquish(ctx, client, live, former)
}

func ownsAsCreator(live *unstructured.Unstructured) bool {
	for _, entry := range live.GetManagedFields() {
		if entry.Manager == creator && entry.Operation == metav1.ManagedFieldsOperationUpdate {
			return true
		}
	}
	return false
}
