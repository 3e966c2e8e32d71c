package await

import (
	"context"
	"fmt"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/watch"
	"k8s.io/client-go/dynamic"
)

// follow sends an object's present state and then each change, until the
// context ends. A watch that breaks is started again.
func follow(ctx context.Context, client dynamic.ResourceInterface, name string) <-chan *unstructured.Unstructured {
	changes := make(chan *unstructured.Unstructured)
	go func() {
		for ctx.Err() == nil {
			// Without a resource version, a watch begins with the present state.
			events, err := client.Watch(ctx, metav1.ListOptions{FieldSelector: "metadata.name=" + name})
			if err == nil {
				forward(ctx, events, changes)
			}
			sleep(ctx, time.Second)
		}
	}()
	return changes
}

func forward(ctx context.Context, events watch.Interface, changes chan<- *unstructured.Unstructured) {
	defer events.Stop()
	for event := range events.ResultChan() {
		object, isObject := event.Object.(*unstructured.Unstructured)
		if !isObject || event.Type != watch.Added && event.Type != watch.Modified {
			continue
		}
		select {
		case changes <- object:
		case <-ctx.Done():
			return
		}
	}
}

// Gone waits until an object doesn't exist any more. An object of the same name
// with another identity is somebody else's.
func Gone(ctx context.Context, client dynamic.ResourceInterface, object *unstructured.Unstructured) (*unstructured.Unstructured, error) {
	pause := 50 * time.Millisecond
	for {
		now, err := client.Get(ctx, object.GetName(), metav1.GetOptions{})
		switch {
		case apierrors.IsNotFound(err):
			return object, nil
		case ctx.Err() != nil:
			return object, fmt.Errorf("%q is still being deleted: %w", object.GetName(), ctx.Err())
		case err != nil:
			return object, err
		case now.GetUID() != object.GetUID():
			return object, nil
		}
		object = now
		sleep(ctx, pause)
		pause = min(2*pause, 2*time.Second)
	}
}

func sleep(ctx context.Context, duration time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(duration):
	}
}
