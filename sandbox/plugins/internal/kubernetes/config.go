package kubernetes

import (
	"context"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"k8s.io/client-go/tools/clientcmd/api"

	"sandbox/plugins/internal/cluster"
	"sandbox/plugins/internal/property"
)

// CheckConfig accepts any settings but one: ignoring a directory for rendered
// YAML would change a cluster that the user meant to leave alone.
func (s *Server) CheckConfig(_ context.Context, req *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	answer := &pulumirpc.CheckResponse{Inputs: req.GetNews()}
	news, err := property.FromRPC(req.GetNews())
	if err != nil {
		return nil, err
	}
	if directory := news["renderYamlToDirectory"]; directory.IsString() && directory.StringValue() != "" {
		answer.Failures = []*pulumirpc.CheckFailure{{
			Property: "renderYamlToDirectory",
			Reason:   "this stand-in for the kubernetes plugin can't render to files",
		}}
	}
	return answer, nil
}

// clusterKeys choose the cluster.
var clusterKeys = []resource.PropertyKey{"kubeconfig", "context", "cluster"}

// DiffConfig replaces the provider, and with it everything in the cluster, when
// it leads to another cluster than before.
func (s *Server) DiffConfig(_ context.Context, req *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	olds, err := property.FromRPC(req.GetOlds())
	if err != nil {
		return nil, err
	}
	news, err := property.FromRPC(req.GetNews())
	if err != nil {
		return nil, err
	}
	answer := &pulumirpc.DiffResponse{Changes: pulumirpc.DiffResponse_DIFF_NONE}
	changed := olds.Diff(news)
	if changed == nil {
		return answer, nil
	}
	answer.Changes = pulumirpc.DiffResponse_DIFF_SOME
	for _, key := range changed.ChangedKeys() {
		answer.Diffs = append(answer.Diffs, string(key))
	}
	const identifier = "clusterIdentifier"
	if changed.Same(identifier) && news.HasValue(identifier) {
		// The user says that it is still the same cluster.
		return answer, nil
	}
	if changed.Updated(identifier) {
		answer.Replaces = append(answer.Replaces, identifier)
	}
	other, err := otherCluster(olds, news)
	if err != nil {
		return nil, err
	}
	for _, key := range clusterKeys {
		if other && slices.Contains(answer.Diffs, string(key)) {
			answer.Replaces = append(answer.Replaces, string(key))
		}
	}
	return answer, nil
}

func otherCluster(olds, news resource.PropertyMap) (bool, error) {
	for _, key := range clusterKeys {
		if news[key].ContainsUnknowns() {
			return true, nil
		}
	}
	before, err := activeCluster(olds)
	if err != nil {
		return false, err
	}
	now, err := activeCluster(news)
	if err != nil {
		return false, err
	}
	return before != nil && now != nil && !reflect.DeepEqual(before, now), nil
}

func activeCluster(properties resource.PropertyMap) (*api.Cluster, error) {
	tree := property.Known(properties)
	text, isText := tree["kubeconfig"].(string)
	if !isText {
		encoded, err := json.Marshal(tree["kubeconfig"])
		if err != nil {
			return nil, err
		}
		text = string(encoded)
	}
	if text == "" || text == "null" {
		return nil, nil
	}
	config, err := cluster.ParseKubeconfig(text)
	if err != nil {
		return nil, fmt.Errorf("failed to parse kubeconfig: %w", err)
	}
	context, _ := tree["context"].(string)
	name, _ := tree["cluster"].(string)
	return cluster.ActiveCluster(config, context, name), nil
}
