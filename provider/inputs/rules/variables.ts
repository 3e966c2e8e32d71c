import { type Settled, Leaf, isList, isMap, mapAt, mapsAt, valueAt } from "../../values/leaf";
import { at } from "../../values/path";
import { originOf } from "../origins";
import type { Spec } from "../spec";
import type { Rule } from "./rule";

/** Those that the chart and the component give to the servers. */
const OURS = ["POD_NAME", "SERVER_NAME", "GOMEMLIMIT"];

interface Reference {
    readonly variable: string;
    readonly path: string;
}

/** Where settings of nats.conf take their value from a variable of the servers' environment. */
export function variableReferences({ config, origins }: Spec): Reference[] {
    return references(config, "config.merge").map(({ variable, path }) => ({ variable, path: originOf(origins, path) }));
}

function references(value: Settled, path: string): Reference[] {
    if (value instanceof Leaf) {
        return value.variable === undefined ? [] : [{ variable: value.variable, path }];
    }
    if (isList(value)) {
        return value.flatMap((item, index) => references(item, at(path, index)));
    }
    return isMap(value) ? Object.entries(value).flatMap(([key, inner]) => references(inner, at(path, key))) : [];
}

/** The references to variables that the servers don't have, as far as that can be told. */
function dangling(spec: Spec): Reference[] {
    const container = mapAt(spec.values, "container");
    const { env } = container;
    const patches = mapsAt(container, "patch").filter(({ path }) => typeof path !== "string" || /^\/env/.test(path));
    if (env instanceof Leaf || container["patch"] instanceof Leaf || valueAt(container, "merge", "envFrom") !== undefined) {
        return [];
    }
    if (patches.some(({ path, value }) => path !== "/env/-" || !isMap(value) || typeof value["name"] !== "string")) {
        return [];
    }
    const known = [
        ...OURS,
        ...Object.keys(isMap(env) ? env : {}),
        ...patches.map(({ value }) => (isMap(value) ? value["name"] : undefined)),
    ];
    return variableReferences(spec).filter(({ variable }) => !known.includes(variable));
}

export const variableRules: readonly Rule<Spec>[] = [
    {
        path: "values.container.env",
        fails: (spec) => dangling(spec).length > 0,
        reason: (spec) =>
            `lacks ${[...new Set(dangling(spec).map(({ variable }) => variable))].join(", ")}, which ${dangling(spec)
                .map(({ path }) => path)
                .join(", ")} refer to: a NATS server without it does not start; add it here, by \`valueFrom\` if it is secret`,
    },
];
