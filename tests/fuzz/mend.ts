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
    fixed["accounts"] = mendedAccounts(fixed, Object.keys(map(merge["accounts"])));
    const names = namesOf(fixed);
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

function namesOf(spec: Some): string[] {
    const tenants = Object.values(map(spec["accounts"])).map((account) => map(account)["users"]);
    return [spec["users"], ...tenants].flatMap((users) => Object.keys(map(users)));
}
