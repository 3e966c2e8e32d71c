package release

import (
	"context"
	"fmt"
	"os"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"

	"sandbox/plugins/internal/property"
)

// Check completes the inputs. Once they are all known it also loads the chart,
// whose version becomes the one of the release: without that, a constraint such
// as ">= 1.2" would never show an upgrade.
func (r *Releases) Check(_ context.Context, req *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	olds, err := property.FromRPC(req.GetOlds())
	if err != nil {
		return nil, err
	}
	given, err := property.FromRPC(req.GetNews())
	if err != nil {
		return nil, fmt.Errorf("check failed because malformed resource inputs: %w", err)
	}
	inputs := given.Copy()
	if err := r.complete(inputs, olds, resource.URN(req.GetUrn())); err != nil {
		return nil, err
	}
	spec, err := read(inputs)
	if err != nil {
		return nil, err
	}
	var failures []*pulumirpc.CheckFailure
	if !inputs.ContainsUnknowns() {
		chart, err := r.charts.load(spec)
		if err == nil {
			spec.Version = chart.Metadata.Version
		} else {
			reason := fmt.Sprintf("%v; check the chart name and repository configuration.", err)
			failures = append(failures, &pulumirpc.CheckFailure{Property: "chart", Reason: property.Scrub(reason, given)})
		}
	}
	checked := resource.NewPropertyMap(spec)
	delete(checked, "resourceNames")
	property.KeepUnknowns(checked, given)
	property.KeepSecrets(checked, given)
	bag, err := property.ToRPC(checked)
	return &pulumirpc.CheckResponse{Inputs: bag, Failures: failures}, err
}

// complete adds the name, the namespace, the timeout of a wait, and the keys to
// verify a chart with.
func (r *Releases) complete(inputs, olds resource.PropertyMap, urn resource.URN) error {
	if isEmpty(inputs["name"]) {
		name := olds["name"]
		if isEmpty(name) {
			unique, err := resource.NewUniqueHex(urn.Name()+"-", 0, 0)
			if err != nil {
				return err
			}
			name = resource.NewStringProperty(unique)
		}
		inputs["name"] = name
	}
	if isEmpty(inputs["namespace"]) {
		inputs["namespace"] = resource.NewStringProperty(r.cluster.Namespace)
	}
	skipAwait := inputs["skipAwait"]
	if _, given := inputs["timeout"]; !given && !(skipAwait.IsBool() && skipAwait.BoolValue()) {
		inputs["timeout"] = resource.NewNumberProperty(defaultTimeout)
	}
	if verify := inputs["verify"]; verify.IsBool() && verify.BoolValue() && isEmpty(inputs["keyring"]) {
		inputs["keyring"] = resource.NewStringProperty(os.ExpandEnv("$HOME/.gnupg/pubring.gpg"))
	}
	return nil
}

func isEmpty(value resource.PropertyValue) bool {
	return !value.HasValue() && !value.IsComputed() || value.IsString() && value.StringValue() == ""
}
