package cluster

import (
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/sets"
	"k8s.io/client-go/kubernetes/scheme"
)

// clusterScoped are the built-in kinds without a namespace. The list is needed
// because previews must give the same answer with and without a cluster.
var clusterScoped = sets.New(
	"ClusterRole", "ClusterRoleBinding", "ClusterTrustBundle", "CSIDriver", "CSINode",
	"CertificateSigningRequest", "DeviceClass", "FlowSchema", "IPAddress", "IngressClass",
	"MutatingAdmissionPolicy", "MutatingAdmissionPolicyBinding", "MutatingWebhookConfiguration",
	"Namespace", "Node", "PersistentVolume", "PriorityClass", "PriorityLevelConfiguration",
	"ResourceSlice", "RuntimeClass", "ServiceCIDR", "StorageClass", "StorageVersionMigration",
	"ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding", "ValidatingWebhookConfiguration",
	"VolumeAttachment", "VolumeAttributesClass",
)

// Namespaced says whether objects of a kind live in namespaces. Custom
// resources whose definition isn't there yet are taken to.
func (c *Cluster) Namespaced(kind schema.GroupVersionKind) bool {
	if scheme.Scheme.Recognizes(kind) {
		return !clusterScoped.Has(kind.Kind)
	}
	if kind.Group == "apiextensions.k8s.io" || kind.Group == "apiregistration.k8s.io" {
		return false
	}
	connection, err := c.Connect()
	if err != nil {
		return true
	}
	mapping, err := connection.Mapper.RESTMapping(kind.GroupKind(), kind.Version)
	return err != nil || mapping.Scope.Name() == meta.RESTScopeNameNamespace
}
