package object

import (
	"context"
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	"sandbox/plugins/internal/fakeapi"
	"sandbox/plugins/internal/property"
)

const secretPatch = "kubernetes:core/v1:SecretPatch"

func on(server *fakeapi.Server) *Objects {
	return &Objects{Settings: Settings{ServerSideApply: true}, Cluster: server.Cluster()}
}

// secret is what a program says of the Secret b/a, as Check leaves it.
func secret(data tree, annotations tree) resource.PropertyMap {
	metadata := tree{"name": "a", "namespace": "b"}
	if len(annotations) > 0 {
		metadata["annotations"] = annotations
	}
	object := tree{"apiVersion": "v1", "kind": "Secret", "metadata": metadata}
	if data != nil {
		object["data"] = data
	}
	inputs := resource.NewPropertyMapFromMap(object)
	property.KeepSecrets(inputs, nil)
	return inputs
}

func encoded(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

func create(t *testing.T, o *Objects, token string, inputs resource.PropertyMap) (*pulumirpc.CreateResponse, error) {
	t.Helper()
	return o.Create(context.Background(), &pulumirpc.CreateRequest{Urn: urn(token), Properties: bag(t, inputs)})
}

func mustCreate(t *testing.T, o *Objects, token string, inputs resource.PropertyMap) *pulumirpc.CreateResponse {
	t.Helper()
	answer, err := create(t, o, token, inputs)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func dataOf(server *fakeapi.Server, key string) tree {
	live := server.Get(key)
	if live == nil {
		return nil
	}
	data, _ := live.Object["data"].(tree)
	return data
}

// theirs is what another manager of fields has made of the Secret.
func theirs(data tree) map[string]any {
	return tree{"apiVersion": "v1", "kind": "Secret", "metadata": tree{"name": "a", "namespace": "b"}, "data": data}
}

func TestPatchMakesWhatIsMissing(t *testing.T) {
	server := fakeapi.New(t)
	answer := mustCreate(t, on(server), secretPatch, secret(tree{"k": encoded("value")}, nil))
	state, err := property.FromRPC(answer.GetProperties())
	if err != nil || answer.GetId() != "b/a" || !state["data"].IsSecret() || !state[inputsKey].ObjectValue()["data"].IsSecret() {
		t.Errorf("id %q, state %v, %v", answer.GetId(), state, err)
	}
	if got := dataOf(server, "b/secrets/a"); got["k"] != encoded("value") {
		t.Errorf("got %v", got)
	}
}

func TestPatchOfFieldsThatOthersOwn(t *testing.T) {
	server := fakeapi.New(t)
	server.Put(t, "other", theirs(tree{"k": encoded("theirs"), "more": encoded("x")}))
	_, err := create(t, on(server), secretPatch, secret(tree{"k": encoded("our-password")}, nil))
	if err == nil || !strings.Contains(err.Error(), "conflict") || strings.Contains(err.Error(), "our-password") {
		t.Fatalf("expected a conflict: %v", err)
	}
	if got := dataOf(server, "b/secrets/a"); got["k"] != encoded("theirs") {
		t.Errorf("a conflict changes nothing: %v", got)
	}
	mustCreate(t, on(server), secretPatch, secret(tree{"k": encoded("ours")}, tree{patchForce: "true"}))
	if got := dataOf(server, "b/secrets/a"); got["k"] != encoded("ours") || got["more"] != encoded("x") {
		t.Errorf("forced: %v", got)
	}
}

func TestPatchForceOfTheProvider(t *testing.T) {
	server := fakeapi.New(t)
	server.Put(t, "other", theirs(tree{"k": encoded("theirs")}))
	forceful := on(server)
	forceful.PatchForce = true
	mustCreate(t, forceful, secretPatch, secret(tree{"k": encoded("ours")}, nil))
	if got := dataOf(server, "b/secrets/a"); got["k"] != encoded("ours") {
		t.Errorf("got %v", got)
	}
}

func remove(t *testing.T, o *Objects, token string, made *pulumirpc.CreateResponse) error {
	t.Helper()
	return o.Delete(context.Background(), &pulumirpc.DeleteRequest{Urn: urn(token), Id: made.GetId(), Properties: made.GetProperties()})
}

func TestDeletionOfAPatchGivesUpItsFields(t *testing.T) {
	server := fakeapi.New(t)
	server.Put(t, "other", theirs(tree{"theirs": encoded("x")}))
	made := mustCreate(t, on(server), secretPatch, secret(tree{"ours": encoded("y")}, nil))
	if err := remove(t, on(server), secretPatch, made); err != nil {
		t.Fatal(err)
	}
	if got := dataOf(server, "b/secrets/a"); len(got) != 1 || got["theirs"] != encoded("x") {
		t.Errorf("got %v", got)
	}
}

func TestDeletionOfWhatIsGone(t *testing.T) {
	for _, token := range []string{secretPatch, "kubernetes:core/v1:Secret"} {
		server := fakeapi.New(t)
		made := mustCreate(t, on(server), token, secret(tree{"k": encoded("y")}, nil))
		server.Remove("b/secrets/a")
		if err := remove(t, on(server), token, made); err != nil {
			t.Errorf("%s: %v", token, err)
		}
		if server.Get("b/secrets/a") != nil {
			t.Errorf("%s: giving up fields must not make the object again", token)
		}
	}
}

func TestDeletionOfAPlainObject(t *testing.T) {
	server := fakeapi.New(t)
	made := mustCreate(t, on(server), "kubernetes:core/v1:Secret", secret(nil, nil))
	if err := remove(t, on(server), "kubernetes:core/v1:Secret", made); err != nil {
		t.Fatal(err)
	}
	if server.Get("b/secrets/a") != nil {
		t.Error("the object is still there")
	}
	if !slices.Contains(server.Requests, "DELETE b/secrets/a") {
		t.Errorf("requests: %v", server.Requests)
	}
}

func TestAnotherFieldManagerTakesOver(t *testing.T) {
	server := fakeapi.New(t)
	before := secret(tree{"k": encoded("1"), "gone": encoded("1")}, nil)
	made := mustCreate(t, on(server), secretPatch, before)
	after := secret(tree{"k": encoded("1")}, tree{patchFieldManager: "mine"})
	if _, err := on(server).Update(context.Background(), &pulumirpc.UpdateRequest{
		Urn: urn(secretPatch), Id: made.GetId(), Olds: made.GetProperties(), News: bag(t, after),
	}); err != nil {
		t.Fatal(err)
	}
	if got := dataOf(server, "b/secrets/a"); len(got) != 1 {
		t.Errorf("what the former manager owned alone must go: %v", got)
	}
	for _, entry := range server.Get("b/secrets/a").GetManagedFields() {
		if entry.Manager != "mine" {
			t.Errorf("%s still owns fields", entry.Manager)
		}
	}
}
