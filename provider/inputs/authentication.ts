import { type Settled, type SettledMap, Leaf, isList, isMap, mapAt } from "../values/leaf";
import { ANONYMOUS_USER, APP_ACCOUNT, SYSTEM_ACCOUNT } from "./defaults";
import { type AccountSpec, type Spec, type UserSpec, isKnown } from "./spec";

/**
 * Who decides who may log in. `accounts`: users in accounts, ours and those of `config.merge.accounts`. `global`: a token, one user or
 * users in `config.merge.authorization`, in the global account. `operator`: JWTs.
 */
export type AuthenticationMode = "accounts" | "global" | "operator";

export function authenticationMode({ config, accountResolver }: Pick<Spec, "config" | "accountResolver">): AuthenticationMode {
    if (
        config["operator"] !== undefined ||
        config["trusted_keys"] !== undefined ||
        config["resolver"] !== undefined ||
        accountResolver !== undefined
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

/** One of them, where there is one. */
export function rawAccount(config: SettledMap, name: string): SettledMap | undefined {
    const accounts = mapAt(config, "accounts");
    const account = Object.hasOwn(accounts, name) ? accounts[name] : undefined;
    return isMap(account) ? account : undefined;
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

/** Whether there are users in accounts, of the inputs or of `config.merge`. */
export function hasAccountUsers(spec: Spec): boolean {
    return spec.users.length > 0 || Object.values(rawAccounts(spec.config)).some((account) => rawUsers(account).length > 0);
}

/** Whether there are raw users whose names can't be read: they aren't known yet, or are secrets. Any name may be theirs. */
export function hidesUsers(config: SettledMap): boolean {
    const holders: Settled[] = [...Object.values(mapAt(config, "accounts")), config["authorization"]];
    const users = holders.flatMap((holder) => (isMap(holder) ? (holder["users"] ?? []) : (holder ?? [])));
    return users.some((user) => user instanceof Leaf || (isMap(user) && (user["user"] ?? user["nkey"]) instanceof Leaf));
}

/** Whether an account says that it has JetStream. */
export function asksForJetstream({ jetstream }: SettledMap): boolean {
    return jetstream !== undefined && jetstream !== false && !(typeof jetstream === "string" && /^disabled?$/i.test(jetstream));
}

export function systemAccountName(config: SettledMap): string {
    const given = config["system_account"];
    const name = given instanceof Leaf ? given.reveal() : given;
    return typeof name === "string" ? name : SYSTEM_ACCOUNT;
}

/** Whether any user is not of the system account: those alone leave everyone else anonymous. */
function hasClients({ users, config }: Spec): boolean {
    return users.some(({ account }) => account !== systemAccountName(config));
}

/** Whether clients without credentials are let in because nobody has said who may log in. */
export function lacksUsers(spec: Spec): boolean {
    const known = ["users", "accounts", "config.merge"].every((path) => isKnown(spec, path));
    if (authenticationMode(spec) !== "accounts" || !known || hasClients(spec)) {
        return false;
    }
    const { accounts, authorization } = spec.config;
    const system = systemAccountName(spec.config);
    const others = isMap(accounts) ? Object.entries(accounts).filter(([name]) => name !== system) : [];
    return ![accounts, authorization, ...others.map(([, account]) => account)].some(mayHaveUsers);
}

/** Who clients without credentials are taken for, where the inputs say so. */
export function noAuthUser(spec: Spec): Settled {
    return spec.noAuthUser ?? spec.config["no_auth_user"];
}

/** Whether clients without credentials are let in by a user of our own making. */
export function admitsAnonymous(spec: Spec): boolean {
    return authenticationMode(spec) === "accounts" && noAuthUser(spec) === undefined && (spec.allowAnonymous || lacksUsers(spec));
}

/** What a server reads at its start only: whether anonymous clients are let in and as whom, and by what users are known. */
export function readAtStart(spec: Spec): SettledMap {
    return {
        noAuthUser: admitsAnonymous(spec) ? true : (noAuthUser(spec) ?? null),
        mode: authenticationMode(spec) === "operator",
    };
}

/** The same by the inputs that decide it, as far as these aren't settings of nats.conf. */
export function anonymousInputs(spec: Spec): SettledMap {
    return { allowAnonymous: admitsAnonymous(spec), noAuthUser: noAuthUser(spec) ?? "" };
}

/** What the servers are told of accounts and users: generated from the inputs, with `config.merge` merged in. */
export function accountsConfig(spec: Spec): SettledMap {
    const { accounts, authorization } = spec.config;
    const mode = authenticationMode(spec);
    return pick({
        accounts: mode === "operator" ? accounts : declaredAccounts(spec, mode === "accounts" ? accountUsers(spec) : []),
        authorization,
        no_auth_user: admitsAnonymous(spec) ? ANONYMOUS_USER : noAuthUser(spec),
    });
}

/** As given, or generated by `@pulumi/random`. */
export function passwordOf({ name, password }: UserSpec): Leaf<string> {
    return password ?? Leaf.generated(name);
}

interface AccountUser {
    readonly account: string;
    readonly user: SettledMap;
}

function accountUsers(spec: Spec): AccountUser[] {
    const logins = spec.users.map((user) => ({
        account: user.account,
        user: { user: user.name, password: passwordOf(user), ...user.grants },
    }));
    const anonymous = { user: ANONYMOUS_USER, password: Leaf.generated(ANONYMOUS_USER) };
    return admitsAnonymous(spec) ? [...logins, { account: APP_ACCOUNT, user: anonymous }] : logins;
}

function declaredAccounts(spec: Spec, logins: readonly AccountUser[]): SettledMap {
    // Beside other accounts the global account loses JetStream, and every other one has it only when it says so.
    const app = spec.jetstream.enabled ? { jetstream: "enabled" } : {};
    const settings = new Map<string, SettledMap>([[systemAccountName(spec.config), {}], ...spec.accounts.map(settingsByName)]);
    if (!settings.has(APP_ACCOUNT) && logins.some(({ account }) => account === APP_ACCOUNT)) {
        settings.set(APP_ACCOUNT, app);
    }
    for (const [name, raw] of Object.entries(rawAccounts(spec.config))) {
        settings.set(name, { ...settings.get(name), ...raw });
    }
    const own = new Map<string, AccountUser[]>();
    for (const login of logins) {
        const others = own.get(login.account);
        if (others === undefined) {
            own.set(login.account, [login]);
        } else {
            others.push(login);
        }
    }
    return Object.fromEntries([...settings].map(([name, account]) => [name, withUsers(account, own.get(name) ?? [])]));
}

function settingsByName({ name, settings }: AccountSpec): [string, SettledMap] {
    return [name, settings];
}

function withUsers(account: SettledMap, logins: readonly AccountUser[]): SettledMap {
    const own = logins.map(({ user }) => user);
    const raw = account["users"];
    if (raw instanceof Leaf && own.length === 0) {
        return account;
    }
    return { ...account, users: [...own, ...(isList(raw) ? raw : [])] };
}

function pick(map: SettledMap): SettledMap {
    return Object.fromEntries(Object.entries(map).filter(([, value]) => value !== undefined));
}
