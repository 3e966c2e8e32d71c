// Who may log in where JWTs say so: an operator, what can't be beside one, and where the JWTs of accounts are.
import assert from "node:assert/strict";
import {
    ACCOUNT_JWT,
    BEARER_JWT,
    IN_MEMORY,
    OPERATOR,
    OPERATOR_KEY,
    PRELOAD,
    SYSTEM_ACCOUNT,
    operatorSaying,
    preloadFor,
} from "../../../support/operator";
import { type Inputs, planOf, problemsOf, secret, unknown, valueAt } from "../../../support/planning";
import { itRefuses } from "../../../support/refusals";

function merge(settings: Inputs, inputs: Inputs = {}): Inputs {
    return { ...inputs, config: { merge: settings } };
}
/** With the system account's JWT, which resolvers in memory need and others that keep JWTs may have. */
function jwt(resolver: unknown, settings: Inputs = { operator: OPERATOR }): Inputs {
    return { config: { merge: { ...preloadFor(resolver), ...settings }, resolver } };
}
const operated = (settings: Inputs): Inputs => merge({ operator: OPERATOR, ...IN_MEMORY, ...settings });
const TRUSTED = merge({ trusted_keys: [OPERATOR_KEY], system_account: SYSTEM_ACCOUNT });
const USERS = { users: { app: {} } };
const BOB = { user: "bob", password: "x" };
const accountWith = (user: string): Inputs => ({ accounts: { A: { users: [{ user, password: "x" }] } } });
const CALLOUT = { issuer: SYSTEM_ACCOUNT, auth_users: ["auth"] };
const OTHER_ACCOUNT = "ABJHLOVMPA4CI6R5KLNGOB4GSLNIY7IOUPAJC4YFNDLQVIOBYQGUWVLA";
const remote = (settings: Inputs): Inputs => ({ leafnodes: { remotes: [{ url: "tls://hub", ...settings }] } });

describe("rules for operators", () => {
    itRefuses({
        "users beside an operator": {
            inputs: merge({ operator: OPERATOR, ...IN_MEMORY }, USERS),
            path: "config.merge.operator",
            says: ["every account and user is a JWT"],
            near: merge({ operator: OPERATOR, ...IN_MEMORY }),
        },
        "an account's users beside an operator": {
            inputs: merge({ operator: OPERATOR, ...IN_MEMORY, ...accountWith("bob") }),
            path: "config.merge.operator",
            says: ["operators do not allow users"],
            near: merge({ operator: OPERATOR, ...IN_MEMORY, accounts: {} }),
        },
        "users beside trusted keys, who would be left out": {
            inputs: { ...TRUSTED, ...USERS },
            path: "config.merge.trusted_keys",
            says: ["every account and user is a JWT", "left out"],
            near: [TRUSTED, merge({}, USERS)],
        },
        "accounts beside an operator": {
            inputs: operated({ accounts: { X: { jetstream: "enabled" } } }),
            path: "config.merge.accounts",
            says: ["every account is a JWT", "operators do not allow Accounts"],
            near: [operated({ accounts: {} }), merge({ accounts: { X: { jetstream: "enabled" } } }, USERS)],
        },
        "users of the global account beside an operator": {
            inputs: operated({ authorization: { users: [BOB] } }),
            path: "config.merge.authorization.users",
            says: ["every user is a JWT", "operators do not allow users"],
            near: [operated({ authorization: { timeout: 3 } }), merge({ authorization: { users: [BOB] } })],
        },
        "a token beside an operator, by which nobody would be let in": {
            inputs: operated({ authorization: { token: "x" } }),
            path: "config.merge.authorization.token",
            says: ["only JWTs let anybody in"],
            near: merge({ authorization: { token: "x" } }),
        },
        "an auth callout beside an operator": {
            inputs: operated({ authorization: { auth_callout: CALLOUT } }),
            path: "config.merge.authorization.auth_callout",
            says: ["operators do not allow authorization callouts"],
            near: merge({ authorization: { auth_callout: CALLOUT } }),
        },
        "trusted keys beside an operator": {
            inputs: operated({ trusted_keys: [OPERATOR_KEY] }),
            path: "config.merge.trusted_keys",
            says: ["conflicting options"],
            near: TRUSTED,
        },
        "users of leaf nodes beside an operator": {
            inputs: operated({ leafnodes: { port: 7422, authorization: { users: [BOB] } } }),
            path: "config.merge.leafnodes.authorization.users",
            says: ["does not allow specifying users in leafnode config"],
            near: operated({ leafnodes: { port: 7422, authorization: BOB } }),
        },
        "a leaf node of no account beside an operator": {
            inputs: operated(remote({ credentials: "/etc/leaf/leaf.creds" })),
            path: "config.merge.leafnodes.remotes",
            says: ["public key, A…", "operator mode requires account nkeys"],
            near: [
                operated(remote({ account: SYSTEM_ACCOUNT, credentials: "/etc/leaf/leaf.creds" })),
                operated(remote({ account: unknown() })),
                merge(remote({ credentials: "/etc/leaf/leaf.creds" })),
            ],
        },
        "a leaf node of an account by its name beside an operator": {
            inputs: operated(remote({ account: "APP" })),
            path: "config.merge.leafnodes.remotes",
            says: ["by its public key"],
            near: operated(remote({ account: secret(SYSTEM_ACCOUNT) })),
        },
        "an operator that is not told where JWTs are": {
            inputs: merge({ operator: OPERATOR }),
            path: "config.resolver",
            says: ["is missing", "{type: full}", "resolver_preload"],
            near: [
                jwt({ type: "full" }),
                merge({ operator: OPERATOR, ...IN_MEMORY }),
                merge({ operator: operatorSaying({ account_server_url: "http://jwt/accounts" }), system_account: SYSTEM_ACCOUNT }),
                merge({ operator: "/etc/nats-operator/op.jwt" }),
                merge({ operator: unknown() }),
                jwt(unknown()),
            ],
        },
        "a secret operator that is not told where JWTs are": {
            inputs: merge({ operator: secret(OPERATOR) }),
            path: "config.resolver",
            says: ["is missing"],
            near: merge({ operator: secret(OPERATOR), ...IN_MEMORY }),
        },
        "a resolver that the system account tells of JWTs, and no system account": {
            inputs: jwt({ type: "full" }, { operator: operatorSaying({}) }),
            path: "config.merge.system_account",
            says: ["is missing", "the system account needs to be specified"],
            near: [
                jwt({ type: "full" }, { operator: operatorSaying({}), system_account: OTHER_ACCOUNT }),
                { ...jwt("MEMORY", { operator: operatorSaying({}) }), jetstream: { enabled: false } },
            ],
        },
        "another system account than the operator's": {
            inputs: operated({ system_account: OTHER_ACCOUNT }),
            path: "config.merge.system_account",
            says: [SYSTEM_ACCOUNT, "must be identical"],
            near: operated({ system_account: SYSTEM_ACCOUNT }),
        },
        "a sentinel that is no bearer": {
            inputs: operated({ default_sentinel: operatorSaying({ type: "user" }) }),
            path: "config.merge.default_sentinel",
            says: ["a bearer token"],
            near: operated({ default_sentinel: operatorSaying({ type: "user", issuer_account: OTHER_ACCOUNT }) }),
        },
        "mappings of the global account beside an operator": {
            inputs: operated({ mappings: { a: "b" } }),
            path: "config.merge.mappings",
            says: ["JWTs of accounts"],
            near: merge({ mappings: { a: "b" } }, USERS),
        },
        "a default domain of the operator's system account": {
            inputs: operated({ default_js_domain: { [SYSTEM_ACCOUNT]: "hub" } }),
            path: "config.merge.default_js_domain",
            says: ["other than the system account"],
            near: operated({ default_js_domain: { [OTHER_ACCOUNT]: "hub" } }),
        },
        "an account of leaf nodes by its name beside an operator": {
            inputs: operated({ leafnodes: { port: 7422, authorization: { account: "APP" } } }),
            path: "config.merge.leafnodes.authorization.account",
            says: ["non account nkeys are incompatible"],
            near: operated({ leafnodes: { port: 7422, authorization: { account: OTHER_ACCOUNT } } }),
        },
        "a sentinel without an operator": {
            inputs: merge({ default_sentinel: "x" }, USERS),
            path: "config.merge.default_sentinel",
            says: ["requires operators"],
            near: operated({ default_sentinel: BEARER_JWT }),
        },
    });
});

describe("rules for resolvers of JWTs", () => {
    itRefuses({
        "JetStream of trusted keys without a system account": {
            inputs: merge({ trusted_keys: [OPERATOR_KEY] }),
            path: "config.merge.system_account",
            says: ["JetStream needs one"],
            near: [TRUSTED, merge({ trusted_keys: [OPERATOR_KEY] }, { jetstream: { enabled: false } })],
        },
        "JetStream of two operators, of whom NATS asks neither for a system account": {
            inputs: operated({ operator: [OPERATOR, OPERATOR] }),
            path: "config.merge.system_account",
            says: ["JetStream needs one"],
            near: operated({ operator: [OPERATOR, OPERATOR], system_account: SYSTEM_ACCOUNT }),
        },
        "a type of resolver that there is not": {
            inputs: jwt({ type: "disk" }),
            path: "config.resolver.type",
            says: ["full, cache or memory"],
            near: jwt({ type: "Mem" }),
        },
        "a resolver that is no word of NATS's": {
            inputs: operated({ resolver: "disk" }),
            path: "config.merge.resolver",
            says: ["MEMORY", "URL(http://jwt/accounts/)"],
            near: merge({ operator: OPERATOR, resolver: 'url("http://jwt/accounts/")' }),
        },
        "a cache that asks for all JWTs": {
            inputs: jwt({ type: "cache", interval: "1s" }),
            path: "config.resolver",
            says: ["an interval, which is for full ones"],
            near: [jwt({ type: "cache", ttl: "1s" }), jwt({ type: "full", interval: "1s" })],
        },
        "a cache that deletes": {
            inputs: jwt({ type: "cache", allow_delete: true }),
            path: "config.resolver",
            says: ["for full ones"],
            near: [jwt({ type: "cache", allow_delete: false }), jwt({ type: "full", allow_delete: true })],
        },
        "a full resolver that forgets": {
            inputs: jwt({ type: "full", ttl: "1s" }),
            path: "config.resolver",
            says: ["a ttl, which is for caches"],
            near: jwt({ type: "full", ttl: "0s" }),
        },
        "deleting for good what may not be deleted": {
            inputs: jwt({ type: "full", hard_delete: true }),
            path: "config.resolver",
            says: ["allow_delete: true"],
            near: jwt({ type: "full", hard_delete: true, allow_delete: true }),
        },
        "JWTs that are kept less than no time": {
            inputs: jwt({ type: "cache", ttl: "-1s" }),
            path: "config.resolver.ttl",
            says: ["0 or more"],
            near: jwt({ type: "cache", ttl: "1h" }),
        },
        "no time to fetch JWTs": {
            inputs: jwt({ type: "full", timeout: "0s" }),
            path: "config.resolver.timeout",
            says: ["more than nothing"],
            near: jwt({ type: "full", timeout: "2s" }),
        },
        "a resolver in memory without the system account": {
            inputs: jwt("MEMORY", { operator: OPERATOR, resolver_preload: { [OTHER_ACCOUNT]: ACCOUNT_JWT } }),
            path: "config.merge.resolver_preload",
            says: [SYSTEM_ACCOUNT, "error resolving system account"],
            near: [
                jwt("MEMORY"),
                jwt({ type: "full" }, { operator: OPERATOR, resolver_preload: {} }),
                jwt("MEMORY", { operator: "/etc/operator.jwt", resolver_preload: {} }),
                {
                    config: { merge: { operator: OPERATOR }, resolver: "MEMORY" },
                    values: { config: { merge: { resolver_preload: { $include: "accounts.conf" } } } },
                },
            ],
        },
        "a map of a resolver in memory without the system account that is set beside it": {
            inputs: merge({
                operator: operatorSaying({}),
                system_account: OTHER_ACCOUNT,
                resolver: { type: "mem" },
                resolver_preload: PRELOAD,
            }),
            path: "config.merge.resolver_preload",
            says: [OTHER_ACCOUNT],
            near: merge({
                operator: operatorSaying({}),
                system_account: SYSTEM_ACCOUNT,
                resolver: { type: "mem" },
                resolver_preload: PRELOAD,
            }),
        },
        "JWTs beside a URL that they are at": {
            inputs: jwt("URL(http://jwt/accounts/)", { operator: OPERATOR, resolver_preload: PRELOAD }),
            path: "config.merge.resolver_preload",
            says: ["only available for writeable resolver types"],
            near: jwt("MEMORY"),
        },
        "pinned accounts by their names": {
            inputs: operated({ resolver_pinned_accounts: "APP" }),
            path: "config.merge.resolver_pinned_accounts",
            says: ["the public key of an account"],
            near: operated({ resolver_pinned_accounts: SYSTEM_ACCOUNT }),
        },
        "a resolver without an operator": {
            inputs: jwt({ type: "full", dir: "/data/jwt" }, {}),
            path: "config.resolver",
            says: ["no operator key found", "set config.merge.operator"],
            near: [
                jwt({ type: "full", dir: "/data/jwt" }),
                jwt({ type: "full" }, { trusted_keys: [OPERATOR_KEY], system_account: SYSTEM_ACCOUNT }),
                jwt({}, {}),
            ],
        },
        "a resolver without a type": {
            inputs: jwt({ dir: "/data/jwt" }),
            path: "config.resolver.type",
            says: ["error parsing account resolver", "set full, cache or memory"],
            near: [jwt({ type: "cache", dir: "/data/jwt", limit: 10, ttl: "1h" }), jwt("MEMORY")],
        },
        "two resolvers": {
            inputs: jwt("MEMORY", { operator: OPERATOR, ...IN_MEMORY }),
            path: "config.resolver",
            says: ["config.merge.resolver", "keep one"],
            near: jwt("MEMORY"),
        },
        "a setting that resolvers don't have": {
            inputs: jwt({ type: "full", drr: "/data" }),
            path: "config.resolver.drr",
            says: ["did you mean dir?"],
            near: jwt({ type: "full", DIR: "/jwt" }),
        },
        "code in a resolver": {
            inputs: jwt({ type: "full", dir: "<< $HOME >>" }),
            path: "config.resolver.dir",
            says: ["<<"],
            near: jwt({ type: "full", dir: "/$HOME" }),
        },
        "an include in a resolver": {
            inputs: jwt({ type: "full", a$include: "x" }),
            path: "config.resolver.a$include",
            says: ["$include"],
            near: jwt({ type: "full", allow_delete: true }),
        },
        "a number for a resolver's interval, with which a server does not start": {
            inputs: jwt({ type: "full", interval: 120 }),
            path: "config.resolver.interval",
            says: ["2s"],
            near: jwt({ type: "full", interval: "2m" }),
        },
        "a number for a resolver": { inputs: jwt(5), path: "config.resolver", says: ["must be"], near: jwt({ type: "MEMORY" }) },
        "a list for a resolver": { inputs: jwt([]), path: "config.resolver", says: ["must be"], near: jwt("URL(http://jwt/accounts/)") },
        "a relative directory, for the chart mounts a volume there": {
            inputs: jwt({ type: "full", dir: "keys" }),
            path: "config.resolver.dir",
            says: ["absolute path", '"keys"', "leave it out for /data/resolver"],
            near: [jwt({ type: "full", dir: "/keys" }), jwt({ type: "memory", dir: "keys" })],
        },
        "a directory where another volume is": {
            inputs: jwt({ type: "cache", dir: "/data/" }),
            path: "config.resolver.dir",
            says: ["of its own", '"/data/"'],
            near: jwt({ type: "cache", dir: "/data/jwt" }),
        },
        "a resolver that keeps JWTs and has no volume": {
            inputs: merge({ operator: OPERATOR, resolver: { type: "full", dir: "/jwt" } }),
            path: "config.merge.resolver",
            says: ["no volume", "use config.resolver"],
            near: [
                merge({ operator: OPERATOR, resolver: { type: "full", dir: "/data/jwt" } }),
                merge({ operator: OPERATOR, resolver: { type: "memory", dir: "/jwt" }, resolver_preload: PRELOAD }),
            ],
        },
    });

    for (const dir of ["./jwt", "jwt", "./jwt/"]) {
        it(`takes ${dir}, which nsc writes, as the default directory`, () => {
            const resolver = (given: Inputs): unknown => valueAt(planOf(jwt(given)), "config", "resolver");
            assert.deepEqual(resolver({ type: "full", dir, limit: 5 }), resolver({ type: "full", limit: 5 }));
        });
    }

    it("are held to what a secret one says, and tell that Kubernetes shows it", () => {
        const resolver = { type: secret("full"), dir: secret("/keys"), limit: secret(5) };
        const plan = planOf(jwt(resolver));
        assert.deepEqual(
            valueAt(plan, "config", "resolver"),
            valueAt(planOf(jwt({ type: "full", dir: "/keys", limit: 5 })), "config", "resolver"),
        );
        assert.ok(plan.warnings.some((warning) => warning.startsWith("config.resolver.dir is a secret, but Kubernetes shows it")));
        assert.deepEqual(
            problemsOf(jwt({ ...resolver, dir: secret("hunter2") })).map(({ path, reason }) => [path, reason.includes("hunter2")]),
            [["config.resolver.dir", false]],
        );
    });
});
