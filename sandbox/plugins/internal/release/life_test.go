package release

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/structpb"

	"sandbox/plugins/internal/property"
)

func refresh(t *testing.T, r *Releases, state *structpb.Struct) *pulumirpc.ReadResponse {
	t.Helper()
	answer, err := r.Read(context.Background(), &pulumirpc.ReadRequest{Urn: releaseURN, Id: "ns/nats", Properties: state})
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func diffWith(t *testing.T, r *Releases, state *structpb.Struct, news resource.PropertyMap) *pulumirpc.DiffResponse {
	t.Helper()
	answer, err := r.Diff(context.Background(), &pulumirpc.DiffRequest{Urn: releaseURN, Olds: state, News: bag(t, news)})
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestRefresh(t *testing.T) {
	r, _, records := fakeHelm(t)
	inputs := asked(t, chartFolder(t), tree{"skipAwait": true})
	state, err := create(t, r, inputs)
	if err != nil {
		t.Fatal(err)
	}
	refreshed := refresh(t, r, state).GetProperties()
	if answer := diffWith(t, r, refreshed, inputs); answer.GetChanges() != pulumirpc.DiffResponse_DIFF_NONE {
		t.Errorf("nothing has changed: %v", answer)
	}

	last, err := records.Last("nats")
	if err != nil {
		t.Fatal(err)
	}
	last.Config["k"] = "by hand"
	if err := records.Update(last); err != nil {
		t.Fatal(err)
	}
	refreshed = refresh(t, r, state).GetProperties()
	if answer := diffWith(t, r, refreshed, inputs); answer.GetDetailedDiff()["values.k"] == nil {
		t.Errorf("an upgrade by hand must show: %v", answer)
	}

	if _, err := records.Delete("nats", 1); err != nil {
		t.Fatal(err)
	}
	if answer := refresh(t, r, state); answer.GetId() != "" {
		t.Errorf("what is gone: %v", answer)
	}
}

func TestImport(t *testing.T) {
	r, _, _ := fakeHelm(t)
	if _, err := create(t, r, asked(t, chartFolder(t), tree{"skipAwait": true})); err != nil {
		t.Fatal(err)
	}
	inputs, err := property.FromRPC(refresh(t, r, nil).GetInputs())
	if err != nil || inputs["name"].StringValue() != "nats" || inputs["chart"].StringValue() != "tiny" ||
		inputs["values"].ObjectValue()["k"].StringValue() != "v" || inputs.HasValue("status") {
		t.Errorf("got %v, %v", inputs, err)
	}
}

// The version decides whether a chart is another one: the contents of a local
// chart may change without a new release.
func TestContentsOfALocalChartAreNoChange(t *testing.T) {
	r, _, _ := fakeHelm(t)
	chart := chartFolder(t)
	inputs := asked(t, chart, tree{"skipAwait": true})
	state, err := create(t, r, inputs)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(chart, "templates", "more.yaml"), []byte("# more\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if answer := diffWith(t, r, state, asked(t, chart, tree{"skipAwait": true})); answer.GetChanges() != pulumirpc.DiffResponse_DIFF_NONE {
		t.Errorf("got %v", answer)
	}
	if err := os.WriteFile(filepath.Join(chart, "Chart.yaml"), []byte("apiVersion: v2\nname: tiny\nversion: 1.2.4\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	answer := diffWith(t, r, state, asked(t, chart, tree{"skipAwait": true}))
	if answer.GetDetailedDiff()["version"] == nil || len(answer.GetReplaces()) != 0 {
		t.Errorf("got %v", answer)
	}
}

// Older versions of the plugin kept a checksum of the chart among the inputs.
func TestChecksumOfOlderStatesIsNoChange(t *testing.T) {
	inputs := resource.PropertyMap{"chart": resource.NewStringProperty("c"), "checksum": resource.NewStringProperty("abc")}
	spec, err := read(inputs)
	if err != nil {
		t.Fatal(err)
	}
	news := inputs.Copy()
	delete(news, "checksum")
	if changes := compare(checkpoint(inputs, spec, false), news); len(changes) != 0 {
		t.Errorf("got %v", changes)
	}
}

func TestErrorsTellNoSecrets(t *testing.T) {
	r, client, _ := fakeHelm(t)
	inputs := asked(t, chartFolder(t), nil)
	inputs["values"] = resource.NewObjectProperty(resource.PropertyMap{"k": resource.MakeSecret(resource.NewStringProperty("hunter22"))})
	client.WaitError = errors.New(`ConfigMap "c" is invalid: data.k: Invalid value: "hunter22"`)
	_, err := create(t, r, inputs)
	if err == nil || strings.Contains(err.Error(), "hunter22") || !strings.Contains(err.Error(), "is invalid") {
		t.Errorf("got %v", err)
	}
}

func TestDeletionOfWhatIsGone(t *testing.T) {
	r, _, _ := fakeHelm(t)
	state := bag(t, asked(t, chartFolder(t), nil))
	if err := r.Delete(context.Background(), &pulumirpc.DeleteRequest{Urn: releaseURN, Properties: state}); err != nil {
		t.Error(err)
	}
}

func TestPreviewActsOnNothing(t *testing.T) {
	r, _, records := fakeHelm(t)
	inputs := bag(t, asked(t, chartFolder(t), nil))
	answer, err := r.Create(context.Background(), &pulumirpc.CreateRequest{Urn: releaseURN, Properties: inputs, Preview: true})
	if err != nil || answer.GetId() != "" {
		t.Errorf("got %v, %v", answer, err)
	}
	if left, _ := records.History("nats"); len(left) != 0 {
		t.Error("a preview has installed something")
	}
}
