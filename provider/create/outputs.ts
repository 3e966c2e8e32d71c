import type { Release } from "@pulumi/kubernetes/helm/v3/release";
import * as pulumi from "@pulumi/pulumi";
import { versionOfTag } from "../inputs/serverVersion";
import type { Plan } from "../plan/plan";
import type { Context } from "./context";

/** The component's outputs. Whatever can be told from the inputs is, so that it is known at preview. */
export function clusterOutputs({ leaves }: Context, { name, namespace, outputs }: Plan, release: Release): pulumi.Inputs {
    const { credentials, chartVersion, serverVersion, externalUrl, ...plain } = outputs;
    return {
        name: leaves.input(name),
        namespace: leaves.input(namespace),
        ...(leaves.inputs(plain) as pulumi.Inputs),
        ...(externalUrl !== undefined && { externalUrl: leaves.input(externalUrl) }),
        // One secret, not one in each entry: a YAML program that exports the map would print empty entries otherwise.
        credentials: pulumi.secret(leaves.whole(credentials)),
        chartVersion: chartVersion === undefined ? release.version : leaves.input(chartVersion),
        serverVersion:
            serverVersion === undefined ? release.status.apply(({ appVersion }) => versionOfTag(appVersion)) : leaves.input(serverVersion),
    };
}
