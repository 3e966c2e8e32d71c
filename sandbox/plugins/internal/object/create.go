package object

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"sandbox/plugins/internal/cluster"
	"sandbox/plugins/internal/engine"
	"sandbox/plugins/internal/property"
)

// Create makes the object and waits until it is well. A patch may find it there
// already; a plain resource may not, unless the provider's setting says so.
func (o *Objects) Create(ctx context.Context, req *pulumirpc.CreateRequest) (*pulumirpc.CreateResponse, error) {
	want, err := o.desired(req.GetUrn(), req.GetProperties())
	if err != nil {
		return nil, err
	}
	if req.GetPreview() {
		return o.previewCreate(ctx, want, req)
	}
	connection, err := o.connect()
	if err != nil {
		return nil, err
	}
	manager, err := fieldManager(nil, want.inputs)
	if err != nil {
		return nil, err
	}
	log := o.log(req.GetUrn())
	live, err := o.make(ctx, connection, log, want, manager)
	if err != nil {
		return nil, fmt.Errorf("resource %q was not successfully created by the Kubernetes API server: %w",
			req.GetUrn(), want.scrubbed(explain(err)))
	}
	log.Clear()
	live, waitErr := o.await(ctx, connection, log, live, want.inputs, req.GetTimeout())
	state := checkpoint(want.inputs, live, want.given, manager)
	if waitErr != nil {
		return nil, failed(live, fmt.Sprintf("resource %q was successfully created, but the Kubernetes API server "+
			"reported that it failed to fully initialize or become live", req.GetUrn()), waitErr, want, state)
	}
	bag, err := property.ToRPC(state)
	return &pulumirpc.CreateResponse{Id: identifier(live), Properties: bag}, err
}

// previewCreate asks the server what it would make of a plain object. Without a
// server, without the namespace, or without all values, the inputs stand for it.
func (o *Objects) previewCreate(ctx context.Context, want desired, req *pulumirpc.CreateRequest) (*pulumirpc.CreateResponse, error) {
	echo := &pulumirpc.CreateResponse{Properties: req.GetProperties()}
	if want.kind.Patch || property.HasUnknown(want.inputs.Object) {
		return echo, nil
	}
	connection, err := o.Cluster.Connect()
	if err != nil || !connection.Knows(want.kind.GroupVersionKind) {
		return echo, nil
	}
	client, err := connection.For(want.kind.GroupVersionKind, want.inputs.GetNamespace())
	if err != nil {
		return echo, nil
	}
	object, err := client.Create(ctx, want.inputs, metav1.CreateOptions{FieldManager: creator, DryRun: []string{metav1.DryRunAll}})
	switch {
	case apierrors.IsAlreadyExists(err), apierrors.IsForbidden(err), apierrors.IsNotFound(err), dryRunUnsupported(err):
		return echo, nil
	case err != nil:
		return nil, fmt.Errorf("resource %q was not successfully created by the Kubernetes API server: %w",
			req.GetUrn(), want.scrubbed(err))
	}
	// The status of an object that isn't there would be read as final.
	unstructured.RemoveNestedField(object.Object, "status")
	bag, err := property.ToRPC(checkpoint(want.inputs, object, want.given, creator))
	return &pulumirpc.CreateResponse{Properties: bag}, err
}

// make tries again while a namespace or a definition is missing: another
// resource of the same program may be creating it.
func (o *Objects) make(ctx context.Context, connection *cluster.Connection, log *engine.Log, want desired, manager string) (*unstructured.Unstructured, error) {
	pause := time.Second
	for try := 0; ; try++ {
		live, err := o.tryMake(ctx, connection, want, manager)
		missing := apierrors.IsNotFound(err) || meta.IsNoMatchError(err)
		if !missing || try == 5 {
			return live, err
		}
		log.Status(diag.Info, fmt.Sprintf("Retry #%d; creation failed: %v", try, want.scrubbed(err)))
		select {
		case <-ctx.Done():
			return nil, err
		case <-time.After(pause):
			pause *= 2
		}
	}
}

func (o *Objects) tryMake(ctx context.Context, connection *cluster.Connection, want desired, manager string) (*unstructured.Unstructured, error) {
	client, err := connection.For(want.kind.GroupVersionKind, want.inputs.GetNamespace())
	if err != nil {
		return nil, err
	}
	if want.kind.Patch || o.ServerSideApply && o.UpsertExisting {
		return apply(ctx, client, want.inputs, manager, o.force(want.inputs), false)
	}
	return client.Create(ctx, want.inputs, metav1.CreateOptions{FieldManager: creator})
}

// dryRunUnsupported is about webhooks that don't promise to be free of side
// effects. Any other refusal is a mistake in the program, and the preview's to tell.
func dryRunUnsupported(err error) bool {
	return apierrors.IsBadRequest(err) && strings.Contains(err.Error(), "does not support dry run")
}

func explain(err error) error {
	switch {
	case apierrors.IsAlreadyExists(err):
		return fmt.Errorf("%w\n\nThe resource already exists in the cluster. Give it another name, import it, "+
			"manage only some of its fields with a Patch resource, or take it over: set upsertExistingObjects on the provider.", err)
	case meta.IsNoMatchError(err):
		return fmt.Errorf("the Kubernetes API server reported that the apiVersion for this resource does not exist. "+
			"Verify that any required CRDs have been created: %w", err)
	}
	return err
}

// failed keeps in the state what exists but is not well.
func failed(live *unstructured.Unstructured, what string, err error, want desired, state resource.PropertyMap) error {
	message := fmt.Sprintf("%s: %v", what, want.scrubbed(err))
	return engine.InitFailed(identifier(live), message, want.reasons(err), state, nil)
}
