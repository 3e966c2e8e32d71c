// Package fakeapi is a Kubernetes API server for tests: it keeps objects in
// memory, and who owns which field is decided by the API server's own code.
package fakeapi

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/apimachinery/pkg/util/managedfields/managedfieldstest"

	"sandbox/plugins/internal/cluster"
)

// kinds that the server serves, in its one API group.
var kinds = map[string]string{"configmaps": "ConfigMap", "secrets": "Secret"}

const prefix = "/api/v1/namespaces/"

// Server answers the requests that clients make of it.
type Server struct {
	url string

	mu      sync.Mutex
	objects map[string]*unstructured.Unstructured
	version int
	// Requests that were meant to change something: "PATCH b/secrets/a force".
	Requests []string
	// Refuse answers every request for an object that it has an error for.
	Refuse func(method string) error
}

// New starts a server for the time of a test.
func New(t *testing.T) *Server {
	t.Helper()
	server := &Server{objects: map[string]*unstructured.Unstructured{}}
	web := httptest.NewServer(server)
	t.Cleanup(web.Close)
	server.url = web.URL
	return server
}

// Cluster is a connection to the server.
func (s *Server) Cluster() *cluster.Cluster {
	kubeconfig := fmt.Sprintf(`{"apiVersion":"v1","kind":"Config","current-context":"c",
		"clusters":[{"name":"c","cluster":{"server":%q}}],
		"contexts":[{"name":"c","context":{"cluster":"c"}}]}`, s.url)
	return cluster.New(cluster.Options{Kubeconfig: kubeconfig, QPS: 1000, Burst: 1000})
}

func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	answer, err := s.answer(r)
	code := http.StatusOK
	if err != nil {
		var status apierrors.APIStatus
		if !errors.As(err, &status) {
			status = apierrors.NewInternalError(err)
		}
		failure := status.Status()
		failure.TypeMeta = metav1.TypeMeta{APIVersion: "v1", Kind: "Status"}
		answer, code = failure, int(failure.Code)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_ = json.NewEncoder(w).Encode(answer)
}

func (s *Server) answer(r *http.Request) (any, error) {
	switch r.URL.Path {
	case "/version":
		return map[string]any{"major": "1", "minor": "34", "gitVersion": "v1.34.2"}, nil
	case "/api":
		return map[string]any{"kind": "APIVersions", "versions": []any{"v1"}}, nil
	case "/apis":
		return map[string]any{"kind": "APIGroupList", "groups": []any{}}, nil
	case "/api/v1":
		return resources(), nil
	}
	parts := strings.Split(strings.TrimPrefix(r.URL.Path, prefix), "/")
	if !strings.HasPrefix(r.URL.Path, prefix) || len(parts) < 2 || kinds[parts[1]] == "" {
		return nil, apierrors.NewNotFound(schema.GroupResource{}, r.URL.Path)
	}
	if s.Refuse != nil {
		if err := s.Refuse(r.Method); err != nil {
			return nil, err
		}
	}
	return s.serve(r, parts[0], parts[1], append(parts, "")[2])
}

func resources() any {
	var list []any
	for name, kind := range kinds {
		list = append(list, map[string]any{"name": name, "kind": kind, "namespaced": true, "verbs": []any{"get"}})
	}
	return map[string]any{"kind": "APIResourceList", "groupVersion": "v1", "resources": list}
}

func fields(kind string) *managedfields.FieldManager {
	return managedfieldstest.NewFakeFieldManager(managedfields.NewDeducedTypeConverter(), schema.GroupVersionKind{Version: "v1", Kind: kind})
}

// Put stores an object as another manager of fields.
func (s *Server) Put(t *testing.T, manager string, object map[string]any) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	given := &unstructured.Unstructured{Object: object}
	key := ""
	for resource, kind := range kinds {
		if kind == given.GetKind() {
			key = given.GetNamespace() + "/" + resource + "/" + given.GetName()
		}
	}
	live := s.objects[key]
	if live == nil {
		live = empty(given.GetKind())
	}
	merged, err := fields(given.GetKind()).Apply(live, given, manager, true)
	if err != nil {
		t.Fatal(err)
	}
	s.store(key, merged)
}

// Get is an object as the server has it, or nil: "b/secrets/a".
func (s *Server) Get(key string) *unstructured.Unstructured {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.objects[key] == nil {
		return nil
	}
	return s.objects[key].DeepCopy()
}

// Remove is what somebody else does behind the back of the program.
func (s *Server) Remove(key string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.objects, key)
}
