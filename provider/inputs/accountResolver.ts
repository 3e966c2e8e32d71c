import { accountResolver as accountResolverSetting } from "../nats/grammar";
import { readSetting } from "../nats/readConfig";
import { type Settled, type SettledMap, Leaf, isMap } from "../values/leaf";
import { at } from "../values/path";
import type { Reader } from "./reader";
import type { Spec } from "./spec";

const PATH = "config.resolver";

/** Where the chart keeps JWTs where nothing is said. */
export const RESOLVER_DIRECTORY = "/data/resolver";

/** Where `nsc generate config --nats-resolver` keeps them: beside the configuration, which here is no place to write to. */
const NSC_DIRECTORY = /^(\.\/)?jwt\/?$/;

/** `config.resolver`, read by NATS's grammar; none where it says nothing. */
export function readAccountResolver(read: Reader, given: Settled): Spec["accountResolver"] {
    const { config, problems } = readSetting(given, accountResolverSetting, PATH);
    read.problems.push(...problems);
    if (!isMap(config)) {
        return config as Spec["accountResolver"];
    }
    const plain = (map: SettledMap, keys: readonly string[]): SettledMap => ({
        ...map,
        ...Object.fromEntries(keys.filter((key) => map[key] instanceof Leaf).map((key) => [key, read.plain(map[key], at(PATH, key), "")])),
    });
    const typed = plain(config, ["type"]);
    const { dir, ...settings } = keepsJwts(typed) ? plain(typed, Object.keys(typed)) : typed;
    const kept = dir === undefined || (typeof dir === "string" && NSC_DIRECTORY.test(dir)) ? settings : { dir, ...settings };
    return Object.keys(kept).length === 0 ? undefined : kept;
}

/** Whether the resolver keeps JWTs on disk: then it needs the chart's volume. Any other is a line of configuration. */
export function keepsJwts(resolver: Settled): resolver is SettledMap {
    return isMap(resolver) && typeof resolver["type"] === "string" && /^(full|cache)$/i.test(resolver["type"]);
}

/** `config.merge` with the resolver that is a line of configuration. */
export function plainConfig({ config, accountResolver }: Spec): SettledMap {
    return accountResolver === undefined || keepsJwts(accountResolver) ? config : { ...config, resolver: accountResolver };
}
