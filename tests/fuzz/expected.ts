// Who may log in with a spec, read from the spec alone and without the provider.
import { Leaf } from "../../provider/values/leaf";
import type { Inputs } from "../support/planning";
import { KEYS } from "./keys";
import { type Permissions, permissionsOf } from "./permissions";

export interface ExpectedUser {
    readonly name: string;
    /** Undefined: generated, and found among the outputs. */
    readonly password: string | undefined;
    /** Of who logs in by a key instead of a password. */
    readonly seed?: string;
    readonly account: string | undefined;
    readonly permissions: Permissions | undefined;
    /** Whether clients of this test's kind are let in. */
    readonly standard: boolean;
}

export interface Expected {
    /** The users that have an entry in the output `credentials`. */
    readonly declared: readonly ExpectedUser[];
    /** Those of `config.merge`. */
    readonly raw: readonly ExpectedUser[];
    readonly token: string | undefined;
    /** Whether clients without credentials are let in. */
    readonly anonymous: boolean;
    /** Subjects that go elsewhere, by account: permissions are asked for where they go. */
    readonly mapped: ReadonlySet<string>;
}

type Some = Readonly<Record<string, unknown>>;

export function map(value: unknown): Some {
    return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Leaf) ? (value as Some) : {};
}

export function open(value: unknown): unknown {
    return value instanceof Leaf ? value.reveal() : value;
}

function entries(value: unknown): [string, Some][] {
    const given = Object.entries(map(value)).filter(([, inner]) => inner !== undefined);
    return given.map(([name, inner]) => [name, map(inner)]);
}

/** The entries of a raw block under NATS's first names for them: it compares keys without case. */
function raw(block: unknown, names: Readonly<Record<string, string>> = {}): Some {
    return Object.fromEntries(
        Object.entries(map(block)).map(([key, value]) => [names[key.toLowerCase()] ?? key.toLowerCase(), open(value)]),
    );
}

const SYSTEM = { system: "system_account" };
const USER = { username: "user", pass: "password", permission: "permissions", authorization: "permissions" };

export function expectedOf(inputs: Inputs): Expected {
    const merge = raw(map(inputs["config"])["merge"], SYSTEM);
    const system = typeof merge["system_account"] === "string" ? merge["system_account"] : "$SYS";
    const authorization = raw(merge["authorization"], USER);
    const accounts = entries(inputs["accounts"]);
    const rawAccounts = entries(merge["accounts"]);
    /** Users of an account that say nothing of permissions have the account's. */
    const defaults = (name: string) => raw(rawAccounts.find(([own]) => own === name)?.[1])["default_permissions"];
    const declared = [
        ...usersOf(inputs["users"], "APP", defaults("APP")),
        ...accounts.flatMap(([name, { users }]) => usersOf(users, name)),
        ...usersOf(inputs["systemUsers"], system, defaults(system)),
    ];
    const inAccounts = rawAccounts.flatMap(([name, account]) => rawUsersOf(raw(account)["users"], name, defaults(name)));
    const inGlobal = [
        ...rawUsersOf(authorization["users"], undefined),
        ...(authorization["user"] === undefined || authorization["user"] === null ? [] : rawUsersOf([authorization], undefined)),
    ];
    const everybody = [...declared, ...inAccounts, ...inGlobal];
    const token = authorization["token"] as string | undefined;
    const noAuthUser = open(inputs["noAuthUser"] ?? undefined) ?? merge["no_auth_user"] ?? undefined;
    const closed = everybody.some(({ account }) => account !== system) || token !== undefined;
    return {
        declared,
        raw: [...inAccounts, ...inGlobal],
        token,
        anonymous:
            noAuthUser === undefined
                ? open(inputs["allowAnonymous"]) === true || !closed
                : everybody.some(({ name, standard }) => name === noAuthUser && standard),
        mapped: new Set(
            [...accounts, ...rawAccounts].filter(([, account]) => raw(account)["mappings"] !== undefined).map(([name]) => name),
        ),
    };
}

function usersOf(users: unknown, account: string, defaults?: unknown): ExpectedUser[] {
    return entries(users).map(([name, user]) => {
        const password = open(user["password"]);
        return {
            name,
            password: typeof password === "string" && password !== "" ? password : undefined,
            account,
            permissions: permissionsOf(user["permissions"] ?? defaults),
            standard: takesClients(user["allowedConnectionTypes"]),
        };
    });
}

function rawUsersOf(users: unknown, account: string | undefined, defaults?: unknown): ExpectedUser[] {
    const given = (Array.isArray(users) ? users : []).filter((one) => one !== null && one !== undefined);
    return given.map((one) => {
        const user = raw(one, USER);
        const seed = KEYS.get(user["nkey"] as string);
        return {
            name: (user["user"] ?? user["nkey"]) as string,
            password: (user["password"] ?? "") as string,
            ...(seed !== undefined && { seed }),
            account,
            permissions: permissionsOf(user["permissions"] ?? defaults),
            // With a hash of a password nobody logs in.
            standard: takesClients(user["allowed_connection_types"]) && !/^\$2[abxy]\$\d\d\$/.test((user["password"] ?? "") as string),
        };
    });
}

/** No list, and an empty one, are all kinds. */
function takesClients(types: unknown): boolean {
    const listed = (Array.isArray(types) ? types : []).map(open).filter((type) => typeof type === "string");
    return listed.length === 0 || listed.some((type) => /^standard$/i.test(type));
}
