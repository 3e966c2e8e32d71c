// Command pulumi-resource-kubernetes is Pulumi's kubernetes plugin, put together from its Go module.
//
// The module's own command can't be built from the Go module proxy: it embeds files that its repository makes first and doesn't keep,
// and its go.mod replaces a dependency by a folder that the module lacks.
package main

import (
	_ "embed"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
)

// What the engine is told: the version that the SDK asks for, since the engine warns of an older one.
var version string

// The two files are the module's: the build puts them here by -overlay, so this folder has no copies of them.
var (
	//go:embed schema.json
	schema []byte
	//go:embed terraform-mapping.json
	terraformMapping []byte
)

func main() {
	provider.Serve("kubernetes", version, schema, terraformMapping)
}
