package release

import (
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/provider"
	"helm.sh/helm/v3/pkg/action"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/cli"
	"helm.sh/helm/v3/pkg/kube"
	"helm.sh/helm/v3/pkg/storage"
	"helm.sh/helm/v3/pkg/storage/driver"
	"k8s.io/apimachinery/pkg/api/meta"
	"k8s.io/client-go/discovery"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/kubectl/pkg/cmd/util"

	"sandbox/plugins/internal/cluster"
)

// Releases manages them all.
type Releases struct {
	cluster *cluster.Cluster
	host    *provider.HostClient
	charts  *charts
	// deleteUnreachable forgets releases whose cluster can't be reached.
	deleteUnreachable bool

	// configuration is what Helm acts with in one namespace.
	configuration func(namespace string) (*action.Configuration, error)

	mu     sync.Mutex
	shared *shared
}

// shared is what every Helm action needs and none changes. Helm would make it
// anew for each action: a discovery of the whole API, and a copy of its schema.
type shared struct {
	connection *cluster.Connection
	factory    util.Factory
	clientset  kubernetes.Interface
}

// New makes the manager of releases. Nothing is looked up yet.
func New(c *cluster.Cluster, host *provider.HostClient, settings *cli.EnvSettings, deleteUnreachable bool) *Releases {
	r := &Releases{
		cluster:           c,
		host:              host,
		deleteUnreachable: deleteUnreachable,
		charts:            &charts{settings: settings, downloads: map[source]*download{}},
	}
	r.configuration = r.connected
	return r
}

// unreachableError is for the operations that react to a cluster that isn't there.
type unreachableError struct{ error }

func (e unreachableError) Unwrap() error { return e.error }

func isUnreachable(err error) bool {
	var unreachable unreachableError
	return errors.As(err, &unreachable)
}

func (r *Releases) connected(namespace string) (*action.Configuration, error) {
	shared, err := r.connect()
	if err != nil {
		return nil, unreachableError{err}
	}
	return shared.configuration(namespace)
}

func (r *Releases) connect() (*shared, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.shared != nil {
		return r.shared, nil
	}
	connection, err := r.cluster.Connect()
	if err != nil {
		return nil, err
	}
	clientset, err := kubernetes.NewForConfig(connection.REST)
	if err != nil {
		return nil, err
	}
	r.shared = &shared{connection: connection, factory: util.NewFactory(access{connection}), clientset: clientset}
	return r.shared, nil
}

// configuration is for one action on one release. Helm's log is dropped: it
// quotes manifests.
func (s *shared) configuration(namespace string) (*action.Configuration, error) {
	quiet := func(string, ...any) {}
	capabilities, err := s.capabilities()
	return &action.Configuration{
		RESTClientGetter: access{s.connection},
		KubeClient:       &kube.Client{Factory: s.factory, Log: quiet, Namespace: namespace},
		Releases:         storage.Init(driver.NewSecrets(s.clientset.CoreV1().Secrets(namespace))),
		Capabilities:     capabilities,
		Log:              quiet,
		HookOutputFunc:   func(_, _, _ string) io.Writer { return io.Discard },
	}, err
}

// capabilities come from the cached discovery. Left to itself, Helm throws that
// cache away for each action.
func (s *shared) capabilities() (*chartutil.Capabilities, error) {
	versions, err := action.GetVersionSet(s.connection.Discovery)
	// An aggregated API that is down hides only itself.
	if err != nil && !discovery.IsGroupDiscoveryFailedError(err) {
		return nil, fmt.Errorf("could not get apiVersions from Kubernetes: %w", err)
	}
	return &chartutil.Capabilities{
		APIVersions: versions,
		KubeVersion: chartutil.KubeVersion{
			Version: s.connection.Version.GitVersion,
			Major:   s.connection.Version.Major,
			Minor:   s.connection.Version.Minor,
		},
		HelmVersion: chartutil.DefaultCapabilities.HelmVersion,
	}, nil
}

// access hands the shared connection to Helm.
type access struct{ connection *cluster.Connection }

func (a access) ToRESTConfig() (*rest.Config, error) { return rest.CopyConfig(a.connection.REST), nil }

func (a access) ToDiscoveryClient() (discovery.CachedDiscoveryInterface, error) {
	return a.connection.Discovery, nil
}

func (a access) ToRESTMapper() (meta.RESTMapper, error) { return a.connection.Mapper, nil }

func (a access) ToRawKubeConfigLoader() clientcmd.ClientConfig { return a.connection.Loader }
