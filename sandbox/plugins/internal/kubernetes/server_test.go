package kubernetes

import (
	"context"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	"sandbox/plugins/internal/property"
)

func configured(t *testing.T, variables map[string]string) *Server {
	t.Helper()
	server := New(nil, "1.0.0")
	if _, err := server.Configure(context.Background(), &pulumirpc.ConfigureRequest{Variables: variables}); err != nil {
		t.Fatal(err)
	}
	return server
}

func TestReleasesAndObjectsGoTheirWays(t *testing.T) {
	server := configured(t, map[string]string{"kubernetes:config:kubeconfig": kubeconfig("https://127.0.0.1:1", "t")})
	if server.manager("urn:pulumi:dev::p::kubernetes:helm.sh/v3:Release::r") != manager(server.releases) {
		t.Error("a release")
	}
	if server.manager("urn:pulumi:dev::p::my:index:Parent$kubernetes:core/v1:SecretPatch::s") != manager(server.objects) {
		t.Error("an object of a component")
	}
}

func TestCancelEndsWaits(t *testing.T) {
	server := New(nil, "1.0.0")
	ctx, stop := server.operation(context.Background())
	defer stop()
	for range 2 {
		if _, err := server.Cancel(context.Background(), nil); err != nil {
			t.Fatal(err)
		}
	}
	<-ctx.Done()
}

func TestSettingsOverTheEnvironment(t *testing.T) {
	t.Setenv("PULUMI_K8S_ENABLE_PATCH_FORCE", "true")
	t.Setenv("PULUMI_K8S_DELETE_UNREACHABLE", "true")
	server := configured(t, map[string]string{"kubernetes:config:deleteUnreachable": "false"})
	if !server.objects.PatchForce || server.objects.DeleteUnreachable || !server.objects.ServerSideApply {
		t.Errorf("got %+v", server.objects.Settings)
	}
}

func TestWhatIsLeftOutIsRefused(t *testing.T) {
	_, err := New(nil, "1.0.0").Configure(context.Background(), &pulumirpc.ConfigureRequest{Variables: map[string]string{
		"kubernetes:config:helmReleaseSettings": `{"driver":"configmap"}`,
	}})
	if err == nil || !strings.Contains(err.Error(), "configmap") {
		t.Errorf("records of releases elsewhere: %v", err)
	}
	news, err := property.ToRPC(resource.PropertyMap{"renderYamlToDirectory": resource.NewStringProperty("out")})
	if err != nil {
		t.Fatal(err)
	}
	answer, err := New(nil, "1.0.0").CheckConfig(context.Background(), &pulumirpc.CheckRequest{News: news})
	if err != nil || len(answer.GetFailures()) != 1 {
		t.Errorf("rendering: %v, %v", answer, err)
	}
}
