package release

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"helm.sh/helm/v3/pkg/action"
	"helm.sh/helm/v3/pkg/storage/driver"

	"sandbox/plugins/internal/cluster"
	"sandbox/plugins/internal/engine"
	"sandbox/plugins/internal/property"
)

// Read refreshes a release from Helm's record. What changed behind Helm's back
// in the cluster is not seen.
func (r *Releases) Read(_ context.Context, req *pulumirpc.ReadRequest) (*pulumirpc.ReadResponse, error) {
	state, err := property.FromRPC(req.GetProperties())
	if err != nil {
		return nil, err
	}
	spec, err := read(state)
	if err != nil {
		return nil, err
	}
	inputs := inputsOf(state)
	if inputs == nil {
		spec.Namespace, spec.Name, _ = strings.Cut(req.GetId(), "/")
	}
	configuration, err := r.configuration(spec.Namespace)
	if isUnreachable(err) && r.deleteUnreachable {
		return &pulumirpc.ReadResponse{}, nil
	}
	if isUnreachable(err) {
		return nil, cluster.Unreachable(err)
	}
	if err != nil {
		return nil, err
	}
	release, err := action.NewGet(configuration).Run(spec.Name)
	if errors.Is(err, driver.ErrReleaseNotFound) {
		return &pulumirpc.ReadResponse{}, nil
	}
	if err != nil {
		return nil, err
	}
	if err := spec.record(release); err != nil {
		return nil, err
	}
	if inputs == nil {
		if inputs, err = r.imported(spec, resource.URN(req.GetUrn())); err != nil {
			return nil, err
		}
	}
	answer := &pulumirpc.ReadResponse{Id: req.GetId()}
	if answer.Properties, err = property.ToRPC(checkpoint(inputs, spec, false)); err != nil {
		return nil, err
	}
	answer.Inputs, err = property.ToRPC(inputs)
	return answer, err
}

// imported makes inputs for a release that the program doesn't manage yet. Helm
// doesn't record where a chart came from, so its name has to do.
func (r *Releases) imported(spec *Spec, urn resource.URN) (resource.PropertyMap, error) {
	spec.Chart = spec.Status.Chart
	inputs := resource.NewPropertyMap(spec)
	delete(inputs, "resourceNames")
	delete(inputs, "status")
	delete(inputs, "timeout")
	return inputs, r.complete(inputs, nil, urn)
}

// Delete uninstalls the release.
func (r *Releases) Delete(_ context.Context, req *pulumirpc.DeleteRequest) error {
	state, err := property.FromRPC(req.GetProperties())
	if err != nil {
		return err
	}
	spec, err := read(state)
	if err != nil {
		return err
	}
	configuration, err := r.configuration(spec.Namespace)
	if isUnreachable(err) {
		return fmt.Errorf("can't delete Helm Release with unreachable cluster. Reason: %q", err)
	}
	if err != nil {
		return err
	}
	uninstall := action.NewUninstall(configuration)
	// Somebody may have been quicker, and nothing is left to do.
	uninstall.IgnoreNotFound = true
	uninstall.Wait = spec.Atomic || !spec.SkipAwait
	uninstall.Timeout = spec.timeout()
	response, err := uninstall.Run(spec.Name)
	if err != nil {
		return errors.New(property.Scrub(err.Error(), state))
	}
	if response != nil && response.Info != "" {
		engine.NewLog(r.host, resource.URN(req.GetUrn())).Warn(fmt.Sprintf("Helm uninstall returned information: %q", response.Info))
	}
	return nil
}
