package release

import (
	"context"
	"fmt"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"helm.sh/helm/v3/pkg/action"
	"helm.sh/helm/v3/pkg/postrender"

	"sandbox/plugins/internal/property"
)

// Update upgrades the release.
func (r *Releases) Update(ctx context.Context, req *pulumirpc.UpdateRequest) (*pulumirpc.UpdateResponse, error) {
	inputs, err := property.FromRPC(req.GetNews())
	if err != nil {
		return nil, err
	}
	spec, err := read(inputs)
	if err != nil {
		return nil, err
	}
	if !req.GetPreview() {
		if err := r.upgrade(ctx, spec); err != nil {
			what := fmt.Sprintf("Helm release %q failed to initialize completely. Use Helm CLI to investigate", spec.id())
			return nil, outcome(what, err, spec, inputs)
		}
	}
	bag, err := property.ToRPC(checkpoint(inputs, spec, req.GetPreview()))
	return &pulumirpc.UpdateResponse{Properties: bag}, err
}

func (r *Releases) upgrade(ctx context.Context, spec *Spec) error {
	configuration, err := r.configuration(spec.Namespace)
	if isUnreachable(err) {
		return fmt.Errorf("can't update Helm Release with unreachable cluster: %w", err)
	}
	if err != nil {
		return err
	}
	chart, err := r.charts.load(spec)
	if err != nil {
		return err
	}
	values, err := spec.values()
	if err != nil {
		return err
	}
	upgrade := action.NewUpgrade(configuration)
	upgrade.Namespace = spec.Namespace
	upgrade.Description = spec.Description
	upgrade.Devel = spec.Devel
	upgrade.SubNotes = spec.RenderSubchartNotes
	// The real plugin's names for these two are not Helm's.
	upgrade.DisableHooks = spec.DisableCRDHooks
	upgrade.Force = spec.ForceUpdate
	upgrade.Recreate = spec.RecreatePods
	upgrade.ResetValues = spec.ResetValues
	upgrade.ReuseValues = spec.ReuseValues
	upgrade.CleanupOnFail = spec.CleanupOnFail
	upgrade.Atomic = spec.Atomic
	upgrade.Wait = !spec.SkipAwait
	upgrade.WaitForJobs = !spec.SkipAwait && spec.WaitForJobs
	upgrade.Timeout = spec.timeout()
	if spec.MaxHistory != nil {
		upgrade.MaxHistory = *spec.MaxHistory
	}
	if upgrade.PostRenderer, err = postRenderer(spec); err != nil {
		return err
	}

	release, err := upgrade.RunWithContext(ctx, spec.Name, chart, values)
	switch {
	case err == nil:
		return spec.record(release)
	case release == nil:
		return err
	}
	return recorded(spec, release, err)
}

func postRenderer(spec *Spec) (postrender.PostRenderer, error) {
	if spec.Postrender == "" {
		return nil, nil
	}
	return postrender.NewExec(spec.Postrender)
}
