package release

import (
	"context"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	"sandbox/plugins/internal/diff"
	"sandbox/plugins/internal/property"
)

// identity of a release: Helm can't rename or move one.
var identity = diff.Patterns("name", "namespace")

// Diff compares the new inputs with the state, value by value.
func (r *Releases) Diff(_ context.Context, req *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	state, err := property.FromRPC(req.GetOlds())
	if err != nil {
		return nil, err
	}
	news, err := property.FromRPC(req.GetNews())
	if err != nil {
		return nil, err
	}
	if slices.Contains(req.GetIgnoreChanges(), "version") {
		// Check has already written the chart's own version over the ignored one.
		news["version"] = state["version"]
	}
	changes := compare(state, news)
	answer := &pulumirpc.DiffResponse{
		Changes:         changes.Changes(),
		Replaces:        changes.Replaces(),
		Diffs:           changes.Properties(),
		DetailedDiff:    changes,
		HasDetailedDiff: len(changes) > 0,
	}
	return answer, nil
}

func compare(state, news resource.PropertyMap) diff.Detailed {
	asked := property.Tree(inputsOf(state))
	for _, former := range formerInputs {
		delete(asked, former)
	}
	return diff.Trees(property.Tree(state), asked, property.Tree(news), identity)
}

// formerInputs are in states of older versions of the plugin. That they are gone
// is no change.
var formerInputs = []string{"checksum", "resourceNames"}
