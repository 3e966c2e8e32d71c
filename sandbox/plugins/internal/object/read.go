package object

import (
	"context"

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

// Read refreshes a resource from its live object. What is gone is dropped from
// the state by answering with nothing.
func (o *Objects) Read(ctx context.Context, req *pulumirpc.ReadRequest) (*pulumirpc.ReadResponse, error) {
	gone := &pulumirpc.ReadResponse{}
	state, err := property.FromRPC(req.GetProperties())
	if err != nil {
		return nil, err
	}
	want, err := o.desired(req.GetUrn(), req.GetInputs())
	if err != nil {
		return nil, err
	}
	connection, err := o.Cluster.Connect()
	if err != nil {
		if o.DeleteUnreachable {
			return gone, nil
		}
		return nil, cluster.Unreachable(err)
	}
	namespace, name := splitIdentifier(req.GetId())
	client, err := connection.For(want.kind.GroupVersionKind, namespace)
	if meta.IsNoMatchError(err) {
		return gone, nil
	}
	if err != nil {
		return nil, err
	}
	live, err := client.Get(ctx, name, metav1.GetOptions{})
	if apierrors.IsNotFound(err) {
		return gone, nil
	}
	if err != nil {
		return nil, err
	}

	imported := len(want.inputs.Object) == 0
	var inputs *unstructured.Unstructured
	if imported {
		inputs = importable(live)
	} else {
		inputs = prune(live, normalize(want.inputs))
	}
	manager, err := fieldManager(state, inputs)
	if err != nil {
		return nil, err
	}
	inputsNow := resource.NewPropertyMapFromMap(inputs.Object)
	property.KeepSecrets(inputsNow, want.given)
	stateNow := checkpoint(inputs, live, want.given, manager)
	if !imported {
		if err := o.ready(ctx, connection, live, inputs); err != nil {
			return nil, engine.InitFailed(req.GetId(), err.Error(), want.reasons(err), stateNow, inputsNow)
		}
	}
	answer := &pulumirpc.ReadResponse{Id: req.GetId()}
	if answer.Properties, err = property.ToRPC(stateNow); err != nil {
		return nil, err
	}
	answer.Inputs, err = property.ToRPC(inputsNow)
	return answer, err
}

// importable are the inputs that a program would need for a live object.
func importable(live *unstructured.Unstructured) *unstructured.Unstructured {
	inputs := live.DeepCopy()
	unstructured.RemoveNestedField(inputs.Object, "status")
	for _, field := range serverFields {
		unstructured.RemoveNestedField(inputs.Object, "metadata", field)
	}
	unstructured.RemoveNestedField(inputs.Object, "metadata", "annotations", "deployment.kubernetes.io/revision")
	unstructured.RemoveNestedField(inputs.Object, "metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration")
	return inputs
}
