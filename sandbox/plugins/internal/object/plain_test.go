package object

import (
	"context"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/proto"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/runtime/schema"

	"sandbox/plugins/internal/fakeapi"
	"sandbox/plugins/internal/property"
)

const plainSecret = "kubernetes:core/v1:Secret"

func update(t *testing.T, o *Objects, token string, made *pulumirpc.CreateResponse, news resource.PropertyMap, ignored ...string) error {
	t.Helper()
	_, err := o.Update(context.Background(), &pulumirpc.UpdateRequest{
		Urn: urn(token), Id: made.GetId(), Olds: made.GetProperties(), News: bag(t, news), IgnoreChanges: ignored,
	})
	return err
}

func labelled(inputs resource.PropertyMap, labels tree) resource.PropertyMap {
	inputs["metadata"].ObjectValue()["labels"] = resource.NewPropertyValue(labels)
	return inputs
}

func TestUpdateRemovesWhatIsNoLongerAskedFor(t *testing.T) {
	server := fakeapi.New(t)
	made := mustCreate(t, on(server), plainSecret, labelled(secret(nil, nil), tree{"old": "1", "kept": "1"}))
	server.Put(t, "other", tree{"apiVersion": "v1", "kind": "Secret",
		"metadata": tree{"name": "a", "namespace": "b", "labels": tree{"theirs": "1"}}})
	if err := update(t, on(server), plainSecret, made, labelled(secret(nil, nil), tree{"kept": "2"})); err != nil {
		t.Fatal(err)
	}
	labels := server.Get("b/secrets/a").GetLabels()
	if len(labels) != 2 || labels["kept"] != "2" || labels["theirs"] != "1" {
		t.Errorf("got %v", labels)
	}
}

// A Secret that is made empty and filled by a patch: an update of the Secret
// must neither empty it nor become an owner of what the patch has filled in.
func TestUpdateLeavesIgnoredFieldsToTheirOwner(t *testing.T) {
	server := fakeapi.New(t)
	made := mustCreate(t, on(server), plainSecret, secret(nil, nil))
	patch := mustCreate(t, on(server), secretPatch, secret(tree{"password": encoded("1")}, tree{patchForce: "true"}))
	// The engine puts the last inputs in the place of ignored ones; here an old password.
	news := labelled(secret(tree{"password": encoded("stale")}, nil), tree{"x": "1"})
	if err := update(t, on(server), plainSecret, made, news, "data", "stringData"); err != nil {
		t.Fatal(err)
	}
	if got := dataOf(server, "b/secrets/a"); got["password"] != encoded("1") {
		t.Errorf("got %v", got)
	}
	if err := update(t, on(server), secretPatch, patch, secret(tree{"other": encoded("2")}, tree{patchForce: "true"})); err != nil {
		t.Fatal(err)
	}
	if got := dataOf(server, "b/secrets/a"); len(got) != 1 || got["other"] != encoded("2") {
		t.Errorf("the patch alone owns the data: %v", got)
	}
}

func TestUpdateKeepsIgnoredFieldsOfItsOwn(t *testing.T) {
	server := fakeapi.New(t)
	const token = "kubernetes:core/v1:ConfigMap"
	inputs := func(value string) resource.PropertyMap {
		return resource.NewPropertyMapFromMap(configMap(tree{"k": value}, tree{}))
	}
	made := mustCreate(t, on(server), token, inputs("1"))
	if err := update(t, on(server), token, made, inputs("2"), "data.k"); err != nil {
		t.Fatal(err)
	}
	if got := dataOf(server, "b/configmaps/a"); got["k"] != "1" {
		t.Errorf("got %v", got)
	}
}

func TestCreationOfWhatExists(t *testing.T) {
	server := fakeapi.New(t)
	server.Put(t, "other", theirs(tree{"k": encoded("1")}))
	if _, err := create(t, on(server), plainSecret, secret(nil, nil)); err == nil || !strings.Contains(err.Error(), "already exists") {
		t.Errorf("got %v", err)
	}
	inputs := bag(t, secret(nil, nil))
	answer, err := on(server).Create(context.Background(), &pulumirpc.CreateRequest{Urn: urn(plainSecret), Properties: inputs, Preview: true})
	if err != nil || !proto.Equal(answer.GetProperties(), inputs) {
		t.Errorf("the preview may be of a replacement, and must pass: %v, %v", answer, err)
	}
}

func TestCreationOfWhatExistsWhereItMayBeTakenOver(t *testing.T) {
	server := fakeapi.New(t)
	server.Put(t, "other", theirs(tree{"k": encoded("1")}))
	objects := on(server)
	objects.UpsertExisting = true
	if _, err := create(t, objects, plainSecret, secret(nil, tree{"mine": "now"})); err != nil {
		t.Fatal(err)
	}
	if got := dataOf(server, "b/secrets/a"); got["k"] != encoded("1") {
		t.Errorf("what is there stays: %v", got)
	}
	if got := server.Get("b/secrets/a").GetAnnotations(); got["mine"] != "now" {
		t.Errorf("what is wanted is added: %v", got)
	}
}

func TestPreviewAsksTheServer(t *testing.T) {
	server := fakeapi.New(t)
	preview := &pulumirpc.CreateRequest{Urn: urn(plainSecret), Properties: bag(t, secret(nil, nil)), Preview: true}
	answer, err := on(server).Create(context.Background(), preview)
	if err != nil || answer.GetId() != "" || server.Get("b/secrets/a") != nil {
		t.Errorf("create: %v, %v", answer, err)
	}
	server.Refuse = func(string) error { return apierrors.NewBadRequest("data.k is not base64") }
	if _, err := on(server).Create(context.Background(), preview); err == nil || !strings.Contains(err.Error(), "not base64") {
		t.Errorf("a mistake must show in the preview: %v", err)
	}
	server.Refuse = func(string) error { return apierrors.NewBadRequest("admission webhook does not support dry run") }
	if _, err := on(server).Create(context.Background(), preview); err != nil {
		t.Errorf("a webhook that can't: %v", err)
	}
	server.Refuse = func(string) error { return apierrors.NewForbidden(schema.GroupResource{Resource: "secrets"}, "a", nil) }
	if _, err := on(server).Create(context.Background(), preview); err != nil {
		t.Errorf("a user that may not: %v", err)
	}
}

func TestPreviewOfAnUpdateChangesNothing(t *testing.T) {
	server := fakeapi.New(t)
	made := mustCreate(t, on(server), plainSecret, secret(tree{"k": encoded("1")}, nil))
	request := &pulumirpc.UpdateRequest{
		Urn: urn(plainSecret), Id: made.GetId(), Olds: made.GetProperties(),
		News: bag(t, secret(tree{"k": encoded("2")}, nil)), Preview: true,
	}
	answer, err := on(server).Update(context.Background(), request)
	if err != nil {
		t.Fatal(err)
	}
	state, err := property.FromRPC(answer.GetProperties())
	if err != nil || property.Tree(state)["data"].(tree)["k"] != encoded("2") {
		t.Errorf("the preview shows the result: %v, %v", state, err)
	}
	if got := dataOf(server, "b/secrets/a"); got["k"] != encoded("1") {
		t.Errorf("got %v", got)
	}
	if last := server.Requests[len(server.Requests)-1]; last != "PATCH b/secrets/a force dry-run" {
		t.Errorf("requests: %v", server.Requests)
	}

	unknown := secret(nil, nil)
	unknown["stringData"] = resource.MakeSecret(resource.NewObjectProperty(resource.PropertyMap{"k": property.Unknown}))
	request.News = bag(t, unknown)
	before := len(server.Requests)
	answer, err = on(server).Update(context.Background(), request)
	if err != nil || !proto.Equal(answer.GetProperties(), request.News) || len(server.Requests) != before {
		t.Errorf("with unknowns there is nothing to ask: %v, %v", answer, err)
	}
}

func TestRefreshReadsOnlyWhatWasSet(t *testing.T) {
	server := fakeapi.New(t)
	asked := secret(tree{"k": encoded("1")}, nil)
	made := mustCreate(t, on(server), secretPatch, asked)
	server.Put(t, "other", theirs(tree{"k": encoded("drifted"), "theirs": encoded("x")}))
	read := func() (*pulumirpc.ReadResponse, error) {
		return on(server).Read(context.Background(), &pulumirpc.ReadRequest{
			Urn: urn(secretPatch), Id: made.GetId(), Properties: made.GetProperties(), Inputs: bag(t, asked),
		})
	}
	answer, err := read()
	if err != nil {
		t.Fatal(err)
	}
	inputs, _ := property.FromRPC(answer.GetInputs())
	if data := property.Tree(inputs)["data"].(tree); len(data) != 1 || data["k"] != encoded("drifted") || !inputs["data"].IsSecret() {
		t.Errorf("inputs: %v", inputs)
	}
	state, _ := property.FromRPC(answer.GetProperties())
	if data := property.Tree(state)["data"].(tree); len(data) != 2 || !state["data"].IsSecret() {
		t.Errorf("state: %v", state)
	}
	server.Remove("b/secrets/a")
	if answer, err := read(); err != nil || answer.GetId() != "" {
		t.Errorf("what is gone: %v, %v", answer, err)
	}
}

func TestImportTakesAll(t *testing.T) {
	server := fakeapi.New(t)
	server.Put(t, "other", theirs(tree{"k": encoded("1")}))
	answer, err := on(server).Read(context.Background(), &pulumirpc.ReadRequest{Urn: urn(plainSecret), Id: "b/a"})
	if err != nil {
		t.Fatal(err)
	}
	inputs, _ := property.FromRPC(answer.GetInputs())
	metadata := property.Tree(inputs)["metadata"].(tree)
	if !inputs["data"].IsSecret() || len(metadata) != 2 {
		t.Errorf("got %v", inputs)
	}
}
