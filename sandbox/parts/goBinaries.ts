import { join } from "node:path";
import { layout } from "../layout";
import {
    BUILT_KUBERNETES_PLUGIN_VERSION,
    HELM_VERSION,
    KUBECTL_VERSION,
    KUBERNETES_PLUGIN_VERSION,
    LANGUAGE_YAML_VERSION,
    NATS_SERVER_VERSION,
    NEXT_NATS_SERVER_VERSION,
    PULUMI_VERSION,
    RANDOM_PLUGIN_VERSION,
} from "./versions";

/** A program that is built from a Go module. */
export interface GoBinary {
    readonly name: string;
    readonly title: string;
    readonly version: string;
    /** The folder of a go.mod. */
    readonly module: string;
    /** What is built: a package of a dependency that the go.mod has as a tool, or one of the module itself (`./…`). */
    readonly package: string;
    /** The variables that get the version. */
    readonly variables: Readonly<Record<string, string>>;
    /** For the progress line: how long a first build takes on two cores. */
    readonly takes: string;
    /** Files of a dependency that the program embeds, and that its own folder has no copies of. */
    readonly embeds?: { readonly module: string; readonly folder: string; readonly files: readonly string[] };
    /** Flags of the compiler for some packages: `PATTERN=FLAGS`. */
    readonly compilerFlags?: string;
}

const sandbox = join(layout.checkout, "sandbox");

export const PULUMI: GoBinary = {
    name: "pulumi",
    title: "the Pulumi CLI",
    version: PULUMI_VERSION,
    module: join(sandbox, "toolchain", "pulumi"),
    package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
    variables: { "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": `v${PULUMI_VERSION}` },
    takes: "4 minutes",
};

export const LANGUAGE_YAML: GoBinary = {
    name: "pulumi-language-yaml",
    title: "Pulumi's YAML language host",
    version: LANGUAGE_YAML_VERSION,
    module: join(sandbox, "toolchain", "yaml"),
    package: "github.com/pulumi/pulumi-yaml/cmd/pulumi-language-yaml",
    variables: { "github.com/pulumi/pulumi-yaml/pkg/version.Version": `v${LANGUAGE_YAML_VERSION}` },
    takes: "1 minute",
};

export const GENSDK: GoBinary = {
    name: "gensdk",
    title: "the SDK generators",
    version: PULUMI_VERSION,
    module: join(sandbox, "toolchain", "pulumi"),
    package: "./gensdk",
    variables: {},
    takes: "1 minute",
};

export const HELM: GoBinary = {
    name: "helm",
    title: "helm",
    version: HELM_VERSION,
    module: join(sandbox, "toolchain", "helm"),
    package: "helm.sh/helm/v3/cmd/helm",
    variables: { "helm.sh/helm/v3/internal/version.version": `v${HELM_VERSION}` },
    takes: "1 minute",
};

export const NATS_SERVER = natsServer(NATS_SERVER_VERSION, join(sandbox, "cluster", "src", "nats"));
export const NEXT_NATS_SERVER = natsServer(NEXT_NATS_SERVER_VERSION, join(sandbox, "toolchain", "nats-server-next"));

export const KUBECTL: GoBinary = {
    name: "kubectl",
    title: "kubectl",
    version: KUBECTL_VERSION,
    module: join(sandbox, "cluster", "src", "kubernetes"),
    package: "k8s.io/kubernetes/cmd/kubectl",
    variables: { "k8s.io/component-base/version.gitVersion": `v${KUBECTL_VERSION}` },
    takes: "3 minutes",
};

/**
 * The newest version of the plugin that the Go module proxy has, which may be older than the SDK. The engine warns of such a plugin, so it
 * is told the version that the SDK asks for; what people are told is the true one.
 */
export const KUBERNETES_PLUGIN: GoBinary = {
    name: "pulumi-resource-kubernetes",
    title: "the kubernetes plugin",
    version: BUILT_KUBERNETES_PLUGIN_VERSION,
    module: join(sandbox, "toolchain", "kubernetes-plugin"),
    package: "./",
    variables: { "main.version": KUBERNETES_PLUGIN_VERSION },
    takes: "7 minutes",
    embeds: {
        module: "github.com/pulumi/pulumi-kubernetes/provider/v4",
        folder: "cmd/pulumi-resource-kubernetes",
        files: ["schema.json", "terraform-mapping.json"],
    },
    // Most of the time goes into the typed SDK, which the plugin hardly runs: without optimizations a fifth of the whole is saved.
    compilerFlags: "github.com/pulumi/pulumi-kubernetes/sdk/v4/...=-N -l",
};

export const RANDOM_STAND_IN: GoBinary = {
    name: "pulumi-resource-random",
    title: "the stand-in for the random plugin",
    version: RANDOM_PLUGIN_VERSION,
    module: join(sandbox, "plugins"),
    package: "./cmd/pulumi-resource-random",
    variables: { "main.version": RANDOM_PLUGIN_VERSION },
    takes: "half a minute",
};

function natsServer(version: string, module: string): GoBinary {
    return {
        name: "nats-server",
        title: `nats-server ${version}`,
        version,
        module,
        package: "github.com/nats-io/nats-server/v2",
        variables: {},
        takes: "half a minute",
    };
}
