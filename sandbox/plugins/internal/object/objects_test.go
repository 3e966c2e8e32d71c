package object

import (
	"context"
	"reflect"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/structpb"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"sandbox/plugins/internal/cluster"
	"sandbox/plugins/internal/property"
)

// nowhere is a cluster that refuses connections: nothing here may need one.
const nowhere = `
apiVersion: v1
kind: Config
current-context: c
clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
contexts: [{name: c, context: {cluster: c, namespace: from-context}}]
`

func objects() *Objects {
	return &Objects{
		Settings: Settings{ServerSideApply: true},
		Cluster:  cluster.New(cluster.Options{Kubeconfig: nowhere, QPS: 100, Burst: 100}),
	}
}

type tree = map[string]any

func urn(token string) string { return "urn:pulumi:dev::project::" + token + "::name" }

func bag(t *testing.T, properties resource.PropertyMap) *structpb.Struct {
	t.Helper()
	bag, err := property.ToRPC(properties)
	if err != nil {
		t.Fatal(err)
	}
	return bag
}

func check(t *testing.T, token string, olds, news resource.PropertyMap) (resource.PropertyMap, error) {
	t.Helper()
	answer, err := objects().Check(context.Background(), &pulumirpc.CheckRequest{
		Urn: urn(token), Olds: bag(t, olds), News: bag(t, news), RandomSeed: []byte("seed"),
	})
	if err != nil {
		return nil, err
	}
	inputs, err := property.FromRPC(answer.GetInputs())
	if err != nil {
		t.Fatal(err)
	}
	return inputs, nil
}

func TestCheckCompletesInputs(t *testing.T) {
	tests := map[string]struct {
		token      string
		news, want tree
	}{
		"kind, version and namespace": {
			"kubernetes:core/v1:ConfigMap",
			tree{"metadata": tree{"name": "a"}},
			tree{"apiVersion": "v1", "kind": "ConfigMap", "metadata": tree{"name": "a", "namespace": "from-context"}},
		},
		"a patch is of the kind it patches": {
			"kubernetes:apps/v1:StatefulSetPatch",
			tree{"metadata": tree{"name": "a", "namespace": "b"}},
			tree{"apiVersion": "apps/v1", "kind": "StatefulSet", "metadata": tree{"name": "a", "namespace": "b"}},
		},
		"no namespace for what has none": {
			"kubernetes:core/v1:NamespacePatch",
			tree{"metadata": tree{"name": "a"}},
			tree{"apiVersion": "v1", "kind": "Namespace", "metadata": tree{"name": "a"}},
		},
		"quantities in their standard form": {
			"kubernetes:core/v1:PersistentVolumeClaimPatch",
			tree{"metadata": tree{"name": "a", "namespace": "b"}, "spec": tree{"resources": tree{"requests": tree{"storage": "1024Mi"}}}},
			tree{"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": tree{"name": "a", "namespace": "b"},
				"spec": tree{"resources": tree{"requests": tree{"storage": "1Gi"}}}},
		},
		"custom resources as they are": {
			"kubernetes:example.com/v1:Thing",
			tree{"apiVersion": "example.com/v1", "kind": "Thing", "metadata": tree{"name": "a"}, "spec": tree{"x": 1.0}},
			tree{"apiVersion": "example.com/v1", "kind": "Thing", "metadata": tree{"name": "a", "namespace": "from-context"}, "spec": tree{"x": 1.0}},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			inputs, err := check(t, test.token, nil, resource.NewPropertyMapFromMap(test.news))
			if err != nil || !reflect.DeepEqual(property.Tree(inputs), test.want) {
				t.Errorf("got %v, %v", property.Tree(inputs), err)
			}
		})
	}
}

func TestCheckNames(t *testing.T) {
	const token = "kubernetes:core/v1:ConfigMap"
	first, err := check(t, token, nil, resource.PropertyMap{})
	if err != nil {
		t.Fatal(err)
	}
	object := unstructuredFrom(first)
	if !strings.HasPrefix(object.GetName(), "name-") || annotation(object, autonamed) != "true" {
		t.Errorf("got %v", object)
	}
	if again, _ := check(t, token, first, resource.PropertyMap{}); !reflect.DeepEqual(again, first) {
		t.Errorf("an automatic name must stay: %v", again)
	}
	unknownName := resource.PropertyMap{"metadata": resource.NewObjectProperty(resource.PropertyMap{"name": property.Unknown})}
	if inputs, err := check(t, token, nil, unknownName); err != nil || !inputs["metadata"].ObjectValue()["name"].IsComputed() {
		t.Errorf("got %v, %v", inputs, err)
	}
	if _, err := check(t, "kubernetes:core/v1:SecretPatch", nil, resource.PropertyMap{}); err == nil {
		t.Error("a patch needs a name")
	}
}

func TestCheckSecrets(t *testing.T) {
	inputs, err := check(t, "kubernetes:core/v1:Secret", nil, resource.PropertyMap{
		"metadata":   resource.NewPropertyValue(tree{"name": "a"}),
		"stringData": resource.NewPropertyValue(tree{"k": "value"}),
	})
	if err != nil || !inputs["data"].IsSecret() || inputs.HasValue("stringData") {
		t.Fatalf("got %v, %v", inputs, err)
	}
	if data := property.Tree(inputs)["data"].(tree); data["k"] != "dmFsdWU=" {
		t.Error("stringData must become base64 data")
	}

	unknown, err := check(t, "kubernetes:core/v1:SecretPatch", nil, resource.PropertyMap{
		"metadata":   resource.NewPropertyValue(tree{"name": "a"}),
		"stringData": resource.MakeSecret(resource.NewObjectProperty(resource.PropertyMap{"k": property.Unknown})),
	})
	if err != nil || !unknown["stringData"].IsSecret() || !unknown.ContainsUnknowns() {
		t.Errorf("got %v, %v", unknown, err)
	}

	env, err := check(t, "kubernetes:core/v1:ConfigMap", nil, resource.PropertyMap{
		"metadata": resource.NewPropertyValue(tree{"name": "a"}),
		"data": resource.NewObjectProperty(resource.PropertyMap{
			"plain": resource.NewStringProperty("x"), "hidden": resource.MakeSecret(resource.NewStringProperty("y")),
		}),
	})
	data := env["data"].ObjectValue()
	if err != nil || data["plain"].IsSecret() || !data["hidden"].IsSecret() {
		t.Errorf("got %v, %v", env, err)
	}
}

func diffOf(t *testing.T, token string, asked, live, news tree, ignored ...string) *pulumirpc.DiffResponse {
	t.Helper()
	given := resource.NewPropertyMapFromMap(asked)
	state := checkpoint(&unstructured.Unstructured{Object: asked}, &unstructured.Unstructured{Object: live}, given, "manager")
	answer, err := objects().Diff(context.Background(), &pulumirpc.DiffRequest{
		Urn: urn(token), Olds: bag(t, state), News: bag(t, resource.NewPropertyMapFromMap(news)), IgnoreChanges: ignored,
	})
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func configMap(data tree, metadata tree) tree {
	metadata["name"], metadata["namespace"] = "a", "b"
	return tree{"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": data}
}

func TestDiff(t *testing.T) {
	const token = "kubernetes:core/v1:ConfigMap"
	asked := configMap(tree{"k": "1"}, tree{})
	live := configMap(tree{"k": "1", "theirs": "x"}, tree{"uid": "u", "resourceVersion": "7"})

	if answer := diffOf(t, token, asked, live, asked); answer.GetChanges() != pulumirpc.DiffResponse_DIFF_NONE {
		t.Errorf("no change: %v", answer.GetDetailedDiff())
	}
	answer := diffOf(t, token, asked, live, configMap(tree{"k": "2"}, tree{}))
	if !reflect.DeepEqual(answer.GetReplaces(), []string{"data.k"}) || !answer.GetDeleteBeforeReplace() {
		t.Errorf("data of a ConfigMap: %v", answer)
	}
	answer = diffOf(t, token+"Patch", asked, live, configMap(tree{"k": "2"}, tree{}))
	if len(answer.GetReplaces()) != 0 || answer.GetDetailedDiff()["data.k"].GetKind() != pulumirpc.PropertyDiff_UPDATE {
		t.Errorf("data of a patch: %v", answer)
	}
	if answer = diffOf(t, token, asked, live, configMap(tree{"k": "2"}, tree{}), "data"); len(answer.GetDetailedDiff()) != 0 {
		t.Errorf("ignored: %v", answer)
	}
	drifted := configMap(tree{"k": "changed"}, tree{})
	if answer = diffOf(t, token+"Patch", asked, drifted, asked); answer.GetDetailedDiff()["data.k"] == nil {
		t.Errorf("drift: %v", answer)
	}
	other := configMap(tree{"k": "1"}, tree{})
	other["metadata"].(tree)["namespace"] = "c"
	answer = diffOf(t, token, asked, live, other)
	if !reflect.DeepEqual(answer.GetReplaces(), []string{"metadata.namespace"}) || answer.GetDeleteBeforeReplace() {
		t.Errorf("another namespace: %v", answer)
	}
}

func TestDiffOfImmutableFields(t *testing.T) {
	claim := func(size, class string) tree {
		return tree{"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": tree{"name": "a", "namespace": "b"},
			"spec": tree{"storageClassName": class, "resources": tree{"requests": tree{"storage": size}}}}
	}
	const token = "kubernetes:core/v1:PersistentVolumeClaim"
	before := claim("1Gi", "fast")
	if answer := diffOf(t, token, before, before, claim("2Gi", "fast")); len(answer.GetReplaces()) != 0 || len(answer.GetDetailedDiff()) != 1 {
		t.Errorf("growing: %v", answer)
	}
	if answer := diffOf(t, token, before, before, claim("1Gi", "slow")); len(answer.GetReplaces()) != 1 {
		t.Errorf("another class: %v", answer)
	}
	if answer := diffOf(t, token+"Patch", before, before, claim("1Gi", "slow")); len(answer.GetReplaces()) != 0 {
		t.Errorf("another class by patch: %v", answer)
	}
}
