package await

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic/fake"

	"sandbox/plugins/internal/engine"
)

// lists are the kinds that waiting looks at.
var lists = map[schema.GroupVersionResource]string{
	{Group: "apps", Version: "v1", Resource: "statefulsets"}:               "StatefulSetList",
	{Version: "v1", Resource: "pods"}:                                      "PodList",
	{Version: "v1", Resource: "events"}:                                    "EventList",
	{Version: "v1", Resource: "persistentvolumeclaims"}:                    "PersistentVolumeClaimList",
	{Group: "storage.k8s.io", Version: "v1", Resource: "storageclasses"}:   "StorageClassList",
	{Group: "discovery.k8s.io", Version: "v1", Resource: "endpointslices"}: "EndpointSliceList",
}

func clientWith(objects ...*unstructured.Unstructured) *fake.FakeDynamicClient {
	var all []runtime.Object
	for _, object := range objects {
		all = append(all, object)
	}
	return fake.NewSimpleDynamicClientWithCustomListKinds(runtime.NewScheme(), lists, all...)
}

func named(object *unstructured.Unstructured, name string) *unstructured.Unstructured {
	object.SetNamespace("ns")
	object.SetName(name)
	return object
}

func silent() *engine.Log { return engine.NewLog(nil, "") }

func TestReadyFollowsTheObject(t *testing.T) {
	before := named(set(1, 1, 2, 3, "a", "a"), "nats")
	client := clientWith(before)
	sets := client.Resource(schema.GroupVersionResource{Group: "apps", Version: "v1", Resource: "statefulsets"}).Namespace("ns")
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	go func() {
		// Again and again: what happens before the watch has begun isn't seen.
		for ctx.Err() == nil {
			_, _ = sets.Update(ctx, named(set(1, 1, 3, 3, "a", "a"), "nats"), metav1.UpdateOptions{})
			sleep(ctx, 20*time.Millisecond)
		}
	}()
	if err := Ready(ctx, client, silent(), before); err != nil {
		t.Error(err)
	}
}

func TestReadySaysWhatIsMissing(t *testing.T) {
	live := named(set(1, 1, 2, 3, "a", "a"), "nats")
	live.SetUID("set")
	pod := named(&unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "Pod",
		"metadata": map[string]any{"labels": map[string]any{"app": "nats"}, "ownerReferences": []any{map[string]any{"uid": "set"}}},
		"status": map[string]any{"conditions": []any{
			map[string]any{"type": "PodScheduled", "status": "False", "reason": "Unschedulable", "message": "0/1 nodes are available"},
		}},
	}}, "nats-2")
	for name, test := range map[string]struct {
		timeout time.Duration
		message string
	}{
		"a deadline":     {50 * time.Millisecond, "timed out"},
		"a cancellation": {0, "cancelled"},
	} {
		ctx, cancel := context.WithCancel(context.Background())
		if test.timeout > 0 {
			ctx, cancel = context.WithTimeout(context.Background(), test.timeout)
		} else {
			cancel()
		}
		err := Ready(ctx, clientWith(live, pod), silent(), live)
		cancel()
		var why *notReady
		if !errors.As(err, &why) || !strings.Contains(err.Error(), test.message) {
			t.Fatalf("%s: %v", name, err)
		}
		reasons := strings.Join(why.Reasons(), "\n")
		if !strings.Contains(reasons, "2 out of 3 replicas") || !strings.Contains(reasons, "[Pod ns/nats-2]: [Unschedulable]") {
			t.Errorf("%s: %s", name, reasons)
		}
	}
}

func TestReadyDoesNotWaitForOtherKinds(t *testing.T) {
	object := named(&unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": "Secret"}}, "a")
	if err := Ready(context.Background(), clientWith(), silent(), object); err != nil {
		t.Error(err)
	}
}

func TestCheckIsOneLook(t *testing.T) {
	if err := Check(context.Background(), clientWith(), named(set(1, 1, 3, 3, "a", "a"), "nats")); err != nil {
		t.Error(err)
	}
	if err := Check(context.Background(), clientWith(), named(set(1, 1, 2, 3, "a", "a"), "nats")); err == nil {
		t.Error("not all replicas are ready")
	}
	if err := Check(context.Background(), clientWith(), pendingClaim("standard")); err != nil {
		t.Errorf("a claim may stay unbound: %v", err)
	}
}

func pendingClaim(class string) *unstructured.Unstructured {
	return named(&unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "v1", "kind": "PersistentVolumeClaim",
		"spec": map[string]any{"storageClassName": class}, "status": map[string]any{"phase": "Pending"},
	}}, "data")
}

func TestClaim(t *testing.T) {
	class := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "metadata": map[string]any{"name": "lazy"},
		"volumeBindingMode": "WaitForFirstConsumer",
	}}
	bound := pendingClaim("eager")
	bound.Object["status"] = map[string]any{"phase": "Bound"}
	for name, test := range map[string]struct {
		live *unstructured.Unstructured
		done bool
	}{
		"bound":                           {bound, true},
		"pending":                         {pendingClaim("eager"), false},
		"pending until a pod comes along": {pendingClaim("lazy"), true},
	} {
		if done := (&claim{client: clientWith(class)}).look(context.Background(), test.live); done != test.done {
			t.Errorf("%s: %v", name, done)
		}
	}
}

func TestServiceWaitsForItsPods(t *testing.T) {
	live := &unstructured.Unstructured{Object: map[string]any{
		"metadata": map[string]any{"name": "s", "namespace": "ns"}, "spec": map[string]any{"selector": map[string]any{"a": "b"}},
	}}
	endpoints := func(ready ...any) *unstructured.Unstructured {
		var list []any
		for _, isReady := range ready {
			list = append(list, map[string]any{"conditions": map[string]any{"ready": isReady}})
		}
		slice := named(&unstructured.Unstructured{Object: map[string]any{
			"apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice", "endpoints": list,
		}}, "s-1")
		slice.SetLabels(map[string]string{"kubernetes.io/service-name": "s"})
		return slice
	}
	for name, test := range map[string]struct {
		slice *unstructured.Unstructured
		done  bool
	}{
		"all ready": {endpoints(true, true), true},
		"one isn't": {endpoints(true, false), false},
		"none yet":  {endpoints(), false},
	} {
		if done := (&service{client: clientWith(test.slice)}).look(context.Background(), live); done != test.done {
			t.Errorf("%s: %v", name, done)
		}
	}
}
