import { type Settled, type SettledMap, Leaf, isList, mapAt, mapsAt } from "../../values/leaf";
import type { Text } from "../../values/text";
import { authenticationMode, hasAccountUsers, lacksUsers, noAuthUser, rawAccounts } from "../authentication";
import { isKnownByCertificate } from "../certificates";
import type { Spec } from "../spec";
import * as is from "./predicates";
import type { Rule } from "./rule";
import type { Warning } from "./warning";

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
        fails: (spec) => withoutPassword(spec, mapAt(spec.config, "authorization")).length > 0,
        reason: (spec) => noPassword(spec, withoutPassword(spec, mapAt(spec.config, "authorization"))),
    },
    {
        path: "config.merge.accounts",
        fails: (spec) => Object.values(rawAccounts(spec.config)).some((account) => withoutPassword(spec, account).length > 0),
        reason: (spec) =>
            noPassword(
                spec,
                Object.values(rawAccounts(spec.config)).flatMap((account) => withoutPassword(spec, account)),
            ),
    },
];

function noPassword({ config }: Spec, users: readonly string[]): string {
    const mapped = mapAt(config, "tls")["verify_and_map"] === true ? " at a listener without tls.verify_and_map" : "";
    return (
        `has users without a password, ${users.join(", ")}, so everybody who knows the name is let in${mapped}; give them one, or name them in ` +
        "`users` or `accounts`, where one is generated"
    );
}

/** The users that are let in by their names alone. */
function withoutPassword(spec: Spec, holder: SettledMap): string[] {
    return mapsAt(holder, "users").flatMap((one) => {
        const { user, password } = one;
        return typeof user === "string" && lacksPassword(password) && !isKnownByCertificate(spec, one) ? [user] : [];
    });
}

function lacksPassword(password: Settled): boolean {
    return password === undefined || isEmpty(password);
}

/** Clients without credentials, and what else the inputs say of who may log in. */
const inputRules: readonly Rule<Spec>[] = [
    {
        path: "allowAnonymous",
        needs: ["config.merge", "config.resolver"],
        fails: (spec) => spec.allowAnonymous && authenticationMode(spec) !== "accounts",
        reason: "conflicts with config.merge: with a token, users in `authorization` or an operator, NATS lets nobody in without credentials; remove one",
    },
    {
        path: "external",
        needs: ["users", "allowAnonymous", "config.merge"],
        fails: (spec) => spec.external && lacksUsers(spec) && !spec.allowAnonymous,
        reason:
            "would let anybody in from outside: there are no users, so clients need no credentials; " +
            "add a user, such as `users: {app: {}}`, or set allowAnonymous: true if that is meant",
    },
];

export const anonymousRules = [...emptyRules, ...passwordRules, ...inputRules];

/** Who lets everybody in, and may not mean it. */
export const anonymousWarnings: readonly Warning[] = [
    {
        when: (spec) => lacksUsers(spec) && !spec.allowAnonymous,
        message:
            "users is empty, so every client that reaches the servers is let in without credentials; " +
            "add a user, such as `users: {app: {}}`, or set allowAnonymous: true if that is meant",
    },
    {
        when: (spec) => spec.external && spec.allowAnonymous,
        message: "external and allowAnonymous together let anybody in who can reach the external Service",
    },
    {
        when: (spec) => spec.external && noAuthUser(spec) !== undefined,
        message: (spec) =>
            `external and noAuthUser together let anybody in who can reach the external Service, as the user ${is.shown(noAuthUser(spec) as Text)}`,
    },
];
