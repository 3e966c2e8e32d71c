/** What accounts export and import, as far as it is known: what the rules ask. */
import type { Import, Offer } from "../nats/shares";
import { isSubject } from "../nats/subjects";
import { type Settled, type SettledMap, Leaf, isList, isMap, mapAt } from "../values/leaf";
import { at } from "../values/path";
import { admitsAnonymous, rawAccount, rawAccounts, systemAccountName } from "./authentication";
import { APP_ACCOUNT } from "./defaults";
import type { AccountSpec, Spec } from "./spec";

/** The accounts of `config.merge`, to be held to the same rules. */
export function rawAccountSpecs({ config }: Spec): AccountSpec[] {
    return Object.entries(rawAccounts(config)).map(([name, settings]) => ({ name, path: at("config.merge.accounts", name), settings }));
}

export function sharesAt({ settings }: Pick<AccountSpec, "settings">, key: "exports" | "imports"): readonly Settled[] {
    const shares = settings[key];
    return isList(shares) ? shares : [];
}

export function textsOf(list: Settled): string[] {
    return isList(list) ? list.filter((item) => typeof item === "string") : [];
}

export function isDeclared(spec: Spec, name: string): boolean {
    const users = spec.users.some(({ account }) => account === name) || (name === APP_ACCOUNT && admitsAnonymous(spec));
    const system = name === systemAccountName(spec.config);
    return users || system || settingsOf(spec, name) !== undefined;
}

export function settingsOf({ accounts, config }: Spec, name: string): SettledMap | undefined {
    return accounts.find((account) => account.name === name)?.settings ?? rawAccount(config, name);
}

export function exportsAreKnown(spec: Spec, name: string): boolean {
    const exports = settingsOf(spec, name)?.["exports"] ?? [];
    return isList(exports) && exports.every((share) => isMap(share) && readOffer(share) !== undefined);
}

export function offersOf(spec: Spec, name: string): Offer[] {
    return sharesAt({ settings: settingsOf(spec, name) ?? {} }, "exports").flatMap((share) =>
        isMap(share) ? (readOffer(share) ?? []) : [],
    );
}

function readOffer({ stream, service, accounts = [], account_token_position: position = 0 }: SettledMap): Offer | undefined {
    const [kind, subject] = stream === undefined ? (["service", service] as const) : (["stream", stream] as const);
    const known = typeof subject === "string" && isList(accounts) && typeof position === "number";
    return known && accounts.every((name) => typeof name === "string")
        ? { kind, subject, accounts: textsOf(accounts), position }
        : undefined;
}

/** What the accounts import, in order; what isn't known yet is not among it. */
export function importsOf(spec: Spec, name: string): Import[] {
    return readImports(sharesAt({ settings: settingsOf(spec, name) ?? {} }, "imports"));
}

export function readImport({ stream, service, prefix, to }: SettledMap): Import | undefined {
    const kind = stream === undefined ? "service" : "stream";
    const { account, subject } = mapAt({ stream, service }, kind);
    const known =
        typeof account === "string" &&
        typeof subject === "string" &&
        isSubject(subject) &&
        !(to instanceof Leaf) &&
        !(prefix instanceof Leaf);
    if (!known) {
        return undefined;
    }
    const here = kind === "stream" && typeof prefix === "string" ? prefixed(prefix, subject) : typeof to === "string" ? to : subject;
    return { kind, account, subject, to: here };
}

export function prefixed(prefix: string, subject: string): string {
    return `${prefix.replace(/\.$/, "")}.${subject}`;
}

/** What an account imports before the import at an index. */
export function importsBefore(account: AccountSpec, index: number): Import[] {
    return readImports(sharesAt(account, "imports").slice(0, index));
}

function readImports(shares: readonly Settled[]): Import[] {
    return shares.flatMap((share) => (isMap(share) ? (readImport(share) ?? []) : []));
}
