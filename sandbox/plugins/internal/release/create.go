package release

import (
	"context"
	"errors"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"helm.sh/helm/v3/pkg/action"
	helm "helm.sh/helm/v3/pkg/release"
	"helm.sh/helm/v3/pkg/storage/driver"

	"sandbox/plugins/internal/engine"
	"sandbox/plugins/internal/property"
)

// Create installs the chart.
func (r *Releases) Create(ctx context.Context, req *pulumirpc.CreateRequest) (*pulumirpc.CreateResponse, error) {
	inputs, err := property.FromRPC(req.GetProperties())
	if err != nil {
		return nil, err
	}
	spec, err := read(inputs)
	if err != nil {
		return nil, err
	}
	id := ""
	if !req.GetPreview() {
		id = spec.id()
		if err := r.install(ctx, spec); err != nil {
			if isRecorded(err) {
				engine.NewLog(r.host, resource.URN(req.GetUrn())).Warn(property.Scrub(fmt.Sprintf("Helm release %q was created but has "+
					"a failed status. Use the `helm` command to investigate the error, correct it, then retry. Reason: %v",
					spec.Name, err), inputs))
			}
			what := fmt.Sprintf("Helm release %q was created, but failed to initialize completely. "+
				"Use Helm CLI to investigate", id)
			return nil, outcome(what, err, spec, inputs)
		}
	}
	bag, err := property.ToRPC(checkpoint(inputs, spec, req.GetPreview()))
	return &pulumirpc.CreateResponse{Id: id, Properties: bag}, err
}

func (r *Releases) install(ctx context.Context, spec *Spec) error {
	configuration, err := r.configuration(spec.Namespace)
	if isUnreachable(err) {
		return fmt.Errorf("can't create Helm Release with unreachable cluster: %w", err)
	}
	if err != nil {
		return err
	}
	chart, err := r.charts.load(spec)
	if err != nil {
		return err
	}
	if kind := chart.Metadata.Type; kind != "" && kind != "application" {
		return fmt.Errorf("%s charts are not installable", kind)
	}
	values, err := spec.values()
	if err != nil {
		return err
	}
	if len(chart.CRDObjects()) > 0 {
		// The chart's own kinds must be seen by its templates: let Helm look again.
		configuration.Capabilities = nil
	}
	install := action.NewInstall(configuration)
	install.ReleaseName = spec.Name
	install.Namespace = spec.Namespace
	install.CreateNamespace = spec.CreateNamespace
	install.Description = spec.Description
	install.Devel = spec.Devel
	install.Replace = spec.Replace
	install.SkipCRDs = spec.SkipCrds
	install.SubNotes = spec.RenderSubchartNotes
	install.DisableHooks = spec.DisableWebhooks
	install.DisableOpenAPIValidation = spec.DisableOpenapiValidation
	install.Atomic = spec.Atomic
	install.Wait = !spec.SkipAwait
	install.WaitForJobs = !spec.SkipAwait && spec.WaitForJobs
	install.Timeout = spec.timeout()
	if install.PostRenderer, err = postRenderer(spec); err != nil {
		return err
	}

	release, err := install.RunWithContext(ctx, chart, values)
	if err == nil {
		return spec.record(release)
	}
	// Only a release that Helm keeps a record of can be upgraded next time.
	if _, missing := action.NewGet(configuration).Run(spec.Name); release == nil || missing != nil {
		return err
	}
	return recorded(spec, release, err)
}

// recordedError is a failure that left a record: the state must hold it too.
type recordedError struct{ error }

func (e recordedError) Unwrap() error { return e.error }

func recorded(spec *Spec, release *helm.Release, cause error) error {
	if err := spec.record(release); err != nil {
		return err
	}
	return recordedError{cause}
}

func isRecorded(err error) bool {
	var recorded recordedError
	return errors.As(err, &recorded)
}

// outcome decides whether a failure leaves something in the state.
func outcome(what string, err error, spec *Spec, inputs resource.PropertyMap) error {
	cause := property.Scrub(err.Error(), inputs)
	if !isRecorded(err) || errors.Is(err, driver.ErrNoDeployedReleases) {
		return errors.New(cause)
	}
	message := fmt.Sprintf("%s: failed to become available within allocated timeout. Error: Helm Release %s: %s",
		what, spec.id(), cause)
	return engine.InitFailed(spec.id(), message, nil, checkpoint(inputs, spec, false), nil)
}
