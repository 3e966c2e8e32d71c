import { Release } from "@pulumi/kubernetes/helm/v3/release";
import * as pulumi from "@pulumi/pulumi";
import { mergeValues } from "../chart/values";
import { ownedBy } from "../lookout/helmRecords";
import type { Plan } from "../plan/plan";
import type { Context } from "./context";
import type { OwnerOf } from "./owner";
import { takeover } from "./takeover";

/** Helm keeps this many revisions, each with its values; without a limit it keeps all. */
const MAX_HISTORY = 5;

/**
 * What decides which claims the StatefulSet has. Kubernetes lets nobody change that, so the release is made anew: all servers stop
 * together and start again, with the claims that were kept. https://github.com/kubernetes/enhancements/issues/661
 *
 * Each has to be in the values always, or the map around it has: Pulumi calls a map that comes or goes changed, and nothing in it.
 */
const CLAIMS = [
    "values.config.jetstream.enabled",
    "values.config.jetstream.fileStore.pvc.storageClassName",
    "values.config.resolver.enabled",
    "values.config.resolver.pvc",
];

/**
 * The chart. It doesn't wait: Helm's record is then unfinished for a moment instead of minutes, so an update that dies has nothing to
 * repair, and the waiting is done by a resource that can say what it waits for.
 */
export function createRelease(context: Context, { release, name }: Plan, owner: OwnerOf, dependsOn: pulumi.Resource[]): Release {
    const { leaves, namespace, options } = context;
    const { source, credentials, version } = release.chart;
    return new Release(
        release.resource,
        {
            name: leaves.input(name),
            namespace,
            chart: leaves.input(source),
            ...(version !== undefined && { version: leaves.input(version) }),
            ...(credentials !== undefined && {
                repositoryOpts: { username: leaves.input(credentials.username), password: leaves.input(credentials.password) },
            }),
            values: leaves.inputs(mergeValues(ownedBy(owner.path), release.values)) as Record<string, unknown>,
            maxHistory: MAX_HISTORY,
            skipAwait: true,
        },
        { ...options, dependsOn, replaceOnChanges: CLAIMS, deleteBeforeReplace: true, ...takeover(options.parent, owner) },
    );
}
