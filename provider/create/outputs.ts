import type { Release } from "@pulumi/kubernetes/helm/v3/release";
import * as pulumi from "@pulumi/pulumi";
import type { Context } from "./context";
import type { Plan } from "../plan/plan";

/** The component's outputs. Whatever can be told from the inputs is, so that it is known at preview. */
export function clusterOutputs({ resolver }: Context, { name, namespace, outputs }: Plan, release: Release): pulumi.Inputs {
    const { credentials, chartVersion, serverVersion, externalUrl, ...plain } = outputs;
    return {
        name: resolver.input(name),
        namespace: resolver.input(namespace),
        ...(resolver.inputs(plain) as pulumi.Inputs),
        ...(externalUrl !== undefined && { externalUrl: resolver.input(externalUrl) }),
        // One secret, not one in each entry: a YAML program that exports the map would print empty entries otherwise.
        credentials: pulumi.secret(resolver.whole(credentials)),
        chartVersion: chartVersion === undefined ? release.version : resolver.input(chartVersion),
        serverVersion: serverVersion === undefined ? release.status.apply(({ appVersion }) => appVersion) : resolver.input(serverVersion),
    };
}
