package kubernetes

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	"sandbox/plugins/internal/property"
)

func kubeconfig(server, token string) string {
	return fmt.Sprintf(`{"apiVersion":"v1","kind":"Config","current-context":"c",
		"clusters":[{"name":"c","cluster":{"server":%q}}],
		"users":[{"name":"u","user":{"token":%q}}],
		"contexts":[{"name":"c","context":{"cluster":"c","user":"u"}}]}`, server, token)
}

func diffConfig(t *testing.T, olds, news resource.PropertyMap) *pulumirpc.DiffResponse {
	t.Helper()
	oldBag, err := property.ToRPC(olds)
	if err != nil {
		t.Fatal(err)
	}
	newBag, err := property.ToRPC(news)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := New(nil, "1.0.0").DiffConfig(context.Background(), &pulumirpc.DiffRequest{Olds: oldBag, News: newBag})
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

func TestDiffConfig(t *testing.T) {
	properties := func(values map[string]any) resource.PropertyMap { return resource.NewPropertyMapFromMap(values) }
	before := properties(map[string]any{"kubeconfig": kubeconfig("https://a", "1"), "namespace": "n"})
	tests := map[string]struct {
		olds, news      resource.PropertyMap
		diffs, replaces []string
	}{
		"nothing": {before, before, nil, nil},
		"other credentials": {
			before, properties(map[string]any{"kubeconfig": kubeconfig("https://a", "2"), "namespace": "n"}),
			[]string{"kubeconfig"}, nil,
		},
		"another cluster": {
			before, properties(map[string]any{"kubeconfig": kubeconfig("https://b", "1"), "namespace": "n"}),
			[]string{"kubeconfig"}, []string{"kubeconfig"},
		},
		"another namespace": {
			before, properties(map[string]any{"kubeconfig": kubeconfig("https://a", "1"), "namespace": "m"}),
			[]string{"namespace"}, nil,
		},
		"an unknown kubeconfig": {
			before, resource.PropertyMap{"kubeconfig": property.Unknown, "namespace": resource.NewStringProperty("n")},
			[]string{"kubeconfig"}, []string{"kubeconfig"},
		},
		"a cluster that the user calls the same": {
			properties(map[string]any{"kubeconfig": kubeconfig("https://a", "1"), "clusterIdentifier": "x"}),
			properties(map[string]any{"kubeconfig": kubeconfig("https://b", "1"), "clusterIdentifier": "x"}),
			[]string{"kubeconfig"}, nil,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			answer := diffConfig(t, test.olds, test.news)
			slices.Sort(answer.Diffs)
			if !reflect.DeepEqual(answer.GetDiffs(), test.diffs) || !reflect.DeepEqual(answer.GetReplaces(), test.replaces) {
				t.Errorf("diffs %v, replaces %v", answer.GetDiffs(), answer.GetReplaces())
			}
		})
	}
}

func TestConfigure(t *testing.T) {
	server := New(nil, "1.0.0")
	answer, err := server.Configure(context.Background(), &pulumirpc.ConfigureRequest{Variables: map[string]string{
		"kubernetes:config:kubeconfig":            kubeconfig("https://127.0.0.1:1", "t"),
		"kubernetes:config:namespace":             "mine",
		"kubernetes:config:enableServerSideApply": "false",
	}})
	if err != nil || !answer.GetAcceptSecrets() || !answer.GetSupportsPreview() {
		t.Fatal(answer, err)
	}
	if server.cluster.Namespace != "mine" || server.objects.ServerSideApply || server.objects.SecretMutable {
		t.Errorf("got %+v", server.objects.Settings)
	}
}

func TestConfigureSurvivesABadKubeconfig(t *testing.T) {
	server := New(nil, "1.0.0")
	_, err := server.Configure(context.Background(), &pulumirpc.ConfigureRequest{Variables: map[string]string{
		"kubernetes:config:kubeconfig": "{not: [a kubeconfig",
	}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := server.cluster.Connect(); err == nil {
		t.Error("expected the cluster to be unreachable")
	}
}
