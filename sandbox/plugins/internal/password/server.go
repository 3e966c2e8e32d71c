// Package password is random:index/randomPassword:RandomPassword, as a provider
// of its own.
package password

import (
	"context"
	"fmt"
	"reflect"
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"golang.org/x/crypto/bcrypt"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"

	"sandbox/plugins/internal/property"
)

// Token is the only resource type.
const Token = "random:index/randomPassword:RandomPassword"

// Server is the provider. It has no settings.
type Server struct {
	pulumirpc.UnimplementedResourceProviderServer
	version string
}

// New makes the provider.
func New(version string) *Server { return &Server{version: version} }

func (s *Server) Check(_ context.Context, req *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	if token := resource.URN(req.GetUrn()).Type(); token != Token {
		return nil, fmt.Errorf("this stand-in for the random plugin has no %s, only %s", token, Token)
	}
	answer := &pulumirpc.CheckResponse{Inputs: req.GetNews()}
	inputs, err := property.FromRPC(req.GetNews())
	if err != nil || inputs.ContainsUnknowns() {
		return answer, err
	}
	spec, err := read(inputs)
	if err != nil {
		answer.Failures = []*pulumirpc.CheckFailure{{Reason: err.Error()}}
	} else if name, reason := spec.problem(); reason != "" {
		answer.Failures = []*pulumirpc.CheckFailure{{Property: name, Reason: reason}}
	}
	return answer, nil
}

// Diff: whatever changes, it has to be another password.
func (s *Server) Diff(_ context.Context, req *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	olds, err := property.FromRPC(req.GetOlds())
	if err != nil {
		return nil, err
	}
	oldInputs, err := property.FromRPC(req.GetOldInputs())
	if err != nil {
		return nil, err
	}
	news, err := property.FromRPC(req.GetNews())
	if err != nil {
		return nil, err
	}
	changed := changedKeys(olds, oldInputs, news)
	answer := &pulumirpc.DiffResponse{Changes: pulumirpc.DiffResponse_DIFF_NONE}
	if len(changed) > 0 {
		answer.Changes = pulumirpc.DiffResponse_DIFF_SOME
		answer.Diffs, answer.Replaces = changed, changed
	}
	return answer, nil
}

// changedKeys compares with the outputs, where the defaults are: to spell out a
// default is no change.
func changedKeys(olds, oldInputs, news resource.PropertyMap) []string {
	spec, _ := read(news)
	have, want := property.Tree(olds), property.Tree(spec.outputs(news))
	var changed []string
	for key, wanted := range want {
		if property.HasUnknown(wanted) || !reflect.DeepEqual(have[key], wanted) {
			changed = append(changed, key)
		}
	}
	for key := range property.Tree(oldInputs) {
		if _, kept := want[key]; !kept {
			changed = append(changed, key)
		}
	}
	slices.Sort(changed)
	return changed
}

func (s *Server) Create(_ context.Context, req *pulumirpc.CreateRequest) (*pulumirpc.CreateResponse, error) {
	inputs, err := property.FromRPC(req.GetProperties())
	if err != nil {
		return nil, err
	}
	spec, err := read(inputs)
	if err != nil {
		return nil, err
	}
	outputs := spec.outputs(inputs)
	answer := &pulumirpc.CreateResponse{}
	outputs["id"] = property.Unknown
	outputs["result"] = resource.MakeSecret(property.Unknown)
	outputs["bcryptHash"] = resource.MakeSecret(property.Unknown)
	if !req.GetPreview() {
		answer.Id = "none"
		result, err := generate(spec)
		if err != nil {
			return nil, err
		}
		hash, err := hashed(result)
		if err != nil {
			return nil, err
		}
		outputs["id"] = resource.NewStringProperty(answer.Id)
		outputs["result"] = resource.MakeSecret(resource.NewStringProperty(result))
		outputs["bcryptHash"] = resource.MakeSecret(resource.NewStringProperty(hash))
	}
	answer.Properties, err = property.ToRPC(outputs)
	return answer, err
}

// hashed keeps within what bcrypt takes in: 72 bytes.
func hashed(password string) (string, error) {
	bytes := []byte(password)
	hash, err := bcrypt.GenerateFromPassword(bytes[:min(len(bytes), 72)], bcrypt.DefaultCost)
	return string(hash), err
}

// Read answers with the state: it is the only place where a password is.
func (s *Server) Read(_ context.Context, req *pulumirpc.ReadRequest) (*pulumirpc.ReadResponse, error) {
	if len(req.GetProperties().GetFields()) == 0 {
		return nil, status.Error(codes.Unimplemented, "this stand-in for the random plugin can't import passwords")
	}
	return &pulumirpc.ReadResponse{Id: req.GetId(), Properties: req.GetProperties(), Inputs: req.GetInputs()}, nil
}

func (s *Server) Delete(context.Context, *pulumirpc.DeleteRequest) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}

func (s *Server) CheckConfig(_ context.Context, req *pulumirpc.CheckRequest) (*pulumirpc.CheckResponse, error) {
	return &pulumirpc.CheckResponse{Inputs: req.GetNews()}, nil
}

func (s *Server) DiffConfig(context.Context, *pulumirpc.DiffRequest) (*pulumirpc.DiffResponse, error) {
	return &pulumirpc.DiffResponse{Changes: pulumirpc.DiffResponse_DIFF_NONE}, nil
}

func (s *Server) Configure(context.Context, *pulumirpc.ConfigureRequest) (*pulumirpc.ConfigureResponse, error) {
	return &pulumirpc.ConfigureResponse{AcceptSecrets: true, SupportsPreview: true}, nil
}

func (s *Server) Cancel(context.Context, *emptypb.Empty) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}

func (s *Server) Attach(context.Context, *pulumirpc.PluginAttach) (*emptypb.Empty, error) {
	return &emptypb.Empty{}, nil
}

func (s *Server) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: s.version}, nil
}

func (s *Server) GetSchema(context.Context, *pulumirpc.GetSchemaRequest) (*pulumirpc.GetSchemaResponse, error) {
	return &pulumirpc.GetSchemaResponse{Schema: fmt.Sprintf(schema, s.version)}, nil
}
