import { type SettledMap, isMap } from "../values/leaf";
import type { Spec } from "./spec";

/** Whether the resolver keeps JWTs on disk: then it needs the chart's volume. Any other is a line of configuration. */
export function keepsJwts(resolver: Spec["accountResolver"]): resolver is SettledMap {
    return isMap(resolver) && typeof resolver["type"] === "string" && /^(full|cache)$/i.test(resolver["type"]);
}

/** `config.merge` with the resolver that is a line of configuration. */
export function plainConfig({ config, accountResolver }: Spec): SettledMap {
    return accountResolver === undefined || keepsJwts(accountResolver) ? config : { ...config, resolver: accountResolver };
}
