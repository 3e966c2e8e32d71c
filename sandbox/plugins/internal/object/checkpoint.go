package object

import (
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"sandbox/plugins/internal/property"
)

// The names under which the state of an object also holds how it came to be.
// They are the real plugin's, so that a stack can move between the two.
const (
	inputsKey       = "__inputs"
	apiVersionKey   = "__initialApiVersion"
	fieldManagerKey = "__fieldManager"
)

// checkpoint is the state of an object: what the server says, and beside it the
// inputs that led to it. Secrets are marked as they were in from.
func checkpoint(inputs, live *unstructured.Unstructured, from resource.PropertyMap, fieldManager string) resource.PropertyMap {
	state := resource.NewPropertyMapFromMap(live.Object)
	asked := resource.NewPropertyMapFromMap(inputs.Object)
	property.KeepSecrets(state, from)
	property.KeepSecrets(asked, from)
	state[inputsKey] = resource.NewObjectProperty(asked)
	state[apiVersionKey] = resource.NewStringProperty(inputs.GetAPIVersion())
	state[fieldManagerKey] = resource.NewStringProperty(fieldManager)
	return state
}

// restore is the way back from the state, without the secret marks.
func restore(state resource.PropertyMap) (inputs, live *unstructured.Unstructured) {
	tree := property.Tree(state)
	asked, _ := tree[inputsKey].(map[string]any)
	if asked == nil {
		asked = map[string]any{}
	}
	delete(tree, inputsKey)
	return &unstructured.Unstructured{Object: asked}, &unstructured.Unstructured{Object: tree}
}

// fieldManager is the name under which the server books the fields of a
// resource. It must stay the same, or the old name keeps the old fields.
func fieldManager(state resource.PropertyMap, inputs *unstructured.Unstructured) (string, error) {
	if name := annotation(inputs, patchFieldManager); name != "" {
		return name, nil
	}
	if name := state[fieldManagerKey]; name.IsString() {
		return name.StringValue(), nil
	}
	return resource.NewUniqueName(nil, "pulumi-kubernetes-", 0, 0, nil)
}

// identifier is the ID of an object: namespace/name, or the name alone.
func identifier(object *unstructured.Unstructured) string {
	if namespace := object.GetNamespace(); namespace != "" {
		return namespace + "/" + object.GetName()
	}
	return object.GetName()
}

func splitIdentifier(id string) (namespace, name string) {
	if namespace, name, found := strings.Cut(id, "/"); found {
		return namespace, name
	}
	return "", id
}
