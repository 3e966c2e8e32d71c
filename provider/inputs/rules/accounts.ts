import { type Settled, isMap, mapAt } from "../../values/leaf";
import { at } from "../../values/path";
import { rawAccount, rawAccounts, systemAccountName } from "../authentication";
import { sharesAt } from "../shares";
import type { AccountSpec, Spec } from "../spec";
import { fileStoreBytes, memoryStoreBytes } from "../stores";
import { mappingProblem } from "./mappings";
import type { Rule } from "./rule";

/** An account of `accounts`, among all that is to be. */
export interface AccountSubject {
    readonly spec: Spec;
    readonly account: AccountSpec;
}

/** What JetStream reserves for accounts. */
const LIMITS = ["max_file", "max_memory"] as const;
type Limit = (typeof LIMITS)[number];

const mappingRule: Rule<AccountSubject> = {
    path: "mappings",
    fails: ({ account }) => mappingProblem(mapAt(account.settings, "mappings")) !== undefined,
    reason: ({ account }) => mappingProblem(mapAt(account.settings, "mappings")) ?? "",
};

export const accountRules: readonly Rule<AccountSubject>[] = [
    {
        path: "",
        fails: ({ spec, account }) => !isSystem(spec, account) && !/^[A-Za-z0-9_-]{1,63}$/.test(account.name),
        reason: "must be named with at most 63 letters, digits, - and _; the global account, $G, can't be declared",
    },
    {
        path: "",
        fails: ({ spec, account }) => isSystem(spec, account),
        reason: "is the system account (config.merge.system_account); its users are systemUsers, and it has no streams, exports or limits",
    },
    {
        path: "",
        fails: ({ spec, account }) => !isSystem(spec, account) && rawAccount(spec.config, account.name) !== undefined,
        reason: ({ account }) => `is declared a second time by ${at("config.merge.accounts", account.name)}; keep one of them`,
    },
    {
        path: "jetstream",
        needs: ["jetstream.enabled"],
        fails: ({ spec, account }) => !spec.jetstream.enabled && isMap(account.settings["jetstream"]),
        reason: "limits what there is none of: jetstream.enabled is false",
    },
    ...LIMITS.map((limit): Rule<AccountSubject> => ({
        path: limit === "max_file" ? "jetstream.maxFile" : "jetstream.maxMemory",
        needs: ["replicas", "jetstream", "accounts", "config.merge"],
        fails: ({ spec, account }) => spec.replicas === 1 && limitOf(account, limit) > 0 && reserved(spec, limit) > storeBytes(spec, limit),
        reason: ({ spec }) =>
            `and those of the other accounts are ${reserved(spec, limit)} bytes together, and a standalone server has ${storeBytes(spec, limit)} ` +
            `(${limit === "max_file" ? "90 % of jetstream.size" : "config.merge.jetstream.max_memory_store"}): ` +
            'it does not start with that ("insufficient storage resources available")',
    })),
    mappingRule,
];

/** The rules that accounts of `config.merge` are held to; of accounts in the inputs the schema knows what has to be there. */
export const rawAccountRules: readonly Rule<AccountSubject>[] = [
    mappingRule,
    {
        path: "imports",
        fails: ({ account }) => sharesAt(account, "imports").some(lacksSource),
        reason: "must each have an account and a subject to import from it",
    },
];

function lacksSource(share: Settled): boolean {
    const source = isMap(share) ? (share["stream"] ?? share["service"]) : undefined;
    return isMap(source) && ["account", "subject"].some((key) => source[key] === undefined || source[key] === "");
}

function isSystem({ config }: Spec, { name }: AccountSpec): boolean {
    return name === systemAccountName(config);
}

function limitOf({ settings }: Pick<AccountSpec, "settings">, limit: Limit): number {
    const value = mapAt(settings, "jetstream")[limit];
    return typeof value === "number" ? value : 0;
}

function reserved(spec: Spec, limit: Limit): number {
    const all = [...spec.accounts, ...Object.values(rawAccounts(spec.config)).map((settings) => ({ settings }))];
    return all.reduce((sum, account) => sum + Math.max(0, limitOf(account, limit)), 0);
}

function storeBytes(spec: Spec, limit: Limit): number {
    return limit === "max_file" ? fileStoreBytes(spec) : memoryStoreBytes(spec);
}

/** Raw accounts reserve, too; where others have the problem as well it is told there. */
export const rawLimitRules = LIMITS.map((limit): Rule<Spec> => ({
    path: "config.merge.accounts",
    needs: ["replicas", "jetstream", "accounts", "config.merge"],
    fails: (spec) =>
        spec.replicas === 1 &&
        spec.jetstream.enabled &&
        !spec.accounts.some((account) => limitOf(account, limit) > 0) &&
        reserved(spec, limit) > storeBytes(spec, limit),
    reason: (spec) =>
        `have ${limit} of ${reserved(spec, limit)} bytes together, and a standalone server has ${storeBytes(spec, limit)}: it does not start with that ("insufficient storage resources available")`,
}));
