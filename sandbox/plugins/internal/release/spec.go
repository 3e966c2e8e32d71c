// Package release is helm.sh/v3:Release: a Helm release, managed through Helm's
// own code.
package release

import (
	"encoding/json"
	"fmt"
	"maps"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"helm.sh/helm/v3/pkg/chartutil"
	helm "helm.sh/helm/v3/pkg/release"
	"sigs.k8s.io/yaml"

	"sandbox/plugins/internal/property"
)

// Spec is the shape of the resource, inputs and outputs in one. Fields that are
// false or empty are part of the state too (the SDK encodes them in spite of
// omitempty), as in the real plugin, so that a stack can
// move between the two without a change.
type Spec struct {
	AllowNullValues          bool                `json:"allowNullValues,omitempty"`
	Atomic                   bool                `json:"atomic,omitempty"`
	Chart                    string              `json:"chart,omitempty"`
	CleanupOnFail            bool                `json:"cleanupOnFail,omitempty"`
	CreateNamespace          bool                `json:"createNamespace,omitempty"`
	DependencyUpdate         bool                `json:"dependencyUpdate,omitempty"`
	Description              string              `json:"description,omitempty"`
	Devel                    bool                `json:"devel,omitempty"`
	DisableCRDHooks          bool                `json:"disableCRDHooks,omitempty"`
	DisableOpenapiValidation bool                `json:"disableOpenapiValidation,omitempty"`
	DisableWebhooks          bool                `json:"disableWebhooks,omitempty"`
	ForceUpdate              bool                `json:"forceUpdate,omitempty"`
	Keyring                  string              `json:"keyring,omitempty"`
	Lint                     bool                `json:"lint,omitempty"`
	MaxHistory               *int                `json:"maxHistory,omitempty"`
	Name                     string              `json:"name,omitempty"`
	Namespace                string              `json:"namespace,omitempty"`
	Postrender               string              `json:"postrender,omitempty"`
	RecreatePods             bool                `json:"recreatePods,omitempty"`
	RenderSubchartNotes      bool                `json:"renderSubchartNotes,omitempty"`
	Replace                  bool                `json:"replace,omitempty"`
	RepositoryOpts           *RepositoryOpts     `json:"repositoryOpts,omitempty"`
	ResetValues              bool                `json:"resetValues,omitempty"`
	ReuseValues              bool                `json:"reuseValues,omitempty"`
	Values                   map[string]any      `json:"values,omitempty"`
	SkipCrds                 bool                `json:"skipCrds,omitempty"`
	Timeout                  int                 `json:"timeout,omitempty"`
	Verify                   bool                `json:"verify,omitempty"`
	Version                  string              `json:"version,omitempty"`
	SkipAwait                bool                `json:"skipAwait,omitempty"`
	WaitForJobs              bool                `json:"waitForJobs,omitempty"`
	ResourceNames            map[string][]string `json:"resourceNames,omitempty"`
	Status                   *Status             `json:"status,omitempty"`
}

// RepositoryOpts say where a chart that is only a name comes from.
type RepositoryOpts struct {
	Repo     string `json:"repo,omitempty"`
	CAFile   string `json:"caFile,omitempty"`
	CertFile string `json:"certFile,omitempty"`
	KeyFile  string `json:"keyFile,omitempty"`
	Password string `json:"password,omitempty"`
	Username string `json:"username,omitempty"`
}

// Status is what Helm's record says.
type Status struct {
	AppVersion string `json:"appVersion,omitempty"`
	Chart      string `json:"chart,omitempty"`
	Name       string `json:"name,omitempty"`
	Namespace  string `json:"namespace,omitempty"`
	Revision   *int   `json:"revision,omitempty"`
	Status     string `json:"status,omitempty"`
	Version    string `json:"version,omitempty"`
}

// read makes a Spec of a property bag. Unknowns are left empty.
func read(properties resource.PropertyMap) (*Spec, error) {
	tree := property.Known(properties)
	files, _ := tree["valueYamlFiles"].([]any)
	delete(tree, "valueYamlFiles")
	encoded, err := json.Marshal(tree)
	if err != nil {
		return nil, err
	}
	spec := &Spec{}
	if err := json.Unmarshal(encoded, spec); err != nil {
		return nil, fmt.Errorf("decoding failure: %w", err)
	}
	values := map[string]any{}
	for _, file := range files {
		fileValues, err := valuesOf(file)
		if err != nil {
			return nil, err
		}
		values = merged(values, fileValues)
	}
	spec.Values = merged(values, spec.Values)
	return spec, nil
}

func valuesOf(file any) (map[string]any, error) {
	asset, isAsset := file.(*resource.Asset)
	if !isAsset {
		return nil, fmt.Errorf("unsupported type for 'valueYamlFiles' arg: %T", file)
	}
	contents, err := asset.Bytes()
	if err != nil {
		return nil, err
	}
	values := map[string]any{}
	return values, yaml.Unmarshal(contents, &values)
}

// merged puts over on top of base, map by map.
func merged(base, over map[string]any) map[string]any {
	out := maps.Clone(base)
	for key, value := range over {
		if valueMap, ok := value.(map[string]any); ok {
			if baseMap, ok := out[key].(map[string]any); ok {
				value = merged(baseMap, valueMap)
			}
		}
		out[key] = value
	}
	return out
}

// values is a copy for Helm, which writes into what it gets.
func (s *Spec) values() (map[string]any, error) {
	encoded, err := json.Marshal(s.Values)
	if err != nil {
		return nil, err
	}
	return chartutil.ReadValues(encoded)
}

const defaultTimeout = 300

func (s *Spec) timeout() time.Duration {
	if s.Timeout == 0 {
		return defaultTimeout * time.Second
	}
	return time.Duration(s.Timeout) * time.Second
}

// id is how the engine knows the release.
func (s *Spec) id() string { return s.Namespace + "/" + s.Name }

// record fills in what Helm's record of the release says.
func (s *Spec) record(release *helm.Release) error {
	names, err := resourceNames(release.Manifest)
	if err != nil {
		return err
	}
	metadata := release.Chart.Metadata
	s.Values = merged(s.Values, release.Config)
	s.Version = metadata.Version
	s.ResourceNames = names
	s.Status = &Status{
		AppVersion: metadata.AppVersion,
		Chart:      metadata.Name,
		Name:       release.Name,
		Namespace:  release.Namespace,
		Revision:   &release.Version,
		Status:     release.Info.Status.String(),
		Version:    metadata.Version,
	}
	return nil
}
