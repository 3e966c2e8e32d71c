package await

import (
	"context"
	"strings"
	"testing"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
)

func set(generation, observed, ready, current int64, currentRevision, updateRevision string) *unstructured.Unstructured {
	return &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "apps/v1", "kind": "StatefulSet",
		"metadata": map[string]any{"name": "nats", "generation": generation},
		"spec":     map[string]any{"replicas": int64(3), "selector": map[string]any{"matchLabels": map[string]any{"app": "nats"}}},
		"status": map[string]any{
			"observedGeneration": observed, "replicas": int64(3), "readyReplicas": ready, "currentReplicas": current,
			"updatedReplicas": current, "currentRevision": currentRevision, "updateRevision": updateRevision,
		},
	}}
}

func TestStatefulSet(t *testing.T) {
	tests := map[string]struct {
		live *unstructured.Unstructured
		done bool
		line string
	}{
		"all ready":                {set(1, 1, 3, 3, "a", "a"), true, ""},
		"the past is not believed": {set(2, 1, 3, 3, "a", "a"), false, "[1/3]"},
		"some not ready":           {set(1, 1, 2, 3, "a", "a"), false, "(2/3 Pods ready)"},
		"rolling":                  {set(2, 2, 3, 1, "a", "b"), false, "(1/3 Pods ready)"},
		"revision not advanced":    {set(2, 2, 3, 3, "a", "b"), false, "[2/3]"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			subject := &statefulSet{}
			if done := subject.look(context.Background(), test.live); done != test.done {
				t.Errorf("done: %v", done)
			}
			if !test.done && !strings.Contains(subject.progress(), test.line) {
				t.Errorf("progress: %q", subject.progress())
			}
			if test.done != (len(subject.reasons()) == 0) {
				t.Errorf("reasons: %v", subject.reasons())
			}
		})
	}
}

func TestDeployment(t *testing.T) {
	status := func(observed, updated, total, available int64) *unstructured.Unstructured {
		return &unstructured.Unstructured{Object: map[string]any{
			"metadata": map[string]any{"generation": int64(2)},
			"spec":     map[string]any{"replicas": int64(2)},
			"status": map[string]any{
				"observedGeneration": observed, "updatedReplicas": updated, "replicas": total, "availableReplicas": available,
			},
		}}
	}
	for name, test := range map[string]struct {
		live *unstructured.Unstructured
		done bool
	}{
		"all available": {status(2, 2, 2, 2), true},
		"stale status":  {status(1, 2, 2, 2), false},
		"old pods left": {status(2, 2, 3, 2), false},
		"not available": {status(2, 2, 2, 1), false},
	} {
		if done := (&deployment{}).look(context.Background(), test.live); done != test.done {
			t.Errorf("%s: %v", name, done)
		}
	}
}

func TestServiceThatHasNoPodsToWaitFor(t *testing.T) {
	withSpec := func(spec, status map[string]any) *unstructured.Unstructured {
		return &unstructured.Unstructured{Object: map[string]any{"spec": spec, "status": status}}
	}
	selector := map[string]any{"a": "b"}
	address := map[string]any{"loadBalancer": map[string]any{"ingress": []any{map[string]any{"ip": "192.0.2.1"}}}}
	for name, test := range map[string]struct {
		live *unstructured.Unstructured
		done bool
	}{
		"headless":                      {withSpec(map[string]any{"clusterIP": "None", "selector": selector}, nil), true},
		"another name":                  {withSpec(map[string]any{"type": "ExternalName"}, nil), true},
		"no selector":                   {withSpec(map[string]any{"type": "ClusterIP"}, nil), true},
		"load balancer without address": {withSpec(map[string]any{"type": "LoadBalancer"}, nil), false},
		"load balancer with address":    {withSpec(map[string]any{"type": "LoadBalancer"}, address), true},
	} {
		if done := (&service{}).look(context.Background(), test.live); done != test.done {
			t.Errorf("%s: %v", name, done)
		}
	}
}

func TestAwaited(t *testing.T) {
	object := &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "ConfigMap"}}
	if Awaited(object) {
		t.Error("a ConfigMap is well once it exists")
	}
	object.SetKind("PersistentVolumeClaim")
	if !Awaited(object) {
		t.Error("a claim is not")
	}
}
