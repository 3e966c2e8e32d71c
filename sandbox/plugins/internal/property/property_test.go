package property

import (
	"reflect"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

func TestTreesHaveNoSecretsAndTellWhatIsUnknown(t *testing.T) {
	secret := resource.MakeSecret(resource.NewObjectProperty(resource.PropertyMap{
		"b": resource.MakeSecret(resource.NewStringProperty("x")),
		"c": resource.MakeSecret(Unknown),
	}))
	properties := resource.PropertyMap{"a": secret}
	if tree := Known(properties); !reflect.DeepEqual(tree, map[string]any{"a": map[string]any{"b": "x", "c": nil}}) {
		t.Errorf("got %v", tree)
	}
	if !HasUnknown(Tree(properties)) || HasUnknown(Known(properties)) {
		t.Error("HasUnknown")
	}
}
