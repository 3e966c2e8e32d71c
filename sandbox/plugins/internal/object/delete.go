package object

import (
	"context"
	"fmt"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/meta"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/sets"
	"k8s.io/client-go/dynamic"

	"sandbox/plugins/internal/await"
	"sandbox/plugins/internal/cluster"
	"sandbox/plugins/internal/property"
)

// Delete removes a plain object and waits until it is gone. A patch gives up
// its fields and leaves the object.
func (o *Objects) Delete(ctx context.Context, req *pulumirpc.DeleteRequest) error {
	state, err := property.FromRPC(req.GetProperties())
	if err != nil {
		return err
	}
	inputs, live := restore(state)
	kind, err := kindOf(resource.URN(req.GetUrn()), live.GetKind())
	if err != nil {
		return err
	}
	connection, err := o.Cluster.Connect()
	if err != nil {
		if o.DeleteUnreachable {
			return nil
		}
		return cluster.Unreachable(err)
	}
	client, err := connection.For(kind.GroupVersionKind, live.GetNamespace())
	if meta.IsNoMatchError(err) {
		return nil
	}
	if err != nil {
		return err
	}
	_, name := splitIdentifier(req.GetId())
	object, err := client.Get(ctx, name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if kind.Patch {
		manager, err := fieldManager(state, inputs)
		if err != nil {
			return err
		}
		return explainRelinquish(relinquish(ctx, client, object, manager))
	}
	return o.remove(ctx, client, object, inputs, kind, req)
}

func (o *Objects) remove(ctx context.Context, client dynamic.ResourceInterface, object, inputs *unstructured.Unstructured,
	kind Kind, req *pulumirpc.DeleteRequest,
) error {
	policy := propagation(inputs)
	err := client.Delete(ctx, object.GetName(), metav1.DeleteOptions{PropagationPolicy: &policy})
	if apierrors.IsNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if annotation(inputs, skipAwait) == "true" && forgettable.Has(kind.GroupKind().String()) {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, timeout(req.GetTimeout(), inputs))
	defer cancel()
	last, err := await.Gone(ctx, client, object)
	if err != nil && len(last.GetFinalizers()) > 0 {
		return fmt.Errorf("%w (finalizers might be preventing deletion: %s)", err, strings.Join(last.GetFinalizers(), ", "))
	}
	return err
}

// forgettable kinds may be left behind while they go away, when the program
// skips the wait.
var forgettable = sets.New("Namespace", "Pod", "ReplicationController", "DaemonSet.apps", "Deployment.apps",
	"StatefulSet.apps", "Job.batch")

func explainRelinquish(err error) error {
	if cause, found := apierrors.StatusCause(err, metav1.CauseTypeFieldValueRequired); found && apierrors.IsInvalid(err) {
		return fmt.Errorf("this Patch resource is currently managing a required field, so it can't be deleted directly. "+
			"Either set the `retainOnDelete` resource option, or transfer ownership of the field before deleting: %s", cause.Field)
	}
	return err
}
