import { type Settled, Leaf, isList, isMap, mapAt } from "../../values/leaf";
import { hasAccountUsers, rawAccounts } from "../authentication";
import type { Spec } from "../spec";
import type { Rule } from "./rule";

/** Whether nothing is said: NATS takes an empty text or list for none. What isn't known yet is something. */
function isEmpty(value: Settled): boolean {
    return value instanceof Leaf ? value.passes((known) => known !== "") === false : value === "" || (isList(value) && value.length === 0);
}

const EMPTY = "is empty, and NATS takes that for none: everybody would be let in; remove it, or say who may log in";

/** What looks as if it closed the servers, and leaves them open. Measured with nats-server 2.14.2: each lets clients in without credentials. */
const emptyRules: readonly Rule<Spec>[] = [
    ...["token", "user", "users"].map((key): Rule<Spec> => ({
        path: `config.merge.authorization.${key}`,
        fails: ({ config }) => isEmpty(mapAt(config, "authorization")[key]),
        reason: EMPTY,
    })),
    ...["operator", "trusted_keys"].map((key): Rule<Spec> => ({
        path: `config.merge.${key}`,
        fails: ({ config }) => isEmpty(config[key]),
        reason: EMPTY,
    })),
    {
        path: "config.merge.authorization.password",
        fails: (spec) => {
            const { user, password } = mapAt(spec.config, "authorization");
            return user === undefined && password !== undefined && !hasAccountUsers(spec);
        },
        reason: "has no user, and NATS asks for no password then: everybody would be let in; set config.merge.authorization.user, or use `users`",
    },
    {
        path: "config.merge.resolver",
        fails: ({ config }) => config["resolver"] !== undefined && config["operator"] === undefined && config["trusted_keys"] === undefined,
        reason: "resolves the account JWTs of an operator, and there is none: everybody would be let in; set config.merge.operator, or remove this",
    },
];

/** Users that anybody is who knows their names. */
const passwordRules: readonly Rule<Spec>[] = [
    {
        path: "config.merge.authorization.user",
        fails: (spec) => {
            const { user, password } = mapAt(spec.config, "authorization");
            return user !== undefined && !isEmpty(user) && lacksPassword(password) && !hasAccountUsers(spec);
        },
        reason: "has no password, so everybody who knows the name is let in; set config.merge.authorization.password, or use `users`, where one is generated",
    },
    {
        path: "config.merge.authorization.users",
        fails: ({ config }) => withoutPassword(mapAt(config, "authorization")).length > 0,
        reason: ({ config }) => noPassword(withoutPassword(mapAt(config, "authorization"))),
    },
    {
        path: "config.merge.accounts",
        fails: ({ config }) => Object.values(rawAccounts(config)).some((account) => withoutPassword(account).length > 0),
        reason: ({ config }) => noPassword(Object.values(rawAccounts(config)).flatMap(withoutPassword)),
    },
];

function noPassword(users: readonly string[]): string {
    return (
        `has users without a password, ${users.join(", ")}, so everybody who knows the name is let in; give them one, or name them in ` +
        "`users` or `accounts`, where one is generated"
    );
}

function withoutPassword({ users }: { readonly users?: Settled }): string[] {
    const all = isList(users) ? users.filter(isMap) : [];
    return all.flatMap(({ user, password }) => (typeof user === "string" && lacksPassword(password) ? [user] : []));
}

function lacksPassword(password: Settled): boolean {
    return password === undefined || isEmpty(password);
}

export const anonymousRules = [...emptyRules, ...passwordRules];
