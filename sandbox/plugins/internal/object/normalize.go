package object

import (
	"encoding/base64"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/scheme"

	"sandbox/plugins/internal/property"
)

// serverFields of the metadata are the server's to write.
var serverFields = []string{
	"creationTimestamp", "deletionGracePeriodSeconds", "deletionTimestamp",
	"generation", "managedFields", "resourceVersion", "uid",
}

// normalize writes inputs the way the server would store them (quantities,
// defaults that are left out, base64), so that the same thing said differently
// is no change. Inputs with unknowns stay as they are: typed objects can't hold
// an unknown.
func normalize(inputs *unstructured.Unstructured) *unstructured.Unstructured {
	if !property.HasUnknown(inputs.Object) {
		if inputs.GroupVersionKind().GroupKind().String() == "Secret" {
			normalizeSecret(inputs)
		} else if typed, ok := roundTrip(inputs); ok {
			inputs = prune(typed, inputs)
		}
	}
	for _, field := range serverFields {
		unstructured.RemoveNestedField(inputs.Object, "metadata", field)
	}
	return inputs
}

// roundTrip converts to the typed object and back. What can't be converted is
// left for the server to judge.
func roundTrip(inputs *unstructured.Unstructured) (*unstructured.Unstructured, bool) {
	typed, err := scheme.Scheme.New(inputs.GroupVersionKind())
	if err != nil {
		return nil, false
	}
	if err := runtime.DefaultUnstructuredConverter.FromUnstructured(inputs.Object, typed); err != nil {
		return nil, false
	}
	object, err := runtime.DefaultUnstructuredConverter.ToUnstructured(typed)
	return &unstructured.Unstructured{Object: object}, err == nil
}

// normalizeSecret folds stringData into data, as the server does when it stores
// a Secret, or else writes the base64 of data in its standard form.
func normalizeSecret(secret *unstructured.Unstructured) {
	data, hasData := secret.Object["data"].(map[string]any)
	stringData, _, err := unstructured.NestedStringMap(secret.Object, "stringData")
	if err != nil || len(stringData) == 0 {
		standardize(data)
		return
	}
	if !hasData {
		data = map[string]any{}
		secret.Object["data"] = data
	}
	for key, value := range stringData {
		data[key] = base64.StdEncoding.EncodeToString([]byte(value))
	}
	delete(secret.Object, "stringData")
}

func standardize(data map[string]any) {
	for key, value := range data {
		if text, ok := value.(string); ok {
			if decoded, err := base64.StdEncoding.DecodeString(text); err == nil {
				data[key] = base64.StdEncoding.EncodeToString(decoded)
			}
		}
	}
}

// prune keeps of an object what has a place in shape. Applied to a live object
// it answers: what has become of the things that we asked for?
func prune(object, shape *unstructured.Unstructured) *unstructured.Unstructured {
	return &unstructured.Unstructured{Object: pruneMap(object.Object, shape.Object)}
}

func pruneMap(source, shape map[string]any) map[string]any {
	kept := map[string]any{}
	for key, value := range source {
		if model, found := shape[key]; found {
			kept[key] = pruneValue(value, model)
		}
	}
	return kept
}

func pruneValue(value, model any) any {
	switch value := value.(type) {
	case map[string]any:
		if model, ok := model.(map[string]any); ok {
			return pruneMap(value, model)
		}
	case []any:
		if model, ok := model.([]any); ok {
			kept := make([]any, min(len(value), len(model)))
			for i := range kept {
				kept[i] = pruneValue(value[i], model[i])
			}
			return kept
		}
	}
	return value
}
