package object

import (
	"fmt"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/kubernetes/scheme"
)

// Kind is what a resource type means: "kubernetes:apps/v1:StatefulSetPatch" is a
// patch of an apps/v1 StatefulSet.
type Kind struct {
	schema.GroupVersionKind
	// Patch resources own some fields of an object that others may own too.
	Patch bool
}

// kindOf reads the type of a resource. A custom resource may be called
// FooPatch, so the name alone decides only for built-in kinds; otherwise the
// kind in the inputs does.
func kindOf(urn resource.URN, inputKind string) (Kind, error) {
	token := urn.Type()
	group, version, found := strings.Cut(string(token.Module().Name()), "/")
	if !found {
		return Kind{}, fmt.Errorf("resource type %q does not name an API group and version", token)
	}
	if group == "core" {
		group = ""
	}
	kind := Kind{GroupVersionKind: schema.GroupVersionKind{Group: group, Version: version, Kind: string(token.Name())}}
	target := kind.GroupVersionKind
	target.Kind = strings.TrimSuffix(target.Kind, "Patch")
	if target.Kind != kind.Kind && (inputKind == target.Kind || scheme.Scheme.Recognizes(target)) {
		kind.GroupVersionKind, kind.Patch = target, true
	}
	return kind, nil
}

// isSecret and isConfigMap are the kinds whose data can be immutable.
func (k Kind) isSecret() bool    { return k.Group == "" && k.Kind == "Secret" }
func (k Kind) isConfigMap() bool { return k.Group == "" && k.Kind == "ConfigMap" }
