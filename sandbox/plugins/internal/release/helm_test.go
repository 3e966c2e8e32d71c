package release

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil/rpcerror"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/structpb"
	"helm.sh/helm/v3/pkg/action"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/kube"
	kubefake "helm.sh/helm/v3/pkg/kube/fake"
	helm "helm.sh/helm/v3/pkg/release"
	"helm.sh/helm/v3/pkg/storage"
	"helm.sh/helm/v3/pkg/storage/driver"

	"sandbox/plugins/internal/property"
)

const releaseURN = "urn:pulumi:dev::project::kubernetes:helm.sh/v3:Release::nats"

// helmClient is a Kubernetes client of Helm that counts its waits.
type helmClient struct {
	kubefake.FailingKubeClient
	waits int
}

func (c *helmClient) Wait(resources kube.ResourceList, timeout time.Duration) error {
	c.waits++
	return c.FailingKubeClient.Wait(resources, timeout)
}

func (c *helmClient) WaitForDelete(resources kube.ResourceList, timeout time.Duration) error {
	c.waits++
	return c.FailingKubeClient.WaitForDelete(resources, timeout)
}

// fakeHelm is Helm with its records in memory.
func fakeHelm(t *testing.T) (*Releases, *helmClient, *storage.Storage) {
	t.Helper()
	client := &helmClient{FailingKubeClient: kubefake.FailingKubeClient{PrintingKubeClient: kubefake.PrintingKubeClient{Out: io.Discard}}}
	memory := driver.NewMemory()
	records := storage.Init(memory)
	r := releases()
	r.configuration = func(namespace string) (*action.Configuration, error) {
		memory.SetNamespace(namespace)
		return &action.Configuration{
			KubeClient: client, Releases: records, Capabilities: chartutil.DefaultCapabilities, Log: func(string, ...any) {},
		}, nil
	}
	return r, client, records
}

// chartFolder is a chart that keeps what it is given in a ConfigMap.
func chartFolder(t *testing.T) string {
	t.Helper()
	directory := folder(t, "1.2.3")
	template := filepath.Join(directory, "templates", "config.yaml")
	if err := os.MkdirAll(filepath.Dir(template), 0o700); err != nil {
		t.Fatal(err)
	}
	manifest := "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\ndata: {k: {{ .Values.k | quote }}}\n"
	if err := os.WriteFile(template, []byte(manifest), 0o600); err != nil {
		t.Fatal(err)
	}
	return directory
}

// asked is what a program says of a release, as Check leaves it.
func asked(t *testing.T, chart string, more tree) resource.PropertyMap {
	t.Helper()
	inputs := tree{"chart": chart, "name": "nats", "namespace": "ns", "values": tree{"k": "v"}}
	for key, value := range more {
		inputs[key] = value
	}
	checked, failures := check(t, resource.NewPropertyMapFromMap(inputs))
	if len(failures) != 0 {
		t.Fatal(failures)
	}
	return checked
}

func bag(t *testing.T, properties resource.PropertyMap) *structpb.Struct {
	t.Helper()
	bag, err := property.ToRPC(properties)
	if err != nil {
		t.Fatal(err)
	}
	return bag
}

func create(t *testing.T, r *Releases, inputs resource.PropertyMap) (*structpb.Struct, error) {
	t.Helper()
	answer, err := r.Create(context.Background(), &pulumirpc.CreateRequest{Urn: releaseURN, Properties: bag(t, inputs)})
	return answer.GetProperties(), err
}

func update(t *testing.T, r *Releases, state *structpb.Struct, news resource.PropertyMap) (*structpb.Struct, error) {
	t.Helper()
	answer, err := r.Update(context.Background(), &pulumirpc.UpdateRequest{Urn: releaseURN, Olds: state, News: bag(t, news)})
	return answer.GetProperties(), err
}

// saved is the state that comes with a failure, or nil when there is none.
func saved(err error) *structpb.Struct {
	if failure, ok := rpcerror.FromError(err); ok {
		for _, detail := range failure.Details() {
			if partial, ok := detail.(*pulumirpc.ErrorResourceInitFailed); ok {
				return partial.GetProperties()
			}
		}
	}
	return nil
}

func statusOf(t *testing.T, state *structpb.Struct) tree {
	t.Helper()
	properties, err := property.FromRPC(state)
	if err != nil {
		t.Fatal(err)
	}
	status, _ := property.Tree(properties)["status"].(tree)
	return status
}

func TestSkipAwait(t *testing.T) {
	for name, test := range map[string]struct {
		more  tree
		waits int
	}{
		"off":                {tree{}, 3},
		"on":                 {tree{"skipAwait": true}, 0},
		"on, but for atomic": {tree{"skipAwait": true, "atomic": true}, 3},
	} {
		r, client, records := fakeHelm(t)
		inputs := asked(t, chartFolder(t), test.more)
		state, err := create(t, r, inputs)
		if err != nil {
			t.Fatal(err)
		}
		if state, err = update(t, r, state, inputs); err != nil {
			t.Fatal(err)
		}
		if err := r.Delete(context.Background(), &pulumirpc.DeleteRequest{Urn: releaseURN, Properties: state}); err != nil {
			t.Fatal(err)
		}
		if client.waits != test.waits {
			t.Errorf("%s: %d waits", name, client.waits)
		}
		if left, _ := records.History("nats"); len(left) != 0 {
			t.Errorf("%s: records are left", name)
		}
	}
}

func TestStateTellsTheRevision(t *testing.T) {
	r, _, _ := fakeHelm(t)
	inputs := asked(t, chartFolder(t), tree{"skipAwait": true, "maxHistory": 1})
	state, err := create(t, r, inputs)
	if err != nil {
		t.Fatal(err)
	}
	if status := statusOf(t, state); status["revision"] != 1.0 || status["status"] != "deployed" {
		t.Errorf("got %v", status)
	}
	if state, err = update(t, r, state, inputs); err != nil || statusOf(t, state)["revision"] != 2.0 {
		t.Errorf("got %v, %v", state, err)
	}
}

func TestFailedReleaseIsRepairedByTheNextUpdate(t *testing.T) {
	r, client, records := fakeHelm(t)
	inputs := asked(t, chartFolder(t), nil)
	client.WaitError = errors.New("timed out waiting for the condition")
	_, err := create(t, r, inputs)
	state := saved(err)
	if state == nil || !strings.Contains(err.Error(), "timed out") {
		t.Fatalf("a failed release must be in the state: %v", err)
	}
	if status := statusOf(t, state); status["status"] != "failed" {
		t.Errorf("got %v", status)
	}
	client.WaitError = nil
	state, err = update(t, r, state, inputs)
	if err != nil || statusOf(t, state)["status"] != "deployed" {
		t.Errorf("got %v, %v", state, err)
	}
	if last, err := records.Last("nats"); err != nil || last.Version != 2 {
		t.Errorf("got %v, %v", last, err)
	}
}

func TestAtomic(t *testing.T) {
	r, client, records := fakeHelm(t)
	inputs := asked(t, chartFolder(t), tree{"atomic": true})
	client.WaitError = errors.New("timed out")
	if _, err := create(t, r, inputs); err == nil || saved(err) != nil {
		t.Errorf("a failed installation must leave nothing in the state: %v", err)
	}
	if left, _ := records.History("nats"); len(left) != 0 {
		t.Error("a failed installation must leave no record")
	}

	client.WaitError = nil
	state, err := create(t, r, inputs)
	if err != nil {
		t.Fatal(err)
	}
	client.UpdateError = errors.New("field is immutable")
	news := asked(t, inputs["chart"].StringValue(), tree{"atomic": true, "values": tree{"k": "new"}})
	_, err = update(t, r, state, news)
	if saved(err) == nil {
		t.Fatalf("a failed upgrade must be in the state, so that the next update tries again: %v", err)
	}
	properties, _ := property.FromRPC(saved(err))
	if !inputsOf(properties)["values"].ObjectValue()["k"].DeepEquals(resource.NewStringProperty("new")) {
		t.Errorf("got %v", inputsOf(properties))
	}
}

func TestAnUnfinishedReleaseIsLeftAlone(t *testing.T) {
	r, _, records := fakeHelm(t)
	inputs := asked(t, chartFolder(t), tree{"skipAwait": true})
	state, err := create(t, r, inputs)
	if err != nil {
		t.Fatal(err)
	}
	last, err := records.Last("nats")
	if err != nil {
		t.Fatal(err)
	}
	last.Info.Status = helm.StatusPendingUpgrade
	if err := records.Update(last); err != nil {
		t.Fatal(err)
	}
	if _, err := update(t, r, state, inputs); err == nil || !strings.Contains(err.Error(), "another operation") || saved(err) != nil {
		t.Errorf("got %v", err)
	}
}
