import type { AppsV1Api, ConfigurationOptions, CoreV1Api, KubeConfig, NetworkingV1Api } from "@kubernetes/client-node" with {
    "resolution-mode": "import",
};
import * as pulumi from "@pulumi/pulumi";
import { existsSync } from "node:fs";
import { urnOf } from "./registration";

/** What a kubernetes provider has been told of its cluster; without a kubeconfig it looks where kubectl does. */
export interface ClusterAccess {
    /** A path, or what would be in the file. */
    readonly kubeconfig?: string | undefined;
    readonly context?: string | undefined;
    readonly cluster?: string | undefined;
}

/** The configuration of the kubernetes provider that the children of `component` use. To be called while the component is being made. */
export function clusterAccess(component: pulumi.Resource): () => Promise<ClusterAccess> {
    const provider = component.getProvider("kubernetes:core/v1:Pod");
    if (provider !== undefined) {
        return () => stateOf(provider);
    }
    const config = new pulumi.Config("kubernetes");
    const access = { kubeconfig: config.get("kubeconfig"), context: config.get("context"), cluster: config.get("cluster") };
    return () => Promise.resolve(access);
}

/** As the engine hydrates references to resources. https://github.com/pulumi/pulumi/blob/v3.259.0/pkg/resource/deploy/builtins.go */
async function stateOf(provider: pulumi.ProviderResource): Promise<ClusterAccess> {
    const urn = await urnOf(provider);
    const { state } = (await pulumi.runtime.invoke("pulumi:pulumi:getResource", { urn })) as { readonly state: ClusterAccess };
    if ([state.kubeconfig, state.context, state.cluster].some((value) => pulumi.isUnknown(value))) {
        throw new Error("the kubernetes provider is made in this very update, and its cluster isn't known yet");
    }
    return state;
}

export interface Apis {
    readonly core: CoreV1Api;
    readonly apps: AppsV1Api;
    readonly networking: NetworkingV1Api;
    /**
     * For lists of Secrets: Helm keeps whole releases in them, and what is in others is of no concern.
     * https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches
     */
    readonly metadataOnly: ConfigurationOptions;
    /** For a server's health: every problem, and not the first alone. */
    readonly withDetails: ConfigurationOptions;
}

export async function apisOf(access: ClusterAccess): Promise<Apis> {
    // Not with the plugin's start: commands that construct nothing don't need it.
    const { AppsV1Api, CoreV1Api, KubeConfig, NetworkingV1Api, setHeaderOptions } = await import("@kubernetes/client-node");
    const config = new KubeConfig();
    load(config, access);
    return {
        core: config.makeApiClient(CoreV1Api),
        apps: config.makeApiClient(AppsV1Api),
        networking: config.makeApiClient(NetworkingV1Api),
        metadataOnly: setHeaderOptions("Accept", "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1"),
        withDetails: withQuery(setHeaderOptions("Accept", "application/json"), "details", "true"),
    };
}

/** The client has no words for what a proxied pod is asked. */
function withQuery(options: ConfigurationOptions, key: string, value: string): ConfigurationOptions {
    const middleware = (options.middleware ?? []).map((inner) => ({
        pre: (request: Parameters<typeof inner.pre>[0]) => {
            request.setQueryParam(key, value);
            return inner.pre(request);
        },
        post: (response: Parameters<typeof inner.post>[0]) => inner.post(response),
    }));
    return { ...options, middleware };
}

export async function coreApi(access: ClusterAccess): Promise<CoreV1Api> {
    return (await apisOf(access)).core;
}

/** As the kubernetes plugin does. https://github.com/pulumi/pulumi-kubernetes/blob/v4.32.0/provider/pkg/provider/provider.go */
function load(config: KubeConfig, { kubeconfig, context, cluster }: ClusterAccess): void {
    if (!kubeconfig) {
        config.loadFromDefault();
    } else if (existsSync(kubeconfig)) {
        config.loadFromFile(kubeconfig);
    } else {
        config.loadFromString(kubeconfig);
    }
    if (context) {
        config.setCurrentContext(context);
    }
    const current = config.contexts.find(({ name }) => name === config.currentContext);
    if (cluster && current !== undefined) {
        const others = config.contexts.filter((other) => other !== current);
        config.contexts = [...others, { ...current, cluster }];
    }
}
