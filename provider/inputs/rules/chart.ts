import { holdsSecret } from "../../nats/writable";
import { type Settled, Leaf, hasSecret, isList, isMap, valueAt } from "../../values/leaf";
import { at } from "../../values/path";
import type { Text } from "../../values/text";
import { isOci, isOneOciChart, isRemote } from "../chartLocation";
import { isVersion } from "../chartVersion";
import type { Spec } from "../spec";
import * as is from "./predicates";
import type { Rule } from "./rule";

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

/** Where values hold secrets: what Pulumi knows as one, what looks like one, and what stands where passwords do. */
function secretPlaces(value: Settled, path: string): string[] {
    if (isList(value) || isMap(value)) {
        return Object.entries(value).flatMap(([key, inner]: [string, Settled]) => {
            const place = at(path, isList(value) ? Number(key) : key);
            return SECRET_KEYS.test(key) && isSecretText(inner) ? [place] : secretPlaces(inner, place);
        });
    }
    return hasSecret(value) || (typeof value === "string" && holdsSecret(value)) ? [path] : [];
}

const SECRET_KEYS = /^(password|pass|token|seed)$/i;

/** `<< $VAR >>` is how the chart's users refer to a variable of the environment. */
function isSecretText(value: Settled): boolean {
    return typeof value === "string" && value !== "" && !/^<<\s+\$\w+\s+>>$/.test(value);
}

const inputRules = Object.entries(HAVE_INPUTS).map(([path, input]): Rule<Spec> => ({
    path: `values.${path}`,
    fails: ({ values }) => valueAt(values, ...path.split(".")) !== undefined,
    reason: `can't be set here; use ${input}`,
}));

export const chartRules: readonly Rule<Spec>[] = [
    ...inputRules,
    {
        path: "values",
        fails: ({ values }) => secretPlaces(values, "values").length > 0,
        reason: ({ values }) =>
            `must not hold secrets, as in ${secretPlaces(values, "values").join(", ")}: ` +
            "Helm keeps values in the clear in its release record; put them in `config.merge`, which keeps secrets in a " +
            "Kubernetes Secret, or into a Secret of your own that the values refer to",
    },
    {
        path: "chart",
        fails: ({ chart }) => is.fails(chart.source, isReadable),
        reason: "can't be read as a URL: in a user or a password write / as %2F, ? as %3F, # as %23 and % as %25",
    },
    {
        path: "chartVersion",
        fails: ({ chart }) => !chart.official && chart.version !== undefined && is.fails(chart.source, isOci),
        reason: ({ chart }) =>
            `is for OCI references, and chart is ${isShowable(chart.source) ? is.shown(chart.source) : "none"}, which is one version; ` +
            "point chart at the version that you want",
    },
    {
        path: "chartVersion",
        fails: ({ chart }) => chart.version === undefined && is.fails(chart.source, (source) => !isOci(source) || isOneOciChart(source)),
        reason: ({ chart }) => `is missing: ${is.shown(chart.source)} is the address of all versions; say which one, such as 2.14.2`,
    },
    {
        path: "chartVersion",
        fails: ({ chart }) => typeof chart.version === "string" && !isVersion(chart.version),
        reason: ({ chart }) => `must be one exact version, such as 2.14.2, got ${JSON.stringify(chart.version)}`,
    },
];

function isReadable(source: string): boolean {
    return !isRemote(source) || URL.canParse(source);
}

/** What can't be read as a URL may have a password anywhere. */
function isShowable(source: Text): boolean {
    return source instanceof Leaf || isReadable(source);
}
