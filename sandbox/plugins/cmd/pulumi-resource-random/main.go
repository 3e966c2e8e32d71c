// Command pulumi-resource-random is a stand-in for the real plugin, for machines
// that can't download it. It has one resource: RandomPassword.
package main

import (
	"fmt"
	"os"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/provider"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	"sandbox/plugins/internal/password"
)

// version is the version of the real plugin that this one stands in for.
var version = "0.0.0"

func main() {
	err := provider.Main("random", func(*provider.HostClient) (pulumirpc.ResourceProviderServer, error) {
		return password.New(version), nil
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
