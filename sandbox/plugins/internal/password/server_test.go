package password

import (
	"context"
	"reflect"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/structpb"

	"sandbox/plugins/internal/property"
)

const urn = "urn:pulumi:dev::project::" + Token + "::password"

func bag(t *testing.T, properties resource.PropertyMap) *structpb.Struct {
	t.Helper()
	bag, err := property.ToRPC(properties)
	if err != nil {
		t.Fatal(err)
	}
	return bag
}

func create(t *testing.T, inputs map[string]any, preview bool) (*pulumirpc.CreateResponse, resource.PropertyMap) {
	t.Helper()
	answer, err := New("1.0.0").Create(context.Background(), &pulumirpc.CreateRequest{
		Urn: urn, Properties: bag(t, resource.NewPropertyMapFromMap(inputs)), Preview: preview,
	})
	if err != nil {
		t.Fatal(err)
	}
	outputs, err := property.FromRPC(answer.GetProperties())
	if err != nil {
		t.Fatal(err)
	}
	return answer, outputs
}

func TestOutputsAreSecret(t *testing.T) {
	answer, outputs := create(t, map[string]any{"length": 16}, false)
	if answer.GetId() != "none" || !outputs["result"].IsSecret() || !outputs["bcryptHash"].IsSecret() {
		t.Errorf("id %q", answer.GetId())
	}
	if outputs["lower"].IsSecret() || !outputs["lower"].BoolValue() || outputs["minUpper"].NumberValue() != 0 {
		t.Error("the defaults must be among the outputs")
	}
}

func TestPreviewKnowsNoPassword(t *testing.T) {
	answer, outputs := create(t, map[string]any{"length": 16}, true)
	if answer.GetId() != "" || !outputs["result"].ContainsUnknowns() || !outputs["id"].IsComputed() {
		t.Errorf("id %q, outputs %v", answer.GetId(), outputs)
	}
}

func TestEveryChangeReplaces(t *testing.T) {
	before := map[string]any{"length": 16, "keepers": map[string]any{"v": "1"}}
	_, state := create(t, before, false)
	tests := map[string]struct {
		news     resource.PropertyMap
		expected []string
	}{
		"nothing":             {resource.NewPropertyMapFromMap(before), nil},
		"a default spelt out": {resource.NewPropertyMapFromMap(map[string]any{"length": 16, "lower": true, "keepers": map[string]any{"v": "1"}}), nil},
		"length":              {resource.NewPropertyMapFromMap(map[string]any{"length": 17, "keepers": map[string]any{"v": "1"}}), []string{"length"}},
		"a keeper":            {resource.NewPropertyMapFromMap(map[string]any{"length": 16, "keepers": map[string]any{"v": "2"}}), []string{"keepers"}},
		"no keepers":          {resource.NewPropertyMapFromMap(map[string]any{"length": 16}), []string{"keepers"}},
		"an unknown keeper": {resource.PropertyMap{
			"length":  resource.NewNumberProperty(16),
			"keepers": resource.NewObjectProperty(resource.PropertyMap{"v": property.Unknown}),
		}, []string{"keepers"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			answer, err := New("1.0.0").Diff(context.Background(), &pulumirpc.DiffRequest{
				Urn: urn, Olds: bag(t, state), OldInputs: bag(t, resource.NewPropertyMapFromMap(before)), News: bag(t, test.news),
			})
			if err != nil || !reflect.DeepEqual(answer.GetReplaces(), test.expected) {
				t.Errorf("got %v, %v", answer.GetReplaces(), err)
			}
		})
	}
}
