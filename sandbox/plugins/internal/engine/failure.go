package engine

import (
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil/rpcerror"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc/codes"

	"sandbox/plugins/internal/property"
)

// InitFailed is the error for something that exists but is not well: the engine
// saves the resource with the reasons, and the next update tries again.
func InitFailed(id, message string, reasons []string, state, inputs resource.PropertyMap) error {
	detail := &pulumirpc.ErrorResourceInitFailed{Id: id, Reasons: append([]string{message}, reasons...)}
	var err error
	if detail.Properties, err = property.ToRPC(state); err != nil {
		return err
	}
	if inputs != nil {
		if detail.Inputs, err = property.ToRPC(inputs); err != nil {
			return err
		}
	}
	return rpcerror.WithDetails(rpcerror.New(codes.Unknown, message), detail)
}
