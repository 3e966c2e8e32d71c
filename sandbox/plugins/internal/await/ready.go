// Package await waits for Kubernetes objects, and says what it is waiting for.
package await

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"

	"sandbox/plugins/internal/engine"
)

// subject is an object that takes time to become well.
type subject interface {
	// look is shown the object each time it changes, and every few seconds. It
	// says whether the wait is over.
	look(ctx context.Context, live *unstructured.Unstructured) bool
	// progress is one line about how far it is, or nothing.
	progress() string
	// problems are what stands in the way and needs a human, as of now.
	problems(ctx context.Context) []string
	// reasons explain, at the end of a wait, why it wasn't enough.
	reasons() []string
}

// interval is how often a subject looks around. Problems are asked for at every
// second look only: they must be on the screen within about ten seconds, and
// hundreds of waits may run at once.
const interval = 2 * time.Second

// newSubject knows the kinds that are worth waiting for. The others are well
// once they exist.
func newSubject(client dynamic.Interface, live *unstructured.Unstructured) (subject, schema.GroupVersionResource) {
	kind := live.GroupVersionKind()
	switch kind.GroupKind().String() {
	case "StatefulSet.apps":
		return &statefulSet{client: client, since: time.Now()}, kind.GroupVersion().WithResource("statefulsets")
	case "Deployment.apps":
		return &deployment{client: client, since: time.Now()}, kind.GroupVersion().WithResource("deployments")
	case "Service":
		return &service{client: client}, kind.GroupVersion().WithResource("services")
	case "PersistentVolumeClaim":
		return &claim{client: client}, kind.GroupVersion().WithResource("persistentvolumeclaims")
	case "Pod":
		return &pod{}, kind.GroupVersion().WithResource("pods")
	}
	return nil, schema.GroupVersionResource{}
}

// Awaited says whether there is anything to wait for.
func Awaited(live *unstructured.Unstructured) bool {
	subject, _ := newSubject(nil, live)
	return subject != nil
}

// Ready waits until an object is well, the context ends, or its deadline passes.
func Ready(ctx context.Context, client dynamic.Interface, log *engine.Log, live *unstructured.Unstructured) error {
	subject, resource := newSubject(client, live)
	if subject == nil {
		return nil
	}
	// It may be well already; and if the wait is cut short, there is something to say.
	if subject.look(ctx, live) {
		return nil
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	changes := follow(ctx, client.Resource(resource).Namespace(live.GetNamespace()), live.GetName())
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for ticks := 0; ; {
		select {
		case <-ctx.Done():
			return unfinished(ctx, subject, live.GetName())
		case now := <-changes:
			// An older generation says nothing about what was just applied.
			if now.GetGeneration() >= live.GetGeneration() {
				live = now
			}
		case <-tick.C:
			if ticks++; ticks%2 == 0 {
				report(ctx, subject, log)
			}
		}
		if subject.look(ctx, live) {
			return nil
		}
		if line := subject.progress(); line != "" {
			log.Status(diag.Info, line)
		}
	}
}

func report(ctx context.Context, subject subject, log *engine.Log) {
	for _, problem := range subject.problems(ctx) {
		log.Status(diag.Warning, problem)
	}
}

// Check is one look, for a refresh. Claims may rightly stay unbound for long.
func Check(ctx context.Context, client dynamic.Interface, live *unstructured.Unstructured) error {
	subject, _ := newSubject(client, live)
	if subject == nil || live.GetKind() == "PersistentVolumeClaim" {
		return nil
	}
	if endpoints, ok := subject.(*service); ok {
		endpoints.settled = true
	}
	if subject.look(ctx, live) {
		return nil
	}
	return &notReady{
		message: fmt.Sprintf("Resource '%s' was created but failed to initialize", live.GetName()),
		reasons: append(subject.reasons(), subject.problems(ctx)...),
	}
}

type notReady struct {
	message string
	reasons []string
}

func (e *notReady) Error() string     { return e.message }
func (e *notReady) Reasons() []string { return e.reasons }

func unfinished(ctx context.Context, subject subject, name string) error {
	message := fmt.Sprintf("Resource operation was cancelled for %q", name)
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		message = fmt.Sprintf("'%s' timed out waiting to be Ready", name)
	}
	// The context of the wait is over, but what to tell must still be asked.
	asking, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return &notReady{message: message, reasons: append(subject.reasons(), subject.problems(asking)...)}
}
