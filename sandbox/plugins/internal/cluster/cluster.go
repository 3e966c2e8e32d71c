// Package cluster is the one connection to the Kubernetes API that every
// resource of the provider shares.
package cluster

import (
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/version"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/restmapper"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
	"k8s.io/client-go/util/flowcontrol"
)

// Options are the provider settings that choose the cluster.
type Options struct {
	// Kubeconfig is a path or contents. Empty means the ambient kubeconfig.
	Kubeconfig string
	Context    string
	Cluster    string
	Namespace  string
	QPS        float32
	Burst      int
	Timeout    time.Duration
}

// Cluster connects on first use: a preview without a cluster must still work,
// and providers that are only asked to check anything shouldn't wait for one.
type Cluster struct {
	// Namespace is where namespaced objects go that don't say.
	Namespace string

	loader  clientcmd.ClientConfig
	options Options

	once       sync.Once
	connection *Connection
	err        error
}

// Connection is what talks to a reachable cluster. Everything in it is safe to
// share, and discovery is cached until something invalidates it.
type Connection struct {
	REST      *rest.Config
	Loader    clientcmd.ClientConfig
	Dynamic   dynamic.Interface
	Discovery discovery.CachedDiscoveryInterface
	Mapper    *restmapper.DeferredDiscoveryRESTMapper
	Version   *version.Info
}

// New resolves the kubeconfig, without touching the network. A kubeconfig that
// can't be read is reported by Connect, so that previews survive it.
func New(options Options) *Cluster {
	c := &Cluster{options: options, Namespace: options.Namespace}
	config, err := c.load()
	if err != nil {
		c.err = fmt.Errorf("failed to parse kubeconfig data in `kubernetes:config:kubeconfig`- %w", err)
		return c
	}
	// A client config made from loaded contents has no fallback to the service
	// account of a pod that the plugin might run in.
	c.loader = clientcmd.NewDefaultClientConfig(*config, &clientcmd.ConfigOverrides{
		Context:        api.Context{Cluster: options.Cluster, Namespace: options.Namespace},
		CurrentContext: options.Context,
	})
	if namespace, _, err := c.loader.Namespace(); err == nil {
		c.Namespace = namespace
	}
	return c
}

func (c *Cluster) load() (*api.Config, error) {
	if c.options.Kubeconfig != "" {
		return ParseKubeconfig(c.options.Kubeconfig)
	}
	return clientcmd.NewDefaultClientConfigLoadingRules().Load()
}

// Connect reaches the cluster, or says why it can't be reached. Whatever is
// found holds for the life of the provider, as in the real plugin, so that one
// preview never mixes answers with and without a cluster.
func (c *Cluster) Connect() (*Connection, error) {
	c.once.Do(func() {
		if c.err == nil {
			c.connection, c.err = c.connect()
		}
	})
	return c.connection, c.err
}

func (c *Cluster) connect() (*Connection, error) {
	config, err := c.loader.ClientConfig()
	if err != nil {
		return nil, fmt.Errorf("unable to load Kubernetes client configuration from kubeconfig file: %w", err)
	}
	config.QPS, config.Burst, config.Timeout = c.options.QPS, c.options.Burst, c.options.Timeout
	// One limiter for all clients: Helm makes several for every release.
	config.RateLimiter = flowcontrol.NewTokenBucketRateLimiter(config.QPS, config.Burst)
	config.WarningHandler = rest.NoWarnings{}
	config.UserAgent = "pulumi-resource-kubernetes (sandbox)"

	client, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return nil, err
	}
	info, err := probe(client)
	if err != nil {
		return nil, fmt.Errorf("unable to reach the API server: %w", err)
	}
	dynamicClient, err := dynamic.NewForConfig(config)
	if err != nil {
		return nil, err
	}
	cached := memory.NewMemCacheClient(client)
	return &Connection{
		REST:      config,
		Loader:    c.loader,
		Dynamic:   dynamicClient,
		Discovery: cached,
		Mapper:    restmapper.NewDeferredDiscoveryRESTMapper(cached),
		Version:   info,
	}, nil
}

// Unreachable is the answer to a refresh or a deletion without a cluster.
func Unreachable(err error) error {
	return fmt.Errorf("configured Kubernetes cluster is unreachable: %w. If the cluster was deleted, you can remove "+
		"this resource from Pulumi state by rerunning the operation with the PULUMI_K8S_DELETE_UNREACHABLE "+
		"environment variable set to \"true\"", err)
}

// probeTimeout keeps previews quick when the address swallows packets. A
// refused connection fails at once anyway.
const probeTimeout = 5 * time.Second

func probe(client *discovery.DiscoveryClient) (*version.Info, error) {
	ctx, cancel := context.WithTimeout(context.Background(), probeTimeout)
	defer cancel()
	info := &version.Info{}
	body, err := client.RESTClient().Get().AbsPath("/version").Do(ctx).Raw()
	if apierrors.IsForbidden(err) {
		return info, nil
	}
	if err != nil {
		return nil, err
	}
	return info, json.Unmarshal(body, info)
}
