import { type Settled, hasSecret, isMap } from "../leaf";
import type { Spec } from "../spec";
import { withoutCredentials } from "./predicates";
import type { Rule } from "./rules";

function valueAt(values: Settled, path: string): Settled {
    return path.split(".").reduce<Settled>((inner, key) => (isMap(inner) ? inner[key] : undefined), values);
}

/** Values that have an input here. Set behind its back they would make names, URLs, claims and checks wrong. */
const HAVE_INPUTS: Readonly<Record<string, string>> = {
    nameOverride: "name",
    fullnameOverride: "name",
    namespaceOverride: "namespace",
    "config.cluster.enabled": "replicas",
    "config.cluster.replicas": "replicas",
    "config.cluster.port": "the default, 6222: the Services expect it",
    "config.nats.port": "service.ports",
    "config.jetstream.enabled": "jetstream.enabled",
    "config.jetstream.fileStore.enabled": "jetstream.enabled",
    "config.jetstream.fileStore.pvc.size": "jetstream.size, which can grow",
    "config.jetstream.fileStore.pvc.storageClassName": "storageClass",
    "config.jetstream.fileStore.pvc.name": "name",
    "statefulSet.name": "name",
    "service.name": "name",
};

function shownSource({ source }: Spec["chart"]): string {
    return typeof source === "string" ? JSON.stringify(withoutCredentials(source)) : "another kind";
}

const inputRules = Object.entries(HAVE_INPUTS).map(([path, input]): Rule<Spec> => ({
    path: `values.${path}`,
    fails: ({ values }) => valueAt(values, path) !== undefined,
    reason: `can't be set here; use ${input}`,
}));

export const chartRules: readonly Rule<Spec>[] = [
    ...inputRules,
    {
        path: "values",
        fails: ({ values }) => hasSecret(values),
        reason:
            "must not hold secrets: Helm keeps values in the clear in its release record; put them in `config.merge`, which keeps secrets in a " +
            "Kubernetes Secret, or into a Secret of your own that the values refer to",
    },
    {
        path: "chartVersion",
        fails: ({ chart }) =>
            !chart.official && chart.version !== undefined && typeof chart.source === "string" && !chart.source.startsWith("oci://"),
        reason: ({ chart }) =>
            `is for OCI references, and chart is ${shownSource(chart)}, which is one version; point chart at the version that you want`,
    },
    {
        path: "chartVersion",
        fails: ({ chart }) => typeof chart.version === "string" && !/^v?[0-9]+\.[0-9]+\.[0-9]+([-+][0-9A-Za-z.+-]+)?$/.test(chart.version),
        reason: ({ chart }) => `must be one exact version, such as 2.14.2, got ${JSON.stringify(chart.version)}`,
    },
];
