// Package property converts between the engine's property bags and the plain
// trees (map[string]any) that the code works with.
package property

import (
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"google.golang.org/protobuf/types/known/structpb"
)

// Unknown is a value that only a real update can tell.
var Unknown = resource.MakeComputed(resource.NewStringProperty(""))

// FromRPC reads a property bag, keeping unknowns, secrets and nulls.
func FromRPC(bag *structpb.Struct) (resource.PropertyMap, error) {
	return plugin.UnmarshalProperties(bag, plugin.MarshalOptions{KeepUnknowns: true, KeepSecrets: true})
}

// ToRPC writes a property bag, keeping unknowns, secrets and nulls.
func ToRPC(properties resource.PropertyMap) (*structpb.Struct, error) {
	return plugin.MarshalProperties(properties, plugin.MarshalOptions{KeepUnknowns: true, KeepSecrets: true})
}

// Tree strips the secret marks. An unknown value becomes a resource.Computed.
func Tree(properties resource.PropertyMap) map[string]any {
	return properties.MapRepl(nil, plain)
}

func plain(value resource.PropertyValue) (any, bool) {
	if value.IsSecret() {
		return value.SecretValue().Element.MapRepl(nil, plain), true
	}
	return nil, false
}

// Known is Tree with every unknown as null, for code that can't meet one.
func Known(properties resource.PropertyMap) map[string]any {
	return properties.MapRepl(nil, known)
}

func known(value resource.PropertyValue) (any, bool) {
	switch {
	case value.IsSecret():
		return value.SecretValue().Element.MapRepl(nil, known), true
	case value.IsComputed():
		return nil, true
	}
	return nil, false
}

// IsUnknown says whether a value of a Tree is not known yet.
func IsUnknown(value any) bool {
	_, unknown := value.(resource.Computed)
	return unknown
}

// HasUnknown looks for an unknown anywhere in a tree.
func HasUnknown(value any) bool {
	switch value := value.(type) {
	case map[string]any:
		for _, element := range value {
			if HasUnknown(element) {
				return true
			}
		}
	case []any:
		for _, element := range value {
			if HasUnknown(element) {
				return true
			}
		}
	}
	return IsUnknown(value)
}
