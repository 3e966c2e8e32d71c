package object

import (
	"context"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/proto"
)

func TestPreviewWithoutACluster(t *testing.T) {
	inputs := bag(t, resource.NewPropertyMapFromMap(configMap(tree{"k": "1"}, tree{})))
	create := &pulumirpc.CreateRequest{Urn: urn("kubernetes:core/v1:ConfigMap"), Properties: inputs, Preview: true}
	if answer, err := objects().Create(context.Background(), create); err != nil || !proto.Equal(answer.GetProperties(), inputs) {
		t.Errorf("create: %v, %v", answer, err)
	}
	update := &pulumirpc.UpdateRequest{Urn: create.Urn, Olds: inputs, News: inputs, Preview: true}
	if answer, err := objects().Update(context.Background(), update); err != nil || !proto.Equal(answer.GetProperties(), inputs) {
		t.Errorf("update: %v, %v", answer, err)
	}
}

func TestOperationsWithoutACluster(t *testing.T) {
	inputs := bag(t, resource.NewPropertyMapFromMap(configMap(tree{"k": "1"}, tree{})))
	_, err := objects().Create(context.Background(), &pulumirpc.CreateRequest{
		Urn: urn("kubernetes:core/v1:ConfigMap"), Properties: inputs,
	})
	if err == nil || !strings.Contains(err.Error(), "unreachable") || !strings.Contains(err.Error(), "refused") {
		t.Errorf("create: %v", err)
	}
	read := &pulumirpc.ReadRequest{Urn: urn("kubernetes:core/v1:ConfigMap"), Id: "b/a", Properties: inputs, Inputs: inputs}
	if _, err := objects().Read(context.Background(), read); err == nil || !strings.Contains(err.Error(), "DELETE_UNREACHABLE") {
		t.Errorf("read: %v", err)
	}
	forgetful := objects()
	forgetful.DeleteUnreachable = true
	if answer, err := forgetful.Read(context.Background(), read); err != nil || answer.GetId() != "" {
		t.Errorf("read with deleteUnreachable: %v, %v", answer, err)
	}
}

func TestKinds(t *testing.T) {
	for token, expected := range map[string]struct {
		inputKind, kind string
		patch           bool
	}{
		"kubernetes:core/v1:SecretPatch":                {"", "Secret", true},
		"kubernetes:networking.k8s.io/v1:NetworkPolicy": {"", "NetworkPolicy", false},
		"kubernetes:example.com/v1:DogPatch":            {"DogPatch", "DogPatch", false},
		"kubernetes:example.com/v1:CatPatch":            {"Cat", "Cat", true},
	} {
		kind, err := kindOf(resource.URN(urn(token)), expected.inputKind)
		if err != nil || kind.Kind != expected.kind || kind.Patch != expected.patch {
			t.Errorf("%s: %v, %v", token, kind, err)
		}
	}
}
