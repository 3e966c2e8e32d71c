package object

import (
	"context"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"sandbox/plugins/internal/await"
	"sandbox/plugins/internal/cluster"
	"sandbox/plugins/internal/engine"
)

// afterwards is the time for reading an object once more after a wait ended badly.
const afterwards = 10 * time.Second

// await waits until an object is well, and returns its latest form either way.
func (o *Objects) await(ctx context.Context, connection *cluster.Connection, log *engine.Log,
	live, inputs *unstructured.Unstructured, customTimeout float64,
) (*unstructured.Unstructured, error) {
	if annotation(inputs, skipAwait) == "true" {
		return live, nil
	}
	waiting, cancel := context.WithTimeout(ctx, timeout(customTimeout, inputs))
	defer cancel()
	err := await.Ready(waiting, connection.Dynamic, log, live)
	log.Clear()
	return o.latest(ctx, connection, live), err
}

// latest falls back to what is known when the object can't be read again: an
// object that was created must not be forgotten.
func (o *Objects) latest(ctx context.Context, connection *cluster.Connection, live *unstructured.Unstructured) *unstructured.Unstructured {
	if !await.Awaited(live) {
		return live
	}
	ctx, cancel := detached(ctx)
	defer cancel()
	client, err := connection.For(live.GroupVersionKind(), live.GetNamespace())
	if err != nil {
		return live
	}
	if now, err := client.Get(ctx, live.GetName(), metav1.GetOptions{}); err == nil {
		return now
	}
	return live
}

// ready says what is wrong with an object at this moment, if anything.
func (o *Objects) ready(ctx context.Context, connection *cluster.Connection, live, inputs *unstructured.Unstructured) error {
	if annotation(inputs, skipAwait) == "true" {
		return nil
	}
	return await.Check(ctx, connection.Dynamic, live)
}
