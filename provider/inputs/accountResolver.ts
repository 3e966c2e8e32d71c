import { type SettledMap, isMap } from "../values/leaf";
import type { Spec } from "./spec";

/** Whether the resolver keeps JWTs on disk: then it needs the chart's volume. Any other is a line of configuration. */
export function keepsJwts(resolver: Spec["resolver"]): resolver is SettledMap {
    return isMap(resolver) && typeof resolver["type"] === "string" && /^(full|cache)$/i.test(resolver["type"]);
}

/** `config.merge` with the resolver that is a line of configuration. */
export function plainConfig({ config, resolver }: Spec): SettledMap {
    return resolver === undefined || keepsJwts(resolver) ? config : { ...config, resolver };
}

/** The chart's values for a resolver that keeps JWTs. */
export function resolverValues({ resolver, storageClass }: Spec): SettledMap {
    if (!keepsJwts(resolver)) {
        return {};
    }
    const { dir, ...settings } = resolver;
    const pvc = storageClass === "" ? {} : { pvc: { storageClassName: storageClass } };
    return { resolver: { enabled: true, ...(dir === undefined ? {} : { dir }), merge: settings, ...pvc } };
}
