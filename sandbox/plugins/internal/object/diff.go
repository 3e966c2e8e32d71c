package object

import (
	"context"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"sandbox/plugins/internal/diff"
	"sandbox/plugins/internal/property"
)

// Diff compares what the program wants with what has become of what it wanted
// before. What others filled in or own is no business of this resource.
func (o *Objects) Diff(_ context.Context, req *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	state, err := property.FromRPC(req.GetOlds())
	if err != nil {
		return nil, err
	}
	want, err := o.desired(req.GetUrn(), req.GetNews())
	if err != nil {
		return nil, err
	}
	oldInputs, live := restore(state)
	inputs := normalize(want.inputs)
	have := prune(live, normalize(oldInputs))
	o.alignIdentity(want.kind, have, inputs)
	if isNamed(inputs) {
		// An automatic name that the program now spells out is no change.
		have.SetName(live.GetName())
	}

	changes := diff.Trees(have.Object, have.Object, inputs.Object, o.replacing(want.kind, inputs))
	if err := ignore(changes, req.GetIgnoreChanges()); err != nil {
		return nil, err
	}
	replaces := changes.Replaces()
	// Two objects can't have one name at the same time.
	sameName := isNamed(inputs) && annotation(inputs, autonamed) != "true" &&
		inputs.GetName() == live.GetName() && inputs.GetNamespace() == have.GetNamespace()
	return &pulumirpc.DiffResponse{
		Changes:             changes.Changes(),
		Replaces:            replaces,
		DeleteBeforeReplace: len(replaces) > 0 && sameName,
		DetailedDiff:        changes,
		HasDetailedDiff:     true,
	}, nil
}

// alignIdentity removes differences that mean nothing: a namespace on a
// cluster-wide object, or "default" left out.
func (o *Objects) alignIdentity(kind Kind, objects ...*unstructured.Unstructured) {
	namespaced := o.Cluster.Namespaced(kind.GroupVersionKind)
	for _, object := range objects {
		identify(object, kind)
		switch {
		case !namespaced:
			unstructured.RemoveNestedField(object.Object, "metadata", "namespace")
		case !isSet(object, "namespace"):
			object.SetNamespace("default")
		}
	}
}

func ignore(changes diff.Detailed, ignored []string) error {
	for _, text := range ignored {
		pattern, err := resource.ParsePropertyPath(text)
		if err != nil {
			return err
		}
		for key := range changes {
			path, err := resource.ParsePropertyPath(key)
			if err != nil {
				return err
			}
			if pattern.Contains(path) {
				delete(changes, key)
			}
		}
	}
	return nil
}
