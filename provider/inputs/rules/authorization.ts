import { isAnyPublicKey } from "../../nats/nkeys";
import { type Settled, isList, mapAt, mapsAt } from "../../values/leaf";
import { isDeclared, textsOf } from "../shares";
import type { Spec } from "../spec";
import type { Rule } from "./rule";

const PATH = "config.merge.authorization";
const CALLOUT = `${PATH}.auth_callout`;

const authorization = ({ config }: Spec) => mapAt(config, "authorization");
const isGiven = (value: Settled): boolean => value !== undefined && value !== "";
const hasUsers = (spec: Spec): boolean => mapsAt(authorization(spec), "users").length > 0;
const callout = (spec: Spec) => mapAt(authorization(spec), "auth_callout");
const asksCallout = (spec: Spec): boolean => authorization(spec)["auth_callout"] !== undefined;

/** What can't stand together in `config.merge.authorization`, and what a callout needs. A NATS server that misses any of it does not start. */
export const authorizationRules: readonly Rule<Spec>[] = [
    {
        path: `${PATH}.token`,
        fails: (spec) => isGiven(authorization(spec)["token"]) && ["user", "password"].some((key) => isGiven(authorization(spec)[key])),
        reason: 'conflicts with user and password: a NATS server with both does not start ("Cannot have a user/pass and token"); remove one',
    },
    {
        path: `${PATH}.token`,
        fails: (spec) => isGiven(authorization(spec)["token"]) && hasUsers(spec),
        reason: 'conflicts with users: a NATS server with both does not start ("Can not have a token and a users array"); remove one',
    },
    {
        path: `${PATH}.user`,
        fails: (spec) => isGiven(authorization(spec)["user"]) && hasUsers(spec),
        reason: 'conflicts with users: a NATS server with both does not start ("Can not have a single user/pass and a users array"); make it one of them',
    },
    {
        path: `${CALLOUT}.issuer`,
        fails: (spec) => asksCallout(spec) && callout(spec)["issuer"] === undefined,
        reason: "is missing: it is the public key, A…, of whoever signs for those who may log in",
    },
    {
        path: `${CALLOUT}.auth_users`,
        fails: (spec) => {
            const users = callout(spec)["auth_users"];
            return asksCallout(spec) && (users === undefined || (isList(users) && users.length === 0));
        },
        reason: "is missing: it names the users whom the callout is itself, and who log in without one",
    },
    {
        path: `${CALLOUT}.allowed_accounts`,
        needs: ["accounts", "config.merge.accounts"],
        fails: (spec) => unknownAccounts(spec).length > 0,
        reason: (spec) =>
            `must be names of accounts, and there is no ${unknownAccounts(spec).join(", no ")}; $G is always there, and can't be named`,
    },
    {
        path: "config.merge.proxies.trusted",
        fails: ({ config }) =>
            mapsAt(mapAt(config, "proxies"), "trusted").some(
                ({ key }) => key === undefined || (typeof key === "string" && !isAnyPublicKey(key)),
            ),
        reason: "must each have a key that is a public one, such as U…, by which the proxy is known",
    },
];

function unknownAccounts(spec: Spec): string[] {
    return textsOf(callout(spec)["allowed_accounts"]).filter((name) => !isDeclared(spec, name));
}
