package property

import (
	"reflect"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

func text(value string) resource.PropertyValue   { return resource.NewStringProperty(value) }
func secret(value string) resource.PropertyValue { return resource.MakeSecret(text(value)) }

func object(properties resource.PropertyMap) resource.PropertyValue {
	return resource.NewObjectProperty(properties)
}

func TestKeepSecretsGoesToTheLeaves(t *testing.T) {
	ins := resource.PropertyMap{
		"values": object(resource.PropertyMap{"password": secret("p"), "plain": text("x")}),
		"list":   resource.NewArrayProperty([]resource.PropertyValue{text("a"), secret("b")}),
	}
	outs := resource.NewPropertyMapFromMap(Tree(ins))
	outs["extra"] = text("from the server")
	KeepSecrets(outs, ins)

	values := outs["values"].ObjectValue()
	if !values["password"].IsSecret() || values["plain"].IsSecret() {
		t.Errorf("values: %v", values)
	}
	if !outs["list"].IsSecret() {
		t.Error("a list with a secret in it must be secret")
	}
	if outs["extra"].IsSecret() {
		t.Error("what is not secret must stay readable")
	}
}

func TestSecretKindsAreAlwaysSecret(t *testing.T) {
	outs := resource.NewPropertyMapFromMap(map[string]any{
		"kind": "Secret",
		"data": map[string]any{"a": "Yg=="},
		"metadata": map[string]any{
			"annotations": map[string]any{lastApplied: `{"data":{"a":"Yg=="}}`, "other": "x"},
		},
	})
	KeepSecrets(outs, nil)
	annotations := outs["metadata"].ObjectValue()["annotations"].ObjectValue()
	if !outs["data"].IsSecret() || !annotations[lastApplied].IsSecret() || annotations["other"].IsSecret() {
		t.Errorf("got %v", outs)
	}
}

func TestKeepUnknowns(t *testing.T) {
	ins := resource.PropertyMap{
		"values": object(resource.PropertyMap{"a": Unknown, "b": resource.MakeSecret(Unknown), "c": text("x")}),
		"list":   resource.NewArrayProperty([]resource.PropertyValue{Unknown, text("y")}),
	}
	outs := resource.NewPropertyMapFromMap(Known(ins))
	KeepUnknowns(outs, ins)
	values, list := outs["values"].ObjectValue(), outs["list"].ArrayValue()
	if !values["a"].IsComputed() || !values["b"].IsComputed() || values["c"].IsComputed() {
		t.Errorf("values: %v", values)
	}
	if !list[0].IsComputed() || list[1].IsComputed() {
		t.Errorf("list: %v", list)
	}
	if !HasUnknown(Tree(ins)) || HasUnknown(Known(ins)) {
		t.Error("HasUnknown")
	}
}

func TestTreeStripsSecrets(t *testing.T) {
	tree := Tree(resource.PropertyMap{"a": resource.MakeSecret(object(resource.PropertyMap{"b": secret("x")}))})
	if !reflect.DeepEqual(tree, map[string]any{"a": map[string]any{"b": "x"}}) {
		t.Errorf("got %v", tree)
	}
}

func TestScrub(t *testing.T) {
	inputs := resource.PropertyMap{
		"a":     object(resource.PropertyMap{"b": secret("hunter2")}),
		"short": secret("abc"),
		"plain": text("visible"),
	}
	message := Scrub("invalid value hunter2 (aHVudGVyMg==) near abc, visible", inputs)
	if message != "invalid value [secret] ([secret]) near abc, visible" {
		t.Errorf("got %q", message)
	}
}
