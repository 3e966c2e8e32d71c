package main

import (
	"context"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/pulumi/pulumi/sdk/v3/go/auto"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optdestroy"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optpreview"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optup"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// The program runs as it is, without a language host, in a namespace of its own: NATS_TEST_NAMESPACE.
func TestExample(t *testing.T) {
	namespace := os.Getenv("NATS_TEST_NAMESPACE")
	if namespace == "" {
		t.Skip("NATS_TEST_NAMESPACE is not set: this test is run by the engine tests (make test)")
	}
	ctx := context.Background()
	stack, err := auto.UpsertStackInlineSource(ctx, "test", "nats-go", func(ctx *pulumi.Context) error {
		if err := ctx.RegisterResourceTransform(into(namespace)); err != nil {
			return err
		}
		return program(ctx)
	})
	must(t, err)

	preview, err := stack.Preview(ctx, optpreview.SuppressOutputs())
	must(t, err)
	if preview.ChangeSummary["create"] == 0 {
		t.Fatalf("the preview creates nothing: %v", preview.ChangeSummary)
	}
	t.Cleanup(func() {
		if _, err := stack.Destroy(ctx, optdestroy.SuppressOutputs()); err != nil {
			t.Error(err)
		}
	})
	result, err := stack.Up(ctx, optup.SuppressOutputs())
	must(t, err)

	login := result.Outputs["login"]
	if !login.Secret {
		t.Error("login is not a secret")
	}
	connection, err := nats.Connect(reachable(t, login.Value.(string), namespace), nats.Timeout(10*time.Second))
	must(t, err)
	connection.Close()
}

// into moves the cluster into a namespace that the component makes.
func into(namespace string) pulumi.ResourceTransform {
	return func(_ context.Context, args *pulumi.ResourceTransformArgs) *pulumi.ResourceTransformResult {
		if args.Type != "nats:index:Cluster" {
			return nil
		}
		args.Props["namespace"] = pulumi.String(namespace)
		args.Props["createNamespace"] = pulumi.Bool(true)
		return &pulumi.ResourceTransformResult{Props: args.Props, Opts: args.Opts}
	}
}

// reachable is the URL with the Service's address in place of its name, which only pods can look up.
func reachable(t *testing.T, login, namespace string) string {
	address, err := exec.Command("kubectl", "get", "service", "nats", "-n", namespace, "-o", "jsonpath={.spec.clusterIP}").Output()
	must(t, err)
	parsed, err := url.Parse(login)
	must(t, err)
	parsed.Host = strings.TrimSpace(string(address)) + ":4222"
	return parsed.String()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
