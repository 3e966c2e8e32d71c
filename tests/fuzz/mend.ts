// Takes the contradictions out of a spec, which chance makes in nearly all of them: what is refused tests no server.
import type { Inputs } from "../support/planning";
import { map } from "./expected";

type Some = Record<string, unknown>;

export function mended(spec: Inputs): Inputs {
    const config = map(spec["config"]);
    const merge = { ...map(config["merge"]) };
    const authorization = map(merge["authorization"]);
    const global = ["token", "user", "users"].some((key) => key in authorization);
    const fixed: Some = { ...spec, config: { ...config, merge } };
    if (global) {
        drop(fixed, "users", "accounts", "systemUsers", "noAuthUser", "allowAnonymous");
        drop(merge, "accounts", "no_auth_user");
    }
    if ("timeout" in authorization) {
        drop(fixed, "authTimeoutSeconds");
    }
    const raw = map(merge["accounts"]);
    fixed["accounts"] = mendedAccounts(fixed, Object.keys(raw));
    const declared = [...Object.keys(map(fixed["accounts"])), ...Object.keys(raw), ...("users" in fixed ? ["APP"] : [])];
    fixed["accounts"] = sharing(map(fixed["accounts"]), declared);
    const names = namesOf(fixed);
    fixed["systemUsers"] = Object.fromEntries(Object.entries(map(fixed["systemUsers"])).filter(([name]) => !names.includes(name)));
    const taken = new Set([...names, ...Object.keys(map(fixed["systemUsers"]))]);
    if ("accounts" in merge) {
        merge["accounts"] = sharing(
            Object.fromEntries(Object.entries(raw).map(([name, account]) => [name, withoutTaken(account, taken)])),
            declared,
        );
    }
    if (!names.includes(String(fixed["noAuthUser"]))) {
        drop(fixed, "noAuthUser");
    }
    if (!names.includes(String(merge["no_auth_user"])) || "noAuthUser" in fixed) {
        drop(merge, "no_auth_user");
    }
    if ("noAuthUser" in fixed) {
        drop(fixed, "allowAnonymous");
    }
    if (names.length === 0 && fixed["allowAnonymous"] !== true && !global) {
        drop(fixed, "external");
    }
    if (fixed["external"] !== true) {
        drop(fixed, "service");
    }
    return fixed;
}

function drop(from: Some, ...keys: string[]): void {
    keys.forEach((key) => Reflect.deleteProperty(from, key));
}

function mendedAccounts(spec: Some, raw: readonly string[]): Some {
    const hasStore = map(spec["jetstream"])["enabled"] !== false;
    const kept = Object.entries(map(spec["accounts"])).filter(([name]) => !raw.includes(name));
    return Object.fromEntries(
        kept.map(([name, account]) => [
            name,
            hasStore ? account : Object.fromEntries(Object.entries(map(account)).filter(([key]) => key !== "jetstream")),
        ]),
    );
}

/** Without exports to accounts that there are none of, and imports from them. */
function sharing(accounts: Some, declared: readonly string[]): Some {
    const isThere = (name: unknown) => typeof name !== "string" || declared.includes(name);
    const mend = (share: unknown): unknown => {
        const { accounts: invited } = map(share);
        return Array.isArray(invited) ? { ...map(share), accounts: invited.filter(isThere) } : share;
    };
    const sourceOf = (share: unknown) => map(map(share)["stream"] ?? map(share)["service"])["account"];
    return Object.fromEntries(
        Object.entries(accounts).map(([name, given]) => {
            const account: Some = { ...map(given) };
            const { exports, imports } = account;
            return [
                name,
                {
                    ...account,
                    ...(Array.isArray(exports) && { exports: exports.map(mend) }),
                    ...(Array.isArray(imports) && { imports: imports.filter((share) => isThere(sourceOf(share))) }),
                },
            ];
        }),
    );
}

/** Without users whose names are taken, by other accounts too. */
function withoutTaken(given: unknown, taken: Set<string>): Some {
    const account: Some = { ...map(given) };
    const isFree = (user: unknown) => {
        const { user: name, nkey } = map(user);
        const login = String(name ?? nkey);
        return !taken.has(login) && taken.add(login).size > 0;
    };
    return Array.isArray(account["users"]) ? { ...account, users: account["users"].filter(isFree) } : account;
}

function namesOf(spec: Some): string[] {
    const tenants = Object.values(map(spec["accounts"])).map((account) => map(account)["users"]);
    return [spec["users"], ...tenants].flatMap((users) => Object.keys(map(users)));
}
