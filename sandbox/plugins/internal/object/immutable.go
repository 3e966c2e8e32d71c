package object

import (
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"sandbox/plugins/internal/diff"
)

// identity can't change in place for any kind.
var identity = diff.Patterns("metadata.name", "metadata.namespace")

// immutable are the properties that the server refuses to change, for the kinds
// that have some. (The exceptions of Secret and ConfigMap are below.)
var immutable = map[string][]diff.Pattern{
	"Deployment.apps": diff.Patterns("spec.selector"),
	"DaemonSet.apps":  diff.Patterns("spec.selector"),
	"StatefulSet.apps": diff.Patterns("spec.podManagementPolicy", "spec.revisionHistoryLimit", "spec.selector",
		"spec.serviceName", "spec.volumeClaimTemplates"),
	"Job.batch": diff.Patterns("spec.completions", "spec.parallelism", "spec.selector", "spec.template"),
	"PersistentVolumeClaim": diff.Patterns("spec.accessModes", "spec.selector", "spec.storageClassName",
		"spec.volumeName"),
	"ClusterRoleBinding.rbac.authorization.k8s.io": diff.Patterns("roleRef"),
	"RoleBinding.rbac.authorization.k8s.io":        diff.Patterns("roleRef"),
	"ResourceQuota":                                diff.Patterns("spec.scopes"),
	"Secret":                                       diff.Patterns("type"),
	"Service":                                      diff.Patterns("spec.clusterIP"),
	"StorageClass.storage.k8s.io":                  diff.Patterns("parameters", "provisioner"),
	"Pod":                                          podPatterns(),
}

func podPatterns() []diff.Pattern {
	var patterns []string
	for _, field := range []string{
		"affinity", "automountServiceAccountToken", "dnsConfig", "dnsPolicy", "enableServiceLinks", "hostAliases",
		"hostIPC", "hostNetwork", "hostPID", "hostname", "imagePullSecrets", "nodeName", "nodeSelector", "overhead",
		"preemptionPolicy", "priority", "priorityClassName", "readinessGates", "restartPolicy", "runtimeClassName",
		"schedulerName", "securityContext", "serviceAccount", "serviceAccountName", "shareProcessNamespace",
		"subdomain", "terminationGracePeriodSeconds", "volumes",
	} {
		patterns = append(patterns, "spec."+field)
	}
	for _, field := range []string{
		"args", "command", "env", "image", "imagePullPolicy", "lifecycle", "livenessProbe", "ports", "readinessProbe",
		"resources", "securityContext", "stdin", "stdinOnce", "terminationMessagePath", "terminationMessagePolicy",
		"tty", "volumeDevices", "volumeMounts", "workingDir",
	} {
		patterns = append(patterns, "spec.containers[*]."+field, "spec.initContainers[*]."+field)
	}
	return diff.Patterns(patterns...)
}

// replacing lists what replaces an object when it changes. A Secret or ConfigMap
// with other data is another object by default, so that whatever refers to it by
// an automatic name rolls over; the provider settings turn that off.
func (o *Objects) replacing(kind Kind, inputs *unstructured.Unstructured) []diff.Pattern {
	if kind.Patch {
		return identity
	}
	sealed, _, _ := unstructured.NestedBool(inputs.Object, "immutable")
	patterns := immutable[kind.GroupKind().String()]
	switch {
	case kind.isSecret() && (!o.SecretMutable || sealed):
		patterns = diff.Patterns("type", "stringData", "data")
	case kind.isConfigMap() && (!o.ConfigMapMutable || sealed):
		patterns = diff.Patterns("binaryData", "data")
	}
	return append(patterns[:len(patterns):len(patterns)], identity...)
}
