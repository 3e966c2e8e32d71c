package release

import (
	"fmt"
	"slices"

	"helm.sh/helm/v3/pkg/releaseutil"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"sigs.k8s.io/yaml"
)

// resourceNames lists the objects of a manifest by kind and version, such as
// {"StatefulSet.apps/apps/v1": ["ns/nats"]}.
func resourceNames(manifest string) (map[string][]string, error) {
	names := map[string][]string{}
	for _, document := range releaseutil.SplitManifests(manifest) {
		object := &unstructured.Unstructured{}
		if err := yaml.Unmarshal([]byte(document), &object.Object); err != nil {
			// The cause may quote the document, and so a secret.
			return nil, fmt.Errorf("the manifest of the release is not valid YAML")
		}
		if object.GetKind() == "" {
			continue
		}
		key := object.GroupVersionKind().GroupKind().String() + "/" + object.GetAPIVersion()
		name := object.GetName()
		if namespace := object.GetNamespace(); namespace != "" {
			name = namespace + "/" + name
		}
		if !slices.Contains(names[key], name) {
			names[key] = append(names[key], name)
		}
	}
	for _, list := range names {
		slices.Sort(list)
	}
	return names, nil
}
