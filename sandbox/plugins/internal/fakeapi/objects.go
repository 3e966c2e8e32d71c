package fakeapi

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/yaml"
)

// serve one request for an object. It runs under the lock.
func (s *Server) serve(r *http.Request, namespace, resource, name string) (any, error) {
	kind := kinds[resource]
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	if r.Method == http.MethodPost {
		given := &unstructured.Unstructured{}
		if err := json.Unmarshal(body, &given.Object); err != nil {
			return nil, err
		}
		name = given.GetName()
	}
	key := namespace + "/" + resource + "/" + name
	live := s.objects[key]
	s.note(r, key)
	exists := live != nil
	missing := apierrors.NewNotFound(schema.GroupResource{Resource: resource}, name)

	var changed runtime.Object
	switch {
	case r.Method == http.MethodGet && exists:
		return live, nil
	case r.Method == http.MethodDelete && exists:
		delete(s.objects, key)
		return map[string]any{"kind": "Status", "apiVersion": "v1", "status": "Success"}, nil
	case r.Method == http.MethodPost && exists:
		return nil, apierrors.NewAlreadyExists(schema.GroupResource{Resource: resource}, name)
	case r.Method == http.MethodPost:
		changed, err = created(kind, body, r)
	case r.Method == http.MethodPatch && r.Header.Get("Content-Type") == string(types.ApplyPatchType):
		changed, err = applied(live, kind, body, r)
	case r.Method == http.MethodPatch && exists:
		changed, err = patched(live, kind, body, r)
	default:
		return nil, missing
	}
	if err != nil {
		return nil, err
	}
	if r.URL.Query().Get("dryRun") == "" {
		return s.store(key, changed), nil
	}
	return changed, nil
}

func (s *Server) note(r *http.Request, key string) {
	if r.Method == http.MethodGet {
		return
	}
	line := r.Method + " " + key
	if r.URL.Query().Get("force") == "true" {
		line += " force"
	}
	if r.URL.Query().Get("dryRun") != "" {
		line += " dry-run"
	}
	s.Requests = append(s.Requests, line)
}

func empty(kind string) *unstructured.Unstructured {
	return &unstructured.Unstructured{Object: map[string]any{"apiVersion": "v1", "kind": kind, "metadata": map[string]any{}}}
}

func manager(r *http.Request) string { return r.URL.Query().Get("fieldManager") }

func created(kind string, body []byte, r *http.Request) (runtime.Object, error) {
	object := &unstructured.Unstructured{}
	if err := json.Unmarshal(body, &object.Object); err != nil {
		return nil, err
	}
	return fields(kind).Update(empty(kind), object, manager(r))
}

func applied(live *unstructured.Unstructured, kind string, body []byte, r *http.Request) (runtime.Object, error) {
	object := &unstructured.Unstructured{}
	if err := yaml.Unmarshal(body, &object.Object); err != nil {
		return nil, err
	}
	if live == nil {
		live = empty(kind)
	}
	return fields(kind).Apply(live.DeepCopy(), object, manager(r), r.URL.Query().Get("force") == "true")
}

// patched knows the one JSON patch that is ever sent: it hands fields to another manager.
func patched(live *unstructured.Unstructured, kind string, body []byte, r *http.Request) (runtime.Object, error) {
	var operations []struct {
		Op, Path string
		Value    any
	}
	if err := json.Unmarshal(body, &operations); err != nil {
		return nil, err
	}
	object := live.DeepCopy()
	for _, operation := range operations {
		switch operation.Path {
		case "/metadata/managedFields":
			object.Object["metadata"].(map[string]any)["managedFields"] = operation.Value
		case "/metadata/resourceVersion":
			if operation.Value != live.GetResourceVersion() {
				return nil, apierrors.NewConflict(schema.GroupResource{}, live.GetName(), fmt.Errorf("the object has been modified"))
			}
		default:
			return nil, apierrors.NewBadRequest("unexpected patch of " + operation.Path)
		}
	}
	return fields(kind).Update(live.DeepCopy(), object, manager(r))
}

// store keeps an object under a new version.
func (s *Server) store(key string, changed runtime.Object) *unstructured.Unstructured {
	object := changed.(*unstructured.Unstructured)
	s.version++
	if object.GetUID() == "" {
		object.SetUID(types.UID("uid-" + strconv.Itoa(s.version)))
	}
	object.SetResourceVersion(strconv.Itoa(s.version))
	s.objects[key] = object
	return object
}
