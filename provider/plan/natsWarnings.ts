import { authenticationMode, rawAccounts, rawUsers, systemAccountName } from "../inputs/authentication";
import { APP_ACCOUNT } from "../inputs/defaults";
import { listens } from "../inputs/listens";
import type { Spec } from "../inputs/spec";
import { volumeBytes } from "../inputs/stores";
import { type SettledMap, Leaf, mapAt, mapsAt, valueAt } from "../values/leaf";
import type { Warning } from "../inputs/rules/warning";

/** Whether the users are in accounts of their own: then nobody is in the global account, where everything is that names no account. */
function hasUsersInAccounts(spec: Spec): boolean {
    const system = systemAccountName(spec.config);
    const raw = Object.entries(rawAccounts(spec.config)).some(([name, account]) => name !== system && rawUsers(account).length > 0);
    return authenticationMode(spec) === "accounts" && (raw || spec.users.some(({ account }) => account !== system));
}

function isGlobal({ account }: SettledMap): boolean {
    return account === undefined || account === "" || account === "$G";
}

function remotesOf({ config }: Spec): SettledMap[] {
    return mapsAt(mapAt(config, "leafnodes"), "remotes");
}

/** Who leaf nodes log in as, where `leafnodes.authorization` says it; else they log in as users do. */
function leafUsers({ config }: Spec): SettledMap[] {
    const authorization = mapAt(mapAt(config, "leafnodes"), "authorization");
    const users = mapsAt(authorization, "users");
    return users.length > 0 ? users : authorization["user"] === undefined && authorization["nkey"] === undefined ? [] : [authorization];
}

function accountOfUsers(spec: Spec): string {
    return spec.users.some(({ account }) => account === APP_ACCOUNT) ? `account: ${APP_ACCOUNT}` : "the account of the users";
}

/** Whether the servers can be told from those of another cluster: by a prefix, or by the name of this cluster. */
function hasCommonNames({ name, values }: Spec): boolean {
    return name === "nats" && valueAt(values, "config", "serverNamePrefix") === undefined;
}

/** `-1`: as much as the server finds free, whatever else is going to be on the volume. */
function fillsVolume(spec: Spec): boolean {
    const [given, volume] = [valueAt(spec.config, "jetstream", "max_file_store"), volumeBytes(spec)];
    return spec.jetstream.enabled && typeof given === "number" && (given < 0 || (!(volume instanceof Leaf) && given >= volume));
}

export const NATS_WARNINGS: readonly Warning[] = [
    {
        when: fillsVolume,
        message:
            "config.merge.jetstream.max_file_store is not below jetstream.size, and a formatted volume is smaller than its size: streams would " +
            "fill it before JetStream stops taking messages; leave it out for 90 % of jetstream.size, or set jetstream.size higher",
    },
    {
        when: (spec) => hasUsersInAccounts(spec) && remotesOf(spec).some(isGlobal),
        message: (spec) =>
            "config.merge.leafnodes.remotes has leaf nodes without an account: they are in the global account, the users are not, and no " +
            `message gets from one to the other; give each remote ${accountOfUsers(spec)}`,
    },
    {
        when: (spec) => hasUsersInAccounts(spec) && leafUsers(spec).some(isGlobal),
        message: (spec) =>
            "config.merge.leafnodes.authorization has users without an account: they are in the global account, the other users are not, and no " +
            `message gets from one to the other; give each ${accountOfUsers(spec)}`,
    },
    {
        when: (spec) => hasCommonNames(spec) && (listens(spec, "gateway") || remotesOf(spec).length > 0),
        message:
            "gateways and leaf nodes connect clusters whose names, and those of their servers, must differ, and this one is called nats, with " +
            "servers nats-0 and so on, as many others are; give it another name, or set config.merge.cluster.name and values.config.serverNamePrefix",
    },
];
