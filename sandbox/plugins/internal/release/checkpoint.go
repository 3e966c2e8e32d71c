package release

import (
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"

	"sandbox/plugins/internal/property"
)

const inputsKey = "__inputs"

// checkpoint is the state of a release: the outputs, and the inputs that led to
// them. The inputs are secret as a whole, the outputs leaf by leaf.
func checkpoint(inputs resource.PropertyMap, outputs *Spec, preview bool) resource.PropertyMap {
	state := resource.NewPropertyMap(outputs)
	state[inputsKey] = resource.MakeSecret(resource.NewObjectProperty(inputs))
	property.KeepUnknowns(state, inputs)
	property.KeepSecrets(state, inputs)
	if preview {
		state["resourceNames"] = property.Unknown
		state["status"] = property.Unknown
	}
	return state
}

// inputsOf finds the inputs in a state, or nil for a release that is imported.
func inputsOf(state resource.PropertyMap) resource.PropertyMap {
	value := state[inputsKey]
	if value.IsSecret() {
		value = value.SecretValue().Element
	}
	if !value.IsObject() {
		return nil
	}
	return value.ObjectValue()
}
