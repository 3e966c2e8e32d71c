package kubernetes

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strconv"
	"time"

	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"helm.sh/helm/v3/pkg/cli"

	"sandbox/plugins/internal/cluster"
	"sandbox/plugins/internal/object"
	"sandbox/plugins/internal/release"
)

// settings are the provider's inputs as the engine passes them: all are text.
type settings map[string]string

func (s settings) text(name string) string { return s["kubernetes:config:"+name] }

// flag reads a setting, then its environment variable, then its default.
func (s settings) flag(name, environment string, fallback bool) bool {
	if value, given := s["kubernetes:config:"+name]; given {
		return value == "true"
	}
	if value, given := os.LookupEnv(environment); given {
		return value == "true"
	}
	return fallback
}

// Configure sets the provider up. It doesn't touch the network.
func (s *Server) Configure(_ context.Context, req *pulumirpc.ConfigureRequest) (*pulumirpc.ConfigureResponse, error) {
	given := settings(req.GetVariables())
	options, err := given.clusterOptions()
	if err != nil {
		return nil, err
	}
	helm, err := given.helm()
	if err != nil {
		return nil, err
	}
	s.cluster = cluster.New(options)
	s.objects = &object.Objects{
		Cluster: s.cluster,
		Host:    s.host,
		Settings: object.Settings{
			ServerSideApply:   given.flag("enableServerSideApply", "PULUMI_K8S_ENABLE_SERVER_SIDE_APPLY", true),
			UpsertExisting:    given.flag("upsertExistingObjects", "PULUMI_K8S_UPSERT_EXISTING_OBJECTS", false),
			PatchForce:        given.flag("enablePatchForce", "PULUMI_K8S_ENABLE_PATCH_FORCE", false),
			SecretMutable:     given.flag("enableSecretMutable", "PULUMI_K8S_ENABLE_SECRET_MUTABLE", false),
			ConfigMapMutable:  given.flag("enableConfigMapMutable", "PULUMI_K8S_ENABLE_CONFIGMAP_MUTABLE", false),
			DeleteUnreachable: given.flag("deleteUnreachable", "PULUMI_K8S_DELETE_UNREACHABLE", false),
		},
	}
	s.releases = release.New(s.cluster, s.host, helm, s.objects.DeleteUnreachable)
	return &pulumirpc.ConfigureResponse{
		AcceptSecrets:                   true,
		SupportsPreview:                 true,
		SupportsAutonamingConfiguration: true,
	}, nil
}

func (s settings) clusterOptions() (cluster.Options, error) {
	var client struct {
		QPS     *float64 `json:"qps"`
		Burst   *int     `json:"burst"`
		Timeout *int     `json:"timeout"`
	}
	if text := s.text("kubeClientSettings"); text != "" {
		if err := json.Unmarshal([]byte(text), &client); err != nil {
			return cluster.Options{}, fmt.Errorf("failed to unmarshal kubeClientSettings option: %w", err)
		}
	}
	options := cluster.Options{
		Kubeconfig: s.text("kubeconfig"),
		Context:    s.text("context"),
		Cluster:    s.text("cluster"),
		Namespace:  s.text("namespace"),
		// A stack may hold a hundred components with fifteen resources each.
		QPS:     float32(number(client.QPS, "PULUMI_K8S_CLIENT_QPS", 200)),
		Burst:   number(client.Burst, "PULUMI_K8S_CLIENT_BURST", 400),
		Timeout: time.Duration(number(client.Timeout, "PULUMI_K8S_CLIENT_TIMEOUT", 0)) * time.Second,
	}
	return options, nil
}

// number reads a setting, then its environment variable, then its default.
func number[N int | float64](given *N, environment string, fallback N) N {
	if given != nil {
		return *given
	}
	if value, err := strconv.ParseFloat(os.Getenv(environment), 64); err == nil {
		return N(value)
	}
	return fallback
}

// helm are Helm's own settings: the ambient ones, the provider's over them.
func (s settings) helm() (*cli.EnvSettings, error) {
	var given struct {
		Driver               *string `json:"driver"`
		PluginsPath          *string `json:"pluginsPath"`
		RegistryConfigPath   *string `json:"registryConfigPath"`
		RepositoryConfigPath *string `json:"repositoryConfigPath"`
		RepositoryCache      *string `json:"repositoryCache"`
	}
	if text := s.text("helmReleaseSettings"); text != "" {
		if err := json.Unmarshal([]byte(text), &given); err != nil {
			return nil, fmt.Errorf("failed to unmarshal helmReleaseSettings option: %w", err)
		}
	}
	storage := "secret"
	override(&storage, given.Driver, "PULUMI_K8S_HELM_DRIVER")
	if storage != "secret" && storage != "secrets" {
		return nil, fmt.Errorf("this stand-in for the kubernetes plugin keeps Helm releases in Secrets, not in %q", storage)
	}
	helm := cli.New()
	override(&helm.PluginsDirectory, given.PluginsPath, "PULUMI_K8S_HELM_PLUGINS_PATH")
	override(&helm.RegistryConfig, given.RegistryConfigPath, "PULUMI_K8S_HELM_REGISTRY_CONFIG_PATH")
	override(&helm.RepositoryConfig, given.RepositoryConfigPath, "PULUMI_K8S_HELM_REPOSITORY_CONFIG_PATH")
	override(&helm.RepositoryCache, given.RepositoryCache, "PULUMI_K8S_HELM_REPOSITORY_CACHE")
	return helm, nil
}

func override(setting *string, given *string, environment string) {
	if given != nil {
		*setting = *given
	} else if value, found := os.LookupEnv(environment); found {
		*setting = value
	}
}
