package password

import (
	"encoding/json"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"

	"sandbox/plugins/internal/property"
)

// Spec is what a password should be like.
type Spec struct {
	Length          int               `json:"length"`
	Lower           bool              `json:"lower"`
	Upper           bool              `json:"upper"`
	Numeric         bool              `json:"numeric"`
	Number          *bool             `json:"number"`
	Special         bool              `json:"special"`
	MinLower        int               `json:"minLower"`
	MinUpper        int               `json:"minUpper"`
	MinNumeric      int               `json:"minNumeric"`
	MinSpecial      int               `json:"minSpecial"`
	OverrideSpecial string            `json:"overrideSpecial"`
	Keepers         map[string]string `json:"keepers"`
}

// read fills in the defaults: every class of characters, and no minimum.
func read(inputs resource.PropertyMap) (Spec, error) {
	spec := Spec{Lower: true, Upper: true, Numeric: true, Special: true}
	encoded, err := json.Marshal(property.Known(inputs))
	if err != nil {
		return spec, err
	}
	err = json.Unmarshal(encoded, &spec)
	if spec.Number != nil && !inputs["numeric"].IsBool() {
		// The older name of the same property.
		spec.Numeric = *spec.Number
	}
	return spec, err
}

// outputs are the inputs with their defaults. Secrets and unknowns among the
// inputs stay what they are.
func (s Spec) outputs(inputs resource.PropertyMap) resource.PropertyMap {
	outputs := resource.NewPropertyMapFromMap(map[string]any{
		"length": s.Length, "lower": s.Lower, "upper": s.Upper, "numeric": s.Numeric, "number": s.Numeric,
		"special": s.Special, "minLower": s.MinLower, "minUpper": s.MinUpper, "minNumeric": s.MinNumeric,
		"minSpecial": s.MinSpecial,
	})
	for key, value := range inputs {
		outputs[key] = value
	}
	return outputs
}

// problem is what is wrong with a spec, and with which property of it.
func (s Spec) problem() (property, reason string) {
	switch {
	case s.Length < 1:
		return "length", "length must be at least 1"
	case min(s.MinLower, s.MinUpper, s.MinNumeric, s.MinSpecial) < 0:
		return "length", "minimums must be at least 0"
	case s.Length < s.MinLower+s.MinUpper+s.MinNumeric+s.MinSpecial:
		return "length", "length must be at least the sum of minLower, minUpper, minNumeric and minSpecial"
	}
	return "", ""
}
