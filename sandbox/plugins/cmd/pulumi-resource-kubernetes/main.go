// Command pulumi-resource-kubernetes is a stand-in for the real plugin, for
// machines that can't download it: the same resources, over the real Kubernetes
// API and the real Helm. README.md says what it leaves out.
package main

import (
	"fmt"
	"os"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/provider"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	"sandbox/plugins/internal/kubernetes"
)

// version is the version of the real plugin that this one stands in for.
var version = "0.0.0"

func main() {
	err := provider.Main("kubernetes", func(host *provider.HostClient) (pulumirpc.ResourceProviderServer, error) {
		return kubernetes.New(host, version), nil
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
