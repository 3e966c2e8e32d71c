import { isPublicKey } from "../../nats/nkeys";
import { mapAt, mapsAt } from "../../values/leaf";
import {
    asksForJetstream,
    authenticationMode,
    hasAccountUsers,
    hidesUsers,
    rawAccounts,
    rawUsers,
    systemAccountName,
} from "../authentication";
import type { Spec } from "../spec";
import type { Rule } from "./rule";

const KEEP_USERS = "keep the users and remove it, or keep it and remove them";

const loginRules: readonly Rule<Spec>[] = [
    {
        path: "config.merge.authorization.token",
        fails: (spec) => mapAt(spec.config, "authorization")["token"] !== undefined && hasAccountUsers(spec),
        reason: `conflicts with users: a NATS server with both does not start ("Can not have a token and a users array"); ${KEEP_USERS}`,
    },
    ...["user", "password"].map((key): Rule<Spec> => ({
        path: `config.merge.authorization.${key}`,
        fails: (spec) => mapAt(spec.config, "authorization")[key] !== undefined && hasAccountUsers(spec),
        reason: `conflicts with users: a NATS server with both does not start ("Can not have a single user/pass and a users array"); ${KEEP_USERS}`,
    })),
    {
        path: "config.merge.authorization.users",
        fails: (spec) => mapAt(spec.config, "authorization")["users"] !== undefined && hasAccountUsers(spec),
        reason: "would be in the global account, apart from the other users and without JetStream; name them in `users` instead",
    },
    {
        path: "config.merge.authorization.auth_callout",
        fails: (spec) => mapAt(spec.config, "authorization")["auth_callout"] !== undefined && spec.users.length > 0,
        reason: "conflicts with users: the callout says who may log in, and the users would be left out; name its own in config.merge.accounts, or remove it",
    },
];

const accountRules: readonly Rule<Spec>[] = [
    {
        path: "noAuthUser",
        needs: ["users", "accounts", "config.merge.accounts"],
        fails: (spec) => typeof spec.noAuthUser === "string" && !clientNames(spec).includes(spec.noAuthUser) && !hidesUsers(spec.config),
        reason: (spec) => `must be one of the users, got ${JSON.stringify(spec.noAuthUser)}`,
    },
    {
        path: "noAuthUser",
        needs: ["allowAnonymous"],
        fails: (spec) => spec.noAuthUser !== undefined && spec.allowAnonymous,
        reason: "conflicts with allowAnonymous: both say who clients without credentials are; remove one",
    },
    {
        path: "noAuthUser",
        fails: ({ noAuthUser, config }) => noAuthUser !== undefined && config["no_auth_user"] !== undefined,
        reason: "is set a second time by config.merge.no_auth_user; keep one of them",
    },
    {
        path: "accounts",
        fails: (spec) => spec.accounts.length > 0 && authenticationMode(spec) !== "accounts",
        reason: "conflicts with config.merge: with a token, users in `authorization` or an operator, accounts come from there; remove one",
    },
    {
        path: "config.merge.accounts",
        fails: ({ config }) => Array.isArray(config["accounts"]),
        reason: "must be a map of accounts by name: a list of names would replace the account of `users`",
    },
    {
        path: "config.merge.accounts.$G",
        fails: ({ config }) => "$G" in mapAt(config, "accounts"),
        reason: 'is the global account, which can\'t be declared ("$G" is a Reserved Account); use another name',
    },
    {
        path: "config.merge.system_account",
        needs: ["config.merge.accounts"],
        fails: (spec) => {
            const name = spec.config["system_account"];
            const declared = [...Object.keys(rawAccounts(spec.config)), "$SYS"];
            return typeof name === "string" && authenticationMode(spec) !== "operator" && !declared.includes(name);
        },
        reason: ({ config }) =>
            `names the account ${JSON.stringify(config["system_account"])}, which is not defined; define it in config.merge.accounts, or leave this out: $SYS is always defined`,
    },
    {
        path: "config.merge.system_account",
        needs: ["jetstream.enabled"],
        fails: (spec) => spec.jetstream.enabled && asksForJetstream(mapAt(mapAt(spec.config, "accounts"), systemAccountName(spec.config))),
        reason: 'names an account with JetStream, which NATS does not start with ("jetstream not allowed on system account"); use another account',
    },
    {
        path: "config.merge.no_auth_user",
        needs: ["users", "accounts", "config.merge.accounts"],
        fails: (spec) => {
            const name = spec.config["no_auth_user"];
            const names = [...clientNames(spec), ...rawUsers(mapAt(spec.config, "authorization"))];
            return typeof name === "string" && !names.includes(name) && !hidesUsers(spec.config);
        },
        reason: ({ config }) => `must be one of the users, got ${JSON.stringify(config["no_auth_user"])}`,
    },
    ...(["accounts", "authorization"] as const).flatMap((holder): Rule<Spec>[] => {
        const users = ({ config }: Spec) =>
            (holder === "accounts" ? Object.values(rawAccounts(config)) : [mapAt(config, holder)]).flatMap((one) => mapsAt(one, "users"));
        const path = `config.merge.${holder}`;
        return [
            {
                path,
                fails: (spec) => users(spec).some(({ user, nkey }) => [undefined, ""].includes((user ?? nkey) as string | undefined)),
                reason: 'has a user without a name or an nkey, and a NATS server with that does not start ("User entry requires a user")',
            },
            {
                path,
                fails: (spec) => users(spec).some(({ nkey }) => typeof nkey === "string" && nkey !== "" && !isPublicKey(nkey, "user")),
                reason: 'has an nkey that is no public key of a user, U…, and a NATS server with that does not start ("Not a valid public nkey")',
            },
            {
                path,
                fails: (spec) => users(spec).some(({ user, password, nkey }) => nkey !== undefined && (user ?? password) !== undefined),
                reason: 'has a user with an nkey beside a name or a password, and a NATS server with that does not start ("Nkey users do not take usernames or passwords")',
            },
        ];
    }),
    {
        path: "config.merge.accounts",
        fails: (spec) => duplicates(spec).length > 0,
        reason: (spec) =>
            `names users a second time: ${duplicates(spec).join(", ")}; a NATS server with that does not start ("Duplicate user detected")`,
    },
];

/** Everybody who may log in to an account but the system's, which is no place for clients without credentials. */
function clientNames(spec: Spec): string[] {
    const system = systemAccountName(spec.config);
    const clients = spec.users.filter(({ account }) => account !== system);
    return [...clients.map(({ name }) => name), ...Object.values(rawAccounts(spec.config)).flatMap(rawUsers)];
}

/** The users of `config.merge` whose names are taken. */
function duplicates(spec: Spec): string[] {
    const raw = [...Object.values(rawAccounts(spec.config)).flatMap(rawUsers), ...rawUsers(mapAt(spec.config, "authorization"))];
    const all = [...new Set(spec.users.map((user) => user.name)), ...raw];
    const seen = new Set<string>();
    return [...new Set(all.filter((name) => seen.size === seen.add(name).size))];
}

/** What the chart's probes, Services and volumes rely on: it has an input, or no use. */
const MANAGED: Readonly<Record<string, string>> = {
    port: "the Services and probes expect clients on 4222; use service.ports for another port outside",
    listen: "the Services and probes expect clients on 4222; use service.ports for another port outside",
    host: "the Services and probes reach the server by its pod's address; use networkPolicy.clients to say who may connect",
    http: "the probes expect the monitoring endpoint on 8222",
    https: "the probes expect the monitoring endpoint on 8222",
    http_port: "the probes expect the monitoring endpoint on 8222",
    https_port: "the probes expect the monitoring endpoint on 8222",
    http_base_path: "the probes expect the monitoring endpoint at /",
    pid_file: "the configuration reloader finds the server by it",
    store_dir: "the JetStream volume is mounted at /data",
    "jetstream.store_dir": "the JetStream volume is mounted at /data",
    "jetstream.enabled": "use jetstream.enabled",
    "cluster.port": "the Services expect routes on 6222",
    "cluster.listen": "the Services expect routes on 6222",
    "cluster.host": "routes come to the pod's address",
    "cluster.authorization": "route credentials are generated, and kept in a Secret",
    "cluster.routes":
        "routes to the servers are made from `replicas`; to connect another cluster use config.merge.gateway or config.merge.leafnodes",
};

const managedRules = Object.entries(MANAGED).map(([key, why]): Rule<Spec> => ({
    path: `config.merge.${key}`,
    fails: ({ config }) => {
        const [first, second] = key.split(".") as [string, string?];
        return second === undefined ? config[first] !== undefined : mapAt(config, first)[second] !== undefined;
    },
    reason: `can't be set: ${why}`,
}));

export const configRules = [...loginRules, ...accountRules, ...managedRules];
