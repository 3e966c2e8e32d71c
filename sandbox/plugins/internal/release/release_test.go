package release

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"helm.sh/helm/v3/pkg/cli"

	"sandbox/plugins/internal/cluster"
	"sandbox/plugins/internal/property"
)

type tree = map[string]any

func releases() *Releases {
	return New(cluster.New(cluster.Options{Kubeconfig: "apiVersion: v1\nkind: Config", Namespace: "provided"}), nil, cli.New(), false)
}

func folder(t *testing.T, version string) string {
	t.Helper()
	directory := t.TempDir()
	contents := "apiVersion: v2\nname: tiny\nversion: " + version + "\n"
	if err := os.WriteFile(filepath.Join(directory, "Chart.yaml"), []byte(contents), 0o600); err != nil {
		t.Fatal(err)
	}
	return directory
}

func check(t *testing.T, news resource.PropertyMap) (resource.PropertyMap, []*pulumirpc.CheckFailure) {
	t.Helper()
	bag, err := property.ToRPC(news)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := releases().Check(context.Background(), &pulumirpc.CheckRequest{
		Urn: "urn:pulumi:dev::project::kubernetes:helm.sh/v3:Release::nats", News: bag,
	})
	if err != nil {
		t.Fatal(err)
	}
	inputs, err := property.FromRPC(answer.GetInputs())
	if err != nil {
		t.Fatal(err)
	}
	return inputs, answer.GetFailures()
}

func TestCheck(t *testing.T) {
	inputs, failures := check(t, resource.PropertyMap{
		"chart":   resource.NewStringProperty(folder(t, "1.2.3")),
		"version": resource.NewStringProperty(">= 1.0.0"),
		"compat":  resource.NewStringProperty("true"),
		"values": resource.NewObjectProperty(resource.PropertyMap{
			"password": resource.MakeSecret(resource.NewStringProperty("p")), "replicas": resource.NewNumberProperty(3),
		}),
	})
	if len(failures) != 0 {
		t.Fatal(failures)
	}
	if inputs["version"].StringValue() != "1.2.3" || inputs["namespace"].StringValue() != "provided" ||
		inputs["timeout"].NumberValue() != 300 || !strings.HasPrefix(inputs["name"].StringValue(), "nats-") {
		t.Errorf("got %v", inputs)
	}
	values := inputs["values"].ObjectValue()
	if !values["password"].IsSecret() || values["replicas"].IsSecret() || inputs.HasValue("compat") {
		t.Errorf("values: %v", values)
	}
}

func TestCheckOfAMissingChart(t *testing.T) {
	_, failures := check(t, resource.PropertyMap{"chart": resource.NewStringProperty("./no/such/chart")})
	if len(failures) != 1 || failures[0].GetProperty() != "chart" || !strings.Contains(failures[0].GetReason(), "not found") {
		t.Errorf("got %v", failures)
	}
}

func TestCheckWithUnknownsLeavesTheChartAlone(t *testing.T) {
	inputs, failures := check(t, resource.PropertyMap{
		"chart":     resource.NewStringProperty("./no/such/chart"),
		"version":   resource.NewStringProperty("1.0.0"),
		"skipAwait": resource.NewBoolProperty(true),
		"values":    resource.NewObjectProperty(resource.PropertyMap{"a": property.Unknown, "b": resource.NewStringProperty("x")}),
	})
	values := inputs["values"].ObjectValue()
	if len(failures) != 0 || !values["a"].IsComputed() || values["b"].StringValue() != "x" {
		t.Errorf("got %v, %v", values, failures)
	}
	if inputs["version"].StringValue() != "1.0.0" || inputs["timeout"].NumberValue() != 0 {
		t.Errorf("got %v", inputs)
	}
}

func TestCompare(t *testing.T) {
	inputs := resource.NewPropertyMapFromMap(tree{
		"name": "n", "namespace": "ns", "chart": "c",
		"values": tree{"config": tree{"replicas": 3, "old": true}, "secret": "s"},
	})
	spec, err := read(inputs)
	if err != nil {
		t.Fatal(err)
	}
	state := checkpoint(inputs, spec, false)
	news := resource.NewPropertyMapFromMap(tree{
		"name": "n", "namespace": "ns2", "chart": "c",
		"values": tree{"config": tree{"replicas": 5}, "secret": "s", "added": 1},
	})
	changes := compare(state, news)
	paths := slices.Sorted(maps.Keys(changes))
	if !reflect.DeepEqual(paths, []string{"namespace", "values.added", "values.config.old", "values.config.replicas"}) {
		t.Errorf("got %v", paths)
	}
	if !reflect.DeepEqual(changes.Replaces(), []string{"namespace"}) {
		t.Errorf("replaces %v", changes.Replaces())
	}
	if again := compare(state, inputs); len(again) != 0 {
		t.Errorf("the same inputs: %v", again)
	}
}

func TestCheckpoint(t *testing.T) {
	inputs := resource.PropertyMap{
		"name": resource.NewStringProperty("n"),
		"values": resource.NewObjectProperty(resource.PropertyMap{
			"password": resource.MakeSecret(resource.NewStringProperty("p")), "plain": resource.NewStringProperty("x"),
		}),
	}
	spec, err := read(inputs)
	if err != nil {
		t.Fatal(err)
	}
	state := checkpoint(inputs, spec, true)
	values := state["values"].ObjectValue()
	if !values["password"].IsSecret() || values["plain"].IsSecret() || !state[inputsKey].IsSecret() {
		t.Errorf("got %v", state)
	}
	if !state["status"].IsComputed() || !state["resourceNames"].IsComputed() {
		t.Error("a preview doesn't know the outcome")
	}
	if !reflect.DeepEqual(inputsOf(state), inputs) {
		t.Errorf("got %v", inputsOf(state))
	}
}

func TestResourceNames(t *testing.T) {
	names, err := resourceNames(`---
# Source: a comment
apiVersion: v1
kind: Service
metadata: {name: b}
---
apiVersion: v1
kind: Service
metadata: {name: a, namespace: ns}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: nats}
---
# nothing
`)
	expected := map[string][]string{"Service/v1": {"b", "ns/a"}, "StatefulSet.apps/apps/v1": {"nats"}}
	if err != nil || !reflect.DeepEqual(names, expected) {
		t.Errorf("got %v, %v", names, err)
	}
	if _, err := resourceNames("kind: [secret-value"); err == nil || strings.Contains(err.Error(), "secret-value") {
		t.Errorf("got %v", err)
	}
}

func TestMerged(t *testing.T) {
	base := tree{"a": tree{"x": 1, "y": 2}, "b": 1}
	got := merged(base, tree{"a": tree{"y": 3, "z": nil}, "b": tree{"c": 1}})
	if !reflect.DeepEqual(got, tree{"a": tree{"x": 1, "y": 3, "z": nil}, "b": tree{"c": 1}}) {
		t.Errorf("got %v", got)
	}
	if !reflect.DeepEqual(base, tree{"a": tree{"x": 1, "y": 2}, "b": 1}) {
		t.Error("the base must not change")
	}
}

func TestPathOptions(t *testing.T) {
	for name, test := range map[string]struct {
		spec             Spec
		chart, repo, ver string
	}{
		"a URL as repository":    {Spec{Chart: "nats", RepositoryOpts: &RepositoryOpts{Repo: "https://example.com"}}, "nats", "https://example.com", ""},
		"an alias as repository": {Spec{Chart: "nats", RepositoryOpts: &RepositoryOpts{Repo: "alias"}}, "alias/nats", "", ""},
		"an OCI reference":       {Spec{Chart: "oci://example.com/nats", Version: "1.0.0"}, "oci://example.com/nats", "", "1.0.0"},
		"development versions":   {Spec{Chart: "nats", Devel: true}, "nats", "", ">0.0.0-0"},
	} {
		chart, options := pathOptions(&test.spec)
		if chart != test.chart || options.RepoURL != test.repo || options.Version != test.ver {
			t.Errorf("%s: %q %+v", name, chart, options)
		}
	}
}
