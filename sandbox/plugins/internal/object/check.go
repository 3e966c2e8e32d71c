package object

import (
	"context"
	"errors"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"sandbox/plugins/internal/property"
)

// Check completes the inputs: apiVersion and kind, a name, a namespace, and the
// form in which the server would store them.
func (o *Objects) Check(_ context.Context, req *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	olds, err := property.FromRPC(req.GetOlds())
	if err != nil {
		return nil, err
	}
	want, err := o.desired(req.GetUrn(), req.GetNews())
	if err != nil {
		return nil, err
	}
	identify(want.inputs, want.kind)
	inputs := normalize(want.inputs)
	if want.kind.Patch {
		if !o.ServerSideApply {
			return nil, errors.New("patch resources require Server-Side Apply mode, which is enabled using the " +
				"`enableServerSideApply` Provider config")
		}
		if !isNamed(inputs) {
			return nil, errors.New("patch resources require the `.metadata.name` field to be set")
		}
	}
	if err := autoname(inputs, unstructuredFrom(olds), req); err != nil {
		return nil, err
	}
	if !isSet(inputs, "namespace") && o.Cluster.Namespace != "" && o.Cluster.Namespaced(want.kind.GroupVersionKind) {
		inputs.SetNamespace(o.Cluster.Namespace)
	}
	checked := resource.NewPropertyMapFromMap(inputs.Object)
	property.KeepSecrets(checked, want.given)
	bag, err := property.ToRPC(checked)
	return &pulumirpc.CheckResponse{Inputs: bag}, err
}

func identify(inputs *unstructured.Unstructured, kind Kind) {
	if inputs.GetAPIVersion() == "" {
		inputs.SetAPIVersion(kind.GroupVersion().String())
	}
	if inputs.GetKind() == "" {
		inputs.SetKind(kind.Kind)
	}
}

// autoname names an object whose program doesn't, and says so in an annotation:
// an object that we named can be replaced without being deleted first.
func autoname(inputs, old *unstructured.Unstructured, req *pulumirpc.CheckRequest) error {
	if isNamed(inputs) {
		return nil
	}
	if inputs.GetGenerateName() != "" {
		return errors.New("the `.metadata.generateName` field is not supported in Server-Side Apply mode")
	}
	var name string
	options := req.GetAutonaming()
	switch {
	case annotation(old, autonamed) == "true":
		name = old.GetName()
	case options.GetMode() == pulumirpc.CheckRequest_AutonamingOptions_DISABLE:
		return errors.New("autonaming is disabled, resource requires the .metadata.name field to be set")
	case options.GetProposedName() != "":
		name = options.GetProposedName()
	default:
		var err error
		prefix := resource.URN(req.GetUrn()).Name() + "-"
		if name, err = resource.NewUniqueName(req.GetRandomSeed(), prefix, 0, 0, nil); err != nil {
			return err
		}
	}
	inputs.SetName(name)
	annotations := inputs.GetAnnotations()
	if annotations == nil {
		annotations = map[string]string{}
	}
	annotations[autonamed] = "true"
	inputs.SetAnnotations(annotations)
	return nil
}

func isNamed(inputs *unstructured.Unstructured) bool { return isSet(inputs, "name") }

// isSet is also true for what is still unknown, which must not be overwritten.
func isSet(inputs *unstructured.Unstructured, field string) bool {
	metadata, isMap := inputs.Object["metadata"].(map[string]any)
	if !isMap {
		return property.IsUnknown(inputs.Object["metadata"])
	}
	value := metadata[field]
	return value != nil && value != ""
}
