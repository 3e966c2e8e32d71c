package cluster

import (
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/dynamic"
)

// Knows says whether the server serves a kind. A preview of a custom resource
// may run before its definition exists.
func (c *Connection) Knows(kind schema.GroupVersionKind) bool {
	_, err := c.Mapper.RESTMapping(kind.GroupKind(), kind.Version)
	return err == nil
}

// For is the client for the objects of one kind in one namespace. An unknown
// kind makes it look again: its definition may have been created just now.
func (c *Connection) For(kind schema.GroupVersionKind, namespace string) (dynamic.ResourceInterface, error) {
	mapping, err := c.Mapper.RESTMapping(kind.GroupKind(), kind.Version)
	if meta.IsNoMatchError(err) {
		c.Mapper.Reset()
		mapping, err = c.Mapper.RESTMapping(kind.GroupKind(), kind.Version)
	}
	if err != nil {
		return nil, err
	}
	if mapping.Scope.Name() != meta.RESTScopeNameNamespace {
		return c.Dynamic.Resource(mapping.Resource), nil
	}
	if namespace == "" {
		namespace = "default"
	}
	return c.Dynamic.Resource(mapping.Resource).Namespace(namespace), nil
}
