package cluster

import (
	"os"
	"path/filepath"
	"strings"

	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
)

// ParseKubeconfig reads a kubeconfig given as a path or as its contents.
func ParseKubeconfig(pathOrContents string) (*api.Config, error) {
	path := pathOrContents
	if home, err := os.UserHomeDir(); err == nil && (path == "~" || strings.HasPrefix(path, "~/")) {
		path = filepath.Join(home, path[1:])
	}
	if _, err := os.Stat(path); err != nil {
		return clientcmd.Load([]byte(pathOrContents))
	}
	contents, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	return clientcmd.Load(contents)
}

// ActiveCluster is the cluster that a kubeconfig leads to, or nil. It is all the
// identity a cluster has: when it changes, everything in it is replaced.
func ActiveCluster(config *api.Config, context, cluster string) *api.Cluster {
	if context == "" {
		context = config.CurrentContext
	}
	if cluster == "" {
		active := config.Contexts[context]
		if active == nil {
			return nil
		}
		cluster = active.Cluster
	}
	return config.Clusters[cluster]
}
