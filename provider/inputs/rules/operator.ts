import { type Claims, claimsOf } from "../../nats/jwt";
import { isPublicKey } from "../../nats/nkeys";
import { type Settled, Leaf, isList, mapAt, mapsAt } from "../../values/leaf";
import { hasAccountUsers } from "../authentication";
import { listens } from "../listens";
import type { Spec } from "../spec";
import type { Rule } from "./rule";

export function hasOperator({ config }: Spec): boolean {
    return config["operator"] !== undefined;
}

/** What the operators say, as far as it is known; undefined where one of them is a file, or isn't known yet. */
export function operatorsOf({ config: { operator } }: Spec): Claims[] | undefined {
    const all = (isList(operator) ? operator : [operator]).map((given: Settled) => {
        const token = given instanceof Leaf ? given.reveal() : given;
        return typeof token === "string" ? claimsOf(token) : undefined;
    });
    return all.every((claims) => claims !== undefined) ? all : undefined;
}

/** The system accounts that the operators' JWTs name. */
export function systemAccountsOf(spec: Spec): string[] | undefined {
    return operatorsOf(spec)?.flatMap(({ nats }) => nats?.system_account || []);
}

/** What an operator can't be beside: with one, every account and every user is a JWT. */
const besideOperator: readonly Rule<Spec>[] = [
    {
        path: "config.merge.operator",
        fails: (spec) => hasOperator(spec) && hasAccountUsers(spec),
        reason: 'conflicts with users: with an operator every account and user is a JWT ("operators do not allow users to be configured directly"); remove one',
    },
    {
        path: "config.merge.accounts",
        fails: (spec) => hasOperator(spec) && !hasAccountUsers(spec) && Object.keys(mapAt(spec.config, "accounts")).length > 0,
        reason:
            "conflicts with config.merge.operator: with an operator every account is a JWT, and a NATS server with both does not start " +
            '("operators do not allow Accounts to be configured directly"); remove one',
    },
    {
        path: "config.merge.authorization.users",
        fails: (spec) => hasOperator(spec) && mapsAt(mapAt(spec.config, "authorization"), "users").length > 0,
        reason:
            "conflicts with config.merge.operator: with an operator every user is a JWT, and a NATS server with both does not start " +
            '("operators do not allow users to be configured directly"); remove one',
    },
    ...["token", "user", "password"].map((key): Rule<Spec> => ({
        path: `config.merge.authorization.${key}`,
        fails: (spec) => hasOperator(spec) && mapAt(spec.config, "authorization")[key] !== undefined,
        reason: "conflicts with config.merge.operator: with an operator only JWTs let anybody in, and NATS takes no notice of this; remove one",
    })),
    {
        path: "config.merge.authorization.auth_callout",
        fails: (spec) => hasOperator(spec) && mapAt(spec.config, "authorization")["auth_callout"] !== undefined,
        reason:
            "conflicts with config.merge.operator: a NATS server with both does not start " +
            '("operators do not allow authorization callouts to be configured directly"); with an operator the callout is in the JWT of the account',
    },
    {
        path: "config.merge.trusted_keys",
        fails: (spec) => hasOperator(spec) && spec.config["trusted_keys"] !== undefined,
        reason:
            "conflicts with config.merge.operator: a NATS server with both does not start " +
            "(\"conflicting options for 'TrustedKeys' and 'TrustedOperators'\"); remove one",
    },
    {
        path: "config.merge.leafnodes.authorization.users",
        fails: (spec) => hasOperator(spec) && mapsAt(mapAt(mapAt(spec.config, "leafnodes"), "authorization"), "users").length > 0,
        reason:
            "conflicts with config.merge.operator: a NATS server with both does not start " +
            '("operator mode does not allow specifying users in leafnode config"); leaf nodes log in with JWTs of users, too',
    },
    {
        path: "config.merge.leafnodes.authorization.account",
        fails: (spec) => {
            const { account } = mapAt(mapAt(spec.config, "leafnodes"), "authorization");
            return hasOperator(spec) && listens(spec, "leafnodes") && account !== undefined && account !== "" && isNoKey(account);
        },
        reason:
            "must be the public key of an account, A…: with an operator accounts are known by their keys, and a NATS server without does not " +
            'start ("operator mode and non account nkeys are incompatible")',
    },
    {
        path: "config.merge.mappings",
        fails: (spec) => hasOperator(spec) && spec.config["mappings"] !== undefined,
        reason:
            "conflicts with config.merge.operator: these are mappings of the global account, and a NATS server with both does not start " +
            '("operators do not allow Accounts to be configured directly"); with an operator mappings are in the JWTs of accounts',
    },
    {
        path: "config.merge.default_js_domain",
        fails: (spec) => {
            const system = [spec.config["system_account"], ...(systemAccountsOf(spec) ?? [])];
            return (
                hasOperator(spec) &&
                Object.keys(mapAt(spec.config, "default_js_domain")).some((name) => isNoKey(name) || system.includes(name))
            );
        },
        reason: "must be by the public keys of accounts, A…, other than the system account: with an operator accounts are known by their keys",
    },
    {
        path: "config.merge.default_sentinel",
        fails: (spec) => {
            const { default_sentinel: sentinel } = spec.config;
            return hasOperator(spec) && typeof sentinel === "string" && sentinel !== "" && !isSentinel(sentinel);
        },
        reason: 'must be the JWT of a user that is a bearer token, or has a scope: a NATS server with another does not start ("default sentinel must be a bearer token")',
    },
    {
        path: "config.merge.leafnodes.remotes",
        fails: (spec) => hasOperator(spec) && mapsAt(mapAt(spec.config, "leafnodes"), "remotes").some(({ account }) => isNoKey(account)),
        reason:
            "must each have an account, by its public key, A…: with an operator accounts are known by their keys, and a NATS server without " +
            'does not start ("operator mode requires account nkeys in remotes")',
    },
];

function isSentinel(token: string): boolean {
    const { bearer_token: bearer, issuer_account: issuer } = claimsOf(token)?.nats ?? {};
    return bearer === true || (issuer ?? "") !== "";
}

function isNoKey(account: Settled): boolean {
    return !(account instanceof Leaf) && !(typeof account === "string" && isPublicKey(account, "account"));
}

const withoutOperator: readonly Rule<Spec>[] = [
    {
        path: "config.resolver",
        fails: (spec) => spec.accountResolver !== undefined && !hasOperator(spec) && spec.config["trusted_keys"] === undefined,
        reason:
            "resolves the account JWTs of an operator, and there is none: a NATS server with it does not start " +
            '("Could not start resolver: no operator key found"); set config.merge.operator and remove `users`, or remove config.resolver',
    },
    {
        path: "config.merge.trusted_keys",
        fails: (spec) => spec.config["trusted_keys"] !== undefined && !hasOperator(spec) && spec.users.length > 0,
        reason: "conflicts with users: with trusted keys every account and user is a JWT, and the users would be left out; remove one",
    },
    {
        path: "config.merge.default_sentinel",
        fails: (spec) => spec.config["default_sentinel"] !== undefined && !hasOperator(spec),
        reason: 'is for an operator\'s users, and there is none ("default sentinel requires operators and accounts"); set config.merge.operator, or remove this',
    },
];

export const operatorRules = [...besideOperator, ...withoutOperator];
