import { claimsOf } from "../../nats/jwt";
import { addressOf } from "../../nats/urls";
import { durationSeconds } from "../../values/duration";
import { type Settled, type SettledMap, isMap, mapAt } from "../../values/leaf";
import { keepsJwts } from "../accountResolver";
import { includesOf } from "../includes";
import type { Spec } from "../spec";
import { hasOperator, operatorsOf, systemAccountsOf } from "./operator";
import type { Rule } from "./rule";

const PATHS = ["config.resolver", "config.merge.resolver"] as const;

/** Where the JWTs of accounts are, and who tells of them. */
export const resolverRules: readonly Rule<Spec>[] = [
    {
        path: "config.resolver",
        needs: ["config.merge"],
        fails: (spec) =>
            hasOperator(spec) &&
            spec.accountResolver === undefined &&
            spec.config["resolver"] === undefined &&
            operatorsOf(spec)?.every(({ nats }) => !nats?.account_server_url) === true,
        reason:
            "is missing: config.merge.operator needs to be told where the JWTs of accounts are, and a NATS server without does not start; " +
            "set {type: full}, to which `nsc push` sends them, or MEMORY, with the JWTs in config.merge.resolver_preload",
    },
    {
        path: "config.resolver",
        fails: ({ accountResolver, config }) => accountResolver !== undefined && config["resolver"] !== undefined,
        reason: "is set a second time by config.merge.resolver; keep one of them",
    },
    {
        path: "config.merge.resolver_preload",
        fails: ({ config }) =>
            Object.values(mapAt(config, "resolver_preload")).some(
                (jwt) => typeof jwt === "string" && claimsOf(jwt)?.nats?.type !== "account",
            ),
        reason: 'must be JWTs of accounts: a NATS server with another text there does not start ("invalid account JWT")',
    },
    {
        path: "config.merge.resolver_preload",
        needs: ["config.resolver"],
        fails: (spec) => {
            const preload = mapAt(spec.config, "resolver_preload");
            const system = systemAccountOf(spec);
            return keepsInMemory(spec) && includesOf(spec.values).length === 0 && system !== undefined && preload[system] === undefined;
        },
        reason: (spec) =>
            `needs the JWT of the system account, ${systemAccountOf(spec)}: a resolver in memory has no other accounts than these, and a NATS server ` +
            'without it does not start ("error resolving system account: account missing"); add it, or use a resolver of type full',
    },
    ...PATHS.map((path): Rule<Spec> => ({
        path,
        fails: (spec) => extraOf(resolverAt(spec, path)) !== undefined,
        reason: (spec) => `has ${extraOf(resolverAt(spec, path))}, and a NATS server with that does not start; leave it out`,
    })),
    {
        path: "config.merge.resolver_preload",
        fails: (spec) => {
            const resolver = resolverOf(spec);
            return typeof resolver === "string" && isUrl(resolver) && Object.keys(mapAt(spec.config, "resolver_preload")).length > 0;
        },
        reason: 'is for resolvers that keep JWTs, and a URL is none: a NATS server with both does not start ("resolver preloads only available for writeable resolver types")',
    },
    {
        path: "config.resolver.type",
        fails: ({ accountResolver }) => isMap(accountResolver) && accountResolver["type"] === undefined,
        reason: 'is missing: a NATS server without it does not start ("error parsing account resolver"); set full, cache or memory',
    },
    ...PATHS.flatMap((path): Rule<Spec>[] => [
        {
            path: `${path}.type`,
            fails: (spec) => {
                const resolver = resolverAt(spec, path);
                const type = isMap(resolver) ? resolver["type"] : undefined;
                return typeof type === "string" && !/^(full|cache|mem|memory)$/i.test(type);
            },
            reason: 'must be full, cache or memory: a NATS server with another does not start ("error parsing account resolver")',
        },
        {
            path,
            fails: (spec) => {
                const resolver = resolverAt(spec, path);
                return typeof resolver === "string" && !isMemory(resolver) && !isUrl(resolver);
            },
            reason: 'must be MEMORY, a URL, such as URL(http://jwt/accounts/), or a map: a NATS server with another text does not start ("error parsing account resolver")',
        },
    ]),
    {
        path: "config.merge.system_account",
        fails: (spec) =>
            hasOperator(spec) &&
            (keepsJwts(spec.accountResolver) || keepsJwts(spec.config["resolver"])) &&
            spec.config["system_account"] === undefined &&
            systemAccountsOf(spec)?.length === 0,
        reason:
            "is missing: a resolver that keeps JWTs is told of them by the system account, and the operator's JWT names none " +
            '("the system account needs to be specified in configuration or the operator jwt"); set it to the public key of an account',
    },
    {
        path: "config.merge.system_account",
        fails: (spec) => {
            const [named, said] = [systemAccountsOf(spec) ?? [], spec.config["system_account"]];
            return hasOperator(spec) && typeof said === "string" && named.length > 0 && !named.includes(said);
        },
        reason: (spec) =>
            `must be the one in the operator's JWT, ${systemAccountsOf(spec)?.join(" or ")}, or be left out: ` +
            'a NATS server with two does not start ("system_account in config and operator JWT must be identical")',
    },
    {
        path: "config.merge.system_account",
        needs: ["jetstream.enabled", "config.resolver"],
        fails: (spec) => {
            const named = hasOperator(spec) ? operatorsOf(spec) : [];
            // Only a single operator's word is taken.
            const said = named === undefined || (named.length === 1 && !!named[0]?.nats?.system_account);
            const byKeys = ["operator", "trusted_keys"].some((key) => [spec.config[key] ?? []].flat().length > 0);
            const told = keepsJwts(spec.accountResolver) || keepsJwts(spec.config["resolver"]);
            return byKeys && spec.jetstream.enabled && !said && !told && spec.config["system_account"] === undefined;
        },
        reason: 'is missing: JetStream needs one, and a NATS server without does not start ("system account not setup"); set it to the public key of an account',
    },
];

function resolverAt({ accountResolver, config }: Spec, path: (typeof PATHS)[number]): Settled {
    return path === "config.resolver" ? accountResolver : config["resolver"];
}

/** Whichever of both is set. */
function resolverOf({ accountResolver, config }: Spec): Settled {
    return accountResolver ?? config["resolver"];
}

/** Undefined where nothing known names it. */
function systemAccountOf(spec: Spec): string | undefined {
    const said = spec.config["system_account"];
    const named = systemAccountsOf(spec) ?? [];
    return named.length > 0 ? named[0] : typeof said === "string" ? said : undefined;
}

function keepsInMemory(spec: Spec): boolean {
    const resolver = resolverOf(spec);
    if (isMap(resolver)) {
        return hasOperator(spec) && typeof resolver["type"] === "string" && /^mem(ory)?$/i.test(resolver["type"]);
    }
    return hasOperator(spec) && typeof resolver === "string" && isMemory(resolver);
}

/** NATS looks for MEM anywhere in a text. */
function isMemory(resolver: string): boolean {
    return /mem/i.test(resolver);
}

function isUrl(resolver: string): boolean {
    const [, url] = /^url\("?([^"]*)"?\)$/i.exec(resolver.trim()) ?? [];
    return !isMemory(resolver) && url !== undefined && addressOf(url) !== undefined;
}

const lasts = (time: Settled): boolean => typeof time === "string" && durationSeconds(time) !== 0;

/** What each kind of resolver can't have, and the words for it. */
const EXTRAS: readonly (readonly [kind: RegExp, has: (resolver: SettledMap) => boolean, what: string])[] = [
    [/^cache$/i, ({ interval }) => lasts(interval), "an interval, which is for full ones"],
    [
        /^cache$/i,
        ({ allow_delete: deletes, hard_delete: hard }) => deletes === true || hard !== undefined,
        "deletes, which are for full ones",
    ],
    [/^full$/i, ({ ttl }) => lasts(ttl), "a ttl, which is for caches"],
    [
        /^full$/i,
        ({ allow_delete: deletes, hard_delete: hard }) => hard !== undefined && deletes !== true,
        "hard_delete without allow_delete: true",
    ],
];

function extraOf(resolver: Settled): string | undefined {
    return keepsJwts(resolver)
        ? EXTRAS.find(([kind, has]) => typeof resolver["type"] === "string" && kind.test(resolver["type"]) && has(resolver))?.[2]
        : undefined;
}
