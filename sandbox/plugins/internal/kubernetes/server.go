// Package kubernetes is the provider: it answers the engine's calls, and passes
// each on to objects or to Helm releases.
package kubernetes

import (
	"context"
	"fmt"
	"sync"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/provider"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/protobuf/types/known/emptypb"
	"k8s.io/klog/v2"

	"sandbox/plugins/internal/cluster"
	"sandbox/plugins/internal/object"
	"sandbox/plugins/internal/release"
)

// Server is one configured provider.
type Server struct {
	pulumirpc.UnimplementedResourceProviderServer

	host    *provider.HostClient
	version string

	cancel     chan struct{}
	cancelOnce sync.Once

	cluster  *cluster.Cluster
	objects  *object.Objects
	releases *release.Releases
}

// New makes a provider that waits for its configuration.
func New(host *provider.HostClient, version string) *Server {
	// What the Kubernetes client logs would end up in the output of the program.
	klog.SetLogger(klog.Logger{})
	return &Server{host: host, version: version, cancel: make(chan struct{})}
}

// manager is what objects and releases have in common.
type manager interface {
	Check(context.Context, *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error)
	Diff(context.Context, *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error)
	Create(context.Context, *pulumirpc.CreateRequest) (*pulumirpc.CreateResponse, error)
	Read(context.Context, *pulumirpc.ReadRequest) (*pulumirpc.ReadResponse, error)
	Update(context.Context, *pulumirpc.UpdateRequest) (*pulumirpc.UpdateResponse, error)
	Delete(context.Context, *pulumirpc.DeleteRequest) error
}

func (s *Server) manager(urn string) manager {
	if resource.URN(urn).Type() == "kubernetes:helm.sh/v3:Release" {
		return s.releases
	}
	return s.objects
}

// operation is a context that also ends when the user cancels.
func (s *Server) operation(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, stop := context.WithCancel(ctx)
	go func() {
		select {
		case <-s.cancel:
			stop()
		case <-ctx.Done():
		}
	}()
	return ctx, stop
}

func (s *Server) Check(ctx context.Context, req *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	return s.manager(req.GetUrn()).Check(ctx, req)
}

func (s *Server) Diff(ctx context.Context, req *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	return s.manager(req.GetUrn()).Diff(ctx, req)
}

func (s *Server) Create(ctx context.Context, req *pulumirpc.CreateRequest) (*pulumirpc.CreateResponse, error) {
	ctx, stop := s.operation(ctx)
	defer stop()
	return s.manager(req.GetUrn()).Create(ctx, req)
}

func (s *Server) Read(ctx context.Context, req *pulumirpc.ReadRequest) (*pulumirpc.ReadResponse, error) {
	ctx, stop := s.operation(ctx)
	defer stop()
	return s.manager(req.GetUrn()).Read(ctx, req)
}

func (s *Server) Update(ctx context.Context, req *pulumirpc.UpdateRequest) (*pulumirpc.UpdateResponse, error) {
	ctx, stop := s.operation(ctx)
	defer stop()
	return s.manager(req.GetUrn()).Update(ctx, req)
}

func (s *Server) Delete(ctx context.Context, req *pulumirpc.DeleteRequest) (*emptypb.Empty, error) {
	ctx, stop := s.operation(ctx)
	defer stop()
	return &emptypb.Empty{}, s.manager(req.GetUrn()).Delete(ctx, req)
}

// Cancel ends every wait. Operations answer by themselves with what they reached.
func (s *Server) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	s.cancelOnce.Do(func() { close(s.cancel) })
	return &emptypb.Empty{}, nil
}

// Attach connects a provider that was started by hand to an engine.
func (s *Server) Attach(_ context.Context, req *pulumirpc.PluginAttach) (*emptypb.Empty, error) {
	host, err := provider.NewHostClient(req.GetAddress())
	s.host = host
	return &emptypb.Empty{}, err
}

// GetPluginInfo tells the version.
func (s *Server) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: s.version}, nil
}

// GetSchema is empty but for the name: programs in Node.js, Python and Go bring
// their own copy, and only programs in YAML ask for it.
func (s *Server) GetSchema(context.Context, *pulumirpc.GetSchemaRequest) (*pulumirpc.GetSchemaResponse, error) {
	return &pulumirpc.GetSchemaResponse{Schema: fmt.Sprintf(`{"name":"kubernetes","version":%q}`, s.version)}, nil
}
