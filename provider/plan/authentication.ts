import { ANONYMOUS_USER, APP_ACCOUNT, SYSTEM_ACCOUNT } from "../defaults";
import { Leaf, type Settled, type SettledMap, isList, isMap } from "../leaf";
import { type Spec, isKnown } from "../spec";

/**
 * Who decides who may log in. `accounts`: users in accounts, ours and those of `config.merge.accounts`. `global`: a token, one user or
 * users in `config.merge.authorization`, in the global account. `operator`: JWTs.
 */
export type AuthenticationMode = "accounts" | "global" | "operator";

export function authenticationMode({ config, resolver }: Pick<Spec, "config" | "resolver">): AuthenticationMode {
    if (
        config["operator"] !== undefined ||
        config["trusted_keys"] !== undefined ||
        config["resolver"] !== undefined ||
        resolver !== undefined
    ) {
        return "operator";
    }
    const authorization = mapAt(config, "authorization");
    const global = ["token", "user", "password", "users", "auth_callout"].some((key) => authorization[key] !== undefined);
    return global ? "global" : "accounts";
}

/** The accounts of `config.merge.accounts`, by name. */
export function rawAccounts(config: SettledMap): Readonly<Record<string, SettledMap>> {
    const entries = Object.entries(mapAt(config, "accounts")).filter((entry): entry is [string, SettledMap] => isMap(entry[1]));
    return Object.fromEntries(entries);
}

/** The users and nkeys of one raw account or of `config.merge.authorization`, by what they log in as. */
export function rawUsers(holder: SettledMap): string[] {
    const users = holder["users"];
    return isList(users) ? users.flatMap((user) => loginOf(user)) : [];
}

/** Whether an account or an authorization has users, or may turn out to: by name, by a secret name, or not known yet. */
function mayHaveUsers(holder: Settled): boolean {
    if (holder instanceof Leaf) {
        return true;
    }
    const users = isMap(holder) ? holder["users"] : undefined;
    return users instanceof Leaf || (isList(users) && users.length > 0);
}

function loginOf(user: Settled): string[] {
    const login = isMap(user) ? (user["user"] ?? user["nkey"]) : undefined;
    return typeof login === "string" ? [login] : [];
}

export function systemAccountName(config: SettledMap): string {
    const name = config["system_account"];
    return typeof name === "string" ? name : SYSTEM_ACCOUNT;
}

/** Whether clients without credentials are let in because nobody has said who may log in. */
export function isOpen(spec: Spec): boolean {
    const known = isKnown(spec, "users") && isKnown(spec, "config.merge");
    if (authenticationMode(spec) !== "accounts" || !known || spec.users.length > 0) {
        return false;
    }
    const { accounts, authorization } = spec.config;
    const system = systemAccountName(spec.config);
    // Users of the system account alone leave everyone else anonymous.
    const others = isMap(accounts) ? Object.entries(accounts).filter(([name]) => name !== system) : [];
    return ![accounts, authorization, ...others.map(([, account]) => account)].some(mayHaveUsers);
}

/** Whether clients without credentials are let in by a user of our own making. */
export function admitsAnonymous(spec: Spec): boolean {
    return authenticationMode(spec) === "accounts" && spec.config["no_auth_user"] === undefined && (spec.allowAnonymous || isOpen(spec));
}

/** What the servers are told of accounts and users: generated from `users`, with `config.merge` merged in. Undefined with JWTs. */
export function accountsConfig(spec: Spec): SettledMap {
    const { accounts, authorization, no_auth_user: noAuthUser } = spec.config;
    const mode = authenticationMode(spec);
    if (mode === "operator") {
        return pick({ accounts, authorization, no_auth_user: noAuthUser });
    }
    const system = systemAccountName(spec.config);
    const declared: Record<string, Settled> = { ...rawAccounts(spec.config), [system]: rawAccounts(spec.config)[system] ?? { users: [] } };
    const ownUsers = mode === "accounts" ? accountUsers(spec) : [];
    if (ownUsers.length > 0) {
        declared[APP_ACCOUNT] = appAccount(spec, ownUsers);
    }
    return pick({ accounts: declared, authorization, no_auth_user: admitsAnonymous(spec) ? ANONYMOUS_USER : noAuthUser });
}

function accountUsers(spec: Spec): SettledMap[] {
    const users = spec.users.map(({ name, password }) => ({ user: name, password: password ?? Leaf.generated(name) }));
    return admitsAnonymous(spec) ? [...users, { user: ANONYMOUS_USER, password: Leaf.generated(ANONYMOUS_USER) }] : users;
}

function appAccount(spec: Spec, users: readonly SettledMap[]): SettledMap {
    const raw = rawAccounts(spec.config)[APP_ACCOUNT] ?? {};
    // Beside other accounts the global account loses JetStream, and every other one has it only when it says so.
    const jetstream = spec.jetstream.enabled ? { jetstream: "enabled" } : {};
    return { ...jetstream, ...raw, users: [...users, ...(isList(raw["users"]) ? raw["users"] : [])] };
}

function pick(map: SettledMap): SettledMap {
    return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined));
}

export function mapAt(map: SettledMap, key: string): SettledMap {
    const value = map[key];
    return isMap(value) ? value : {};
}
