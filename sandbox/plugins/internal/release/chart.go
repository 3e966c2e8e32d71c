package release

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"helm.sh/helm/v3/pkg/action"
	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/cli"
	"helm.sh/helm/v3/pkg/downloader"
	"helm.sh/helm/v3/pkg/getter"
	"helm.sh/helm/v3/pkg/registry"
	"helm.sh/helm/v3/pkg/repo"
)

// charts finds and loads charts. What is downloaded is downloaded once in the
// life of the provider: every check and operation of every release asks for it,
// often at the same time and into the same file.
type charts struct {
	settings *cli.EnvSettings

	mu        sync.Mutex
	downloads map[source]*download
}

// source is what makes two downloads the same.
type source struct {
	chart, version string
	repository     RepositoryOpts
}

type download struct {
	mu   sync.Mutex
	path string
}

// load reads the chart that a release asks for.
func (c *charts) load(spec *Spec) (*chart.Chart, error) {
	path, err := c.locate(spec)
	if err != nil {
		return nil, err
	}
	loaded, err := loader.Load(path)
	if err != nil {
		return nil, err
	}
	dependencies := loaded.Metadata.Dependencies
	if dependencies == nil {
		return loaded, nil
	}
	if err := action.CheckDependencies(loaded, dependencies); err != nil {
		if !spec.DependencyUpdate {
			return nil, err
		}
		if err := c.updateDependencies(path, spec); err != nil {
			return nil, err
		}
		return loader.Load(path)
	}
	return loaded, nil
}

func (c *charts) updateDependencies(path string, spec *Spec) error {
	client, err := c.registry()
	if err != nil {
		return err
	}
	manager := downloader.Manager{
		Out:              os.Stderr,
		ChartPath:        path,
		Keyring:          spec.Keyring,
		Getters:          getter.All(c.settings),
		RepositoryConfig: c.settings.RepositoryConfig,
		RepositoryCache:  c.settings.RepositoryCache,
		RegistryClient:   client,
	}
	return manager.Update()
}

// locate finds a chart on the disk, or downloads it.
func (c *charts) locate(spec *Spec) (string, error) {
	name, options := pathOptions(spec)
	if options.RepoURL == "" && isLocal(name) {
		if options.Verify {
			if _, err := downloader.VerifyChart(name, options.Keyring); err != nil {
				return "", err
			}
		}
		return filepath.Abs(name)
	}
	key := source{chart: name, version: options.Version}
	if spec.RepositoryOpts != nil {
		key.repository = *spec.RepositoryOpts
	}
	download := c.download(key)
	download.mu.Lock()
	defer download.mu.Unlock()
	if download.path != "" {
		return download.path, nil
	}
	path, err := c.fetch(name, options)
	if err != nil {
		return "", err
	}
	download.path = path
	return path, nil
}

func (c *charts) fetch(name string, options action.ChartPathOptions) (string, error) {
	if options.RepoURL != "" {
		address, err := c.lookUp(name, options)
		if err != nil {
			return "", err
		}
		if !sameHost(address, options.RepoURL) {
			options.Username, options.Password = "", ""
		}
		name, options.RepoURL = address, ""
	}
	install := action.NewInstall(&action.Configuration{})
	install.ChartPathOptions = options
	if registry.IsOCI(name) {
		client, err := c.registry()
		if err != nil {
			return "", err
		}
		install.SetRegistryClient(client)
	}
	return install.LocateChart(name, c.settings)
}

// lookUp finds the address of a chart in the index of a repository. Helm would do
// that itself, but not when a folder happens to be called like the chart.
// https://github.com/pulumi/pulumi-kubernetes/pull/2410
func (c *charts) lookUp(name string, options action.ChartPathOptions) (string, error) {
	return repo.FindChartInAuthAndTLSAndPassRepoURL(options.RepoURL, options.Username, options.Password, name, options.Version,
		options.CertFile, options.KeyFile, options.CaFile, options.InsecureSkipTLSverify, options.PassCredentialsAll,
		getter.All(c.settings))
}

// sameHost keeps the password of a repository from other hosts that its index names.
func sameHost(a, b string) bool {
	first, err := url.Parse(a)
	if err != nil {
		return false
	}
	second, err := url.Parse(b)
	return err == nil && first.Scheme == second.Scheme && first.Host == second.Host
}

func (c *charts) download(key source) *download {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.downloads[key] == nil {
		c.downloads[key] = &download{}
	}
	return c.downloads[key]
}

func (c *charts) registry() (*registry.Client, error) {
	return registry.NewClient(
		registry.ClientOptEnableCache(true),
		registry.ClientOptCredentialsFile(c.settings.RegistryConfig),
	)
}

// isLocal is true for an archive, and for a folder with a chart in it.
func isLocal(name string) bool {
	info, err := os.Stat(name)
	if err != nil || !info.IsDir() {
		return err == nil
	}
	_, err = os.Stat(filepath.Join(name, "Chart.yaml"))
	return err == nil
}

// pathOptions are the chart's name for Helm, and where to look for it.
func pathOptions(spec *Spec) (string, action.ChartPathOptions) {
	name := strings.TrimSpace(spec.Chart)
	options := action.ChartPathOptions{
		Keyring: spec.Keyring,
		Verify:  spec.Verify,
		Version: strings.TrimSpace(spec.Version),
	}
	if options.Version == "" && spec.Devel {
		options.Version = ">0.0.0-0"
	}
	repository := spec.RepositoryOpts
	if repository == nil {
		return name, options
	}
	options.CaFile, options.CertFile, options.KeyFile = repository.CAFile, repository.CertFile, repository.KeyFile
	options.Username, options.Password = repository.Username, repository.Password
	if registry.IsOCI(name) {
		return name, options
	}
	if _, err := url.ParseRequestURI(repository.Repo); err == nil {
		options.RepoURL = repository.Repo
	} else if repository.Repo != "" && !strings.Contains(name, "/") {
		name = fmt.Sprintf("%s/%s", repository.Repo, name)
	}
	return name, options
}
