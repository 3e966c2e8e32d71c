// Package object is every resource that is one Kubernetes object, or a patch of
// one: the code is generic by group, version and kind.
package object

import (
	"context"
	"errors"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/provider"
	"google.golang.org/protobuf/types/known/structpb"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"

	"sandbox/plugins/internal/cluster"
	"sandbox/plugins/internal/engine"
	"sandbox/plugins/internal/property"
)

// Settings are the provider's settings for objects.
type Settings struct {
	ServerSideApply   bool
	UpsertExisting    bool
	PatchForce        bool
	SecretMutable     bool
	ConfigMapMutable  bool
	DeleteUnreachable bool
}

// Objects manages them all.
type Objects struct {
	Settings
	Cluster *cluster.Cluster
	Host    *provider.HostClient
}

// unstructuredFrom is an object without secret marks.
func unstructuredFrom(properties resource.PropertyMap) *unstructured.Unstructured {
	return &unstructured.Unstructured{Object: property.Tree(properties)}
}

func (o *Objects) log(urn string) *engine.Log {
	return engine.NewLog(o.Host, resource.URN(urn))
}

// connect is for operations that can't do without a cluster.
func (o *Objects) connect() (*cluster.Connection, error) {
	connection, err := o.Cluster.Connect()
	if err != nil {
		return nil, fmt.Errorf("configured Kubernetes cluster is unreachable: %w", err)
	}
	return connection, nil
}

// desired is what an operation was asked to bring about.
type desired struct {
	kind   Kind
	given  resource.PropertyMap
	inputs *unstructured.Unstructured
}

func (o *Objects) desired(urn string, bag *structpb.Struct) (desired, error) {
	given, err := property.FromRPC(bag)
	if err != nil {
		return desired{}, fmt.Errorf("malformed resource inputs: %w", err)
	}
	inputs := unstructuredFrom(given)
	kind, err := kindOf(resource.URN(urn), inputs.GetKind())
	return desired{kind: kind, given: given, inputs: inputs}, err
}

// scrubbed is an error without the secrets of the inputs.
func (d desired) scrubbed(err error) error {
	if err == nil {
		return nil
	}
	return scrubbedError{property.Scrub(err.Error(), d.given), err}
}

type scrubbedError struct {
	message string
	err     error
}

func (e scrubbedError) Error() string { return e.message }
func (e scrubbedError) Unwrap() error { return e.err }

// reasons lists what stands in the way, for an error that knows.
func (d desired) reasons(err error) []string {
	var list interface{ Reasons() []string }
	if !errors.As(err, &list) {
		return nil
	}
	var reasons []string
	for _, reason := range list.Reasons() {
		reasons = append(reasons, property.Scrub(reason, d.given))
	}
	return reasons
}

// detached gives the calls after a cancelled wait a context of their own: the
// state must still say what became of the object.
func detached(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(ctx), afterwards)
}
