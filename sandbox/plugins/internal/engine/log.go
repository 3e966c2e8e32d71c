// Package engine is what a plugin tells the Pulumi engine besides its answers:
// messages while it works, and failures that leave something in the state.
package engine

import (
	"context"

	"github.com/pulumi/pulumi/sdk/v3/go/common/diag"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/provider"
)

// Log speaks about one resource during one operation. Waiting code looks at the
// same pods again and again, so each distinct message is sent once.
type Log struct {
	host  *provider.HostClient
	urn   resource.URN
	sent  map[string]bool
	shown bool
}

// NewLog makes a log for one operation. Without a host (the plugin was started
// by hand and nothing attached yet) it is silent.
func NewLog(host *provider.HostClient, urn resource.URN) *Log {
	return &Log{host: host, urn: urn, sent: map[string]bool{}}
}

// Status shows a message in the "Info" column while the operation runs.
func (l *Log) Status(severity diag.Severity, message string) {
	key := string(severity) + message
	if l.host == nil || l.sent[key] {
		return
	}
	l.sent[key] = true
	l.shown = true
	_ = l.host.LogStatus(context.Background(), severity, l.urn, message)
}

// Clear empties the "Info" column, if anything is in it.
func (l *Log) Clear() {
	if l.shown {
		l.shown = false
		_ = l.host.LogStatus(context.Background(), diag.Info, l.urn, "")
	}
}

// Warn leaves a warning in the output of the operation.
func (l *Log) Warn(message string) {
	if l.host != nil {
		_ = l.host.Log(context.Background(), diag.Warning, l.urn, message)
	}
}
