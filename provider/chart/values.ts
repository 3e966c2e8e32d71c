import { CHART_VALUES, PLAIN_CHART_VALUES } from "../inputs/contract";
import * as defaults from "../inputs/defaults";
import { type Spec, givenAt } from "../inputs/spec";
import { volumeShare } from "../inputs/stores";
import { ofClass } from "../kubernetes/claims";
import { mountPatches, mountedSecrets, volumePatches } from "../kubernetes/mounts";
import type { ServerFiles } from "../kubernetes/serverFiles";
import { durationSeconds } from "../values/duration";
import { type Settled, type SettledMap, Leaf, isList, isMap } from "../values/leaf";
import { parseQuantity } from "../values/quantity";
import { type Text, derive } from "../values/text";
import { accountResolverValues } from "./accountResolver";
import { startupProbePatches } from "./probes";
import { restartHash } from "./restartHash";
import { CONTAINER, POD_SECURITY, optionalContainers } from "./security";

/** The values of the official chart. https://github.com/nats-io/k8s/blob/main/helm/charts/nats/values.yaml */
export function chartValues(spec: Spec, { merge, clusterMerge }: ServerFiles): SettledMap {
    return [plainValues(spec), spec.values].reduce(mergeValues, ownValues(spec, merge, clusterMerge));
}

/** The inputs that are nothing but a value of the chart: their entries say which. */
function plainValues(spec: Spec): SettledMap {
    const given = PLAIN_CHART_VALUES.flatMap((input): [string, Settled][] => {
        const value = givenAt(spec, input);
        return value === undefined ? [] : [[CHART_VALUES[input], value]];
    });
    const trees = given.map(([place, value]) => place.split(".").reduceRight((inner, key) => ({ [key]: inner }), value) as SettledMap);
    return trees.reduce(mergeValues, {});
}

function ownValues(spec: Spec, merge: SettledMap, clusterMerge: SettledMap): SettledMap {
    const clustered = spec.replicas > 1;
    const mounts = mountedSecrets(spec);
    return {
        config: {
            cluster: clustered ? { enabled: true, replicas: spec.replicas, merge: clusterMerge } : { enabled: false },
            jetstream: jetstream(spec),
            merge,
            ...accountResolverValues(spec),
        },
        container: {
            env: { GOMEMLIMIT: goMemoryLimit(spec) },
            merge: CONTAINER,
            patch: [...mountPatches(mounts), ...startupProbePatches(spec)],
        },
        reloader: { merge: CONTAINER },
        podTemplate: {
            // Before chart 2.12.4 it was on by default, and every change of nats.conf restarted the servers.
            configChecksumAnnotation: false,
            merge: {
                metadata: { annotations: { "pulumi-nats/restart": restartHash(spec) } },
                spec: {
                    automountServiceAccountToken: false,
                    securityContext: POD_SECURITY,
                    ...gracePeriod(spec),
                },
            },
            patch: volumePatches(mounts),
            topologySpreadConstraints: { "kubernetes.io/hostname": SPREAD, "topology.kubernetes.io/zone": SPREAD },
        },
        ...(spec.jetstream.retainData
            ? {}
            : { statefulSet: { merge: { spec: { persistentVolumeClaimRetentionPolicy: DELETE_WITH_SET } } } }),
        ...optionalContainers(spec.values),
    };
}

function jetstream(spec: Spec): SettledMap {
    if (!spec.jetstream.enabled) {
        return { enabled: false };
    }
    const pvc = { enabled: true, size: defaults.TEMPLATE_VOLUME_SIZE, ...ofClass(spec) };
    return { enabled: true, fileStore: { enabled: true, dir: "/data", maxSize: maxFileStore(spec), pvc } };
}

/**
 * In bytes: `1.5Gi` is a volume's size, but nats.conf can't read it. As text: the chart pastes it into a template, and Helm's numbers
 * are floats there (`9.66e+08`). https://github.com/helm/helm/issues/1707
 */
function maxFileStore(spec: Spec): Text {
    return derive(volumeShare(spec), String);
}

function goMemoryLimit({ resources }: Spec): string | Leaf<string> {
    return derive(resources.memory, (memory) => `${Math.floor(((parseQuantity(memory) ?? 0) * defaults.GO_MEMORY_SHARE) / 2 ** 20)}MiB`);
}

/** A server leaves its clients in lame duck mode; Kubernetes must not kill it before it has. The chart's 60 s go with NATS's 30 s. */
function gracePeriod({ config }: Spec): SettledMap {
    const given = config["lame_duck_duration"];
    // Kubernetes shows how long it waits, whether or not the duration is a secret.
    const duration = given instanceof Leaf ? given.reveal() : given;
    return typeof duration === "string" ? { terminationGracePeriodSeconds: Math.ceil(durationSeconds(duration)) + 30 } : {};
}

const SPREAD = { maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway" };
const DELETE_WITH_SET = { whenDeleted: "Delete", whenScaled: "Retain" };

/** Maps are merged and lists replaced, but `patch` lists go on: replacing ours would unmount the servers' users. */
export function mergeValues(base: SettledMap, over: SettledMap): SettledMap {
    const merged = new Map(Object.entries(base));
    for (const [key, value] of Object.entries(over)) {
        const own = merged.get(key);
        if (isMap(own) && isMap(value)) {
            merged.set(key, mergeValues(own, value));
        } else if (key === "patch" && isList(own) && isList(value)) {
            merged.set(key, [...own, ...value]);
        } else {
            merged.set(key, value);
        }
    }
    return Object.fromEntries(merged);
}
