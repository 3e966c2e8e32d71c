import { type Settled, type SettledMap, isList, isMap } from "../leaf";
import { canImportTo } from "../nats/mappings";
import { covers, isSubject } from "../nats/subjects";
import { mapAt, rawAccounts, systemAccountName } from "../plan/authentication";
import { fileStoreBytes, memoryStoreBytes } from "../plan/stores";
import { at } from "../problems";
import type { AccountSpec, Spec } from "../spec";
import { isDuration } from "../units";
import { mappingProblem } from "./mappingRules";
import type { Rule } from "./rules";

/** An account of `accounts`, among all that is to be. */
export interface AccountSubject {
    readonly spec: Spec;
    readonly account: AccountSpec;
}

/** One export or import of an account. */
interface ShareSubject extends AccountSubject {
    readonly share: SettledMap;
}

/** What JetStream reserves for accounts. */
const LIMITS = ["max_file", "max_memory"] as const;
type Limit = (typeof LIMITS)[number];

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
        fails: ({ spec, account }) => !isSystem(spec, account) && Object.hasOwn(rawAccounts(spec.config), account.name),
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
    {
        path: "mappings",
        fails: ({ account }) => mappingProblem(mapAt(account.settings, "mappings")) !== undefined,
        reason: ({ account }) => mappingProblem(mapAt(account.settings, "mappings")) ?? "",
    },
];

const exportRules: readonly Rule<ShareSubject>[] = [
    {
        path: "",
        fails: ({ share }) => (share["stream"] === undefined) === (share["service"] === undefined),
        reason: "must have either stream or service",
    },
    ...(["stream", "service"] as const).map((kind): Rule<ShareSubject> => ({
        path: kind,
        fails: ({ share }) => isMisfit(share[kind]),
        reason: ({ share }) => `must be a subject, such as orders.>, got ${JSON.stringify(share[kind])}`,
    })),
    ...["response_type", "response_threshold"].map((key): Rule<ShareSubject> => ({
        path: key === "response_type" ? "responseType" : "responseThreshold",
        fails: ({ share }) => share["stream"] !== undefined && share[key] !== undefined,
        reason: "is for services: a stream has no replies",
    })),
    {
        path: "accountTokenPosition",
        fails: ({ share }) => {
            const [position, subject] = [share["account_token_position"], share["stream"] ?? share["service"]];
            return (
                typeof position === "number" && typeof subject === "string" && position !== 0 && subject.split(".")[position - 1] !== "*"
            );
        },
        reason: ({ share }) =>
            `must be the place of a * in the subject, counted from 1, got ${JSON.stringify(share["account_token_position"])}; a NATS server with that does not start`,
    },
    {
        path: "responseThreshold",
        fails: ({ share: { response_threshold: threshold } }) => typeof threshold === "string" && !isDuration(threshold),
        reason: ({ share }) => `must be a duration, such as "5s", got ${JSON.stringify(share["response_threshold"])}`,
    },
    {
        path: "allowTrace",
        fails: ({ share }) => share["stream"] !== undefined && share["allow_trace"] !== undefined,
        reason: 'is for services; a NATS server with it at a stream does not start ("Detected allow_trace directive on non-service")',
    },
    {
        path: "accounts",
        needs: ["accounts", "config.merge.accounts"],
        fails: ({ spec, share }) => textsOf(share["accounts"]).some((name) => !isDeclared(spec, name)),
        reason: ({ spec, share }) =>
            `must be names of accounts, and there is no ${textsOf(share["accounts"])
                .filter((name) => !isDeclared(spec, name))
                .join(", no ")}`,
    },
];

const importRules: readonly Rule<ShareSubject>[] = [
    exportRules[0]!,
    ...(["stream", "service"] as const).flatMap((kind): Rule<ShareSubject>[] => [
        {
            path: `${kind}.subject`,
            fails: ({ share }) => isMisfit(mapAt(share, kind)["subject"]),
            reason: ({ share }) => `must be a subject, such as orders.>, got ${JSON.stringify(mapAt(share, kind)["subject"])}`,
        },
        {
            path: `${kind}.account`,
            needs: ["accounts", "config.merge.accounts"],
            fails: ({ spec, account, share }) => {
                const name = mapAt(share, kind)["account"];
                return typeof name === "string" && (name === account.name || !isDeclared(spec, name));
            },
            reason: ({ share }) => `must be another account, one that is declared, got ${JSON.stringify(mapAt(share, kind)["account"])}`,
        },
        {
            path: kind,
            needs: ["accounts", "config.merge.accounts"],
            fails: ({ spec, account, share }) => {
                const { account: name, subject } = mapAt(share, kind);
                const other = typeof name === "string" && isDeclared(spec, name) ? exportsOf(spec, name) : undefined;
                return (
                    other !== undefined && typeof subject === "string" && !other.some((offer) => offers(offer, kind, subject, account.name))
                );
            },
            reason: ({ account, share }) =>
                `is nothing that the account ${JSON.stringify(mapAt(share, kind)["account"])} exports to ${account.name} as a ${kind}; ` +
                'a NATS server with that does not start ("not authorized"); add it to the exports there',
        },
    ]),
    {
        path: "prefix",
        fails: ({ share }) => share["service"] !== undefined && share["prefix"] !== undefined,
        reason: "is for streams; a service has `to`",
    },
    {
        path: "prefix",
        fails: ({ share }) => share["prefix"] !== undefined && share["to"] !== undefined,
        reason: "conflicts with `to`: both say what the subjects are here; remove one",
    },
    {
        path: "prefix",
        fails: ({ share: { prefix } }) => typeof prefix === "string" && (!isSubject(prefix) || /(^|\.)[*>](\.|$)/.test(prefix)),
        reason: ({ share }) => `must be a subject without wildcards, got ${JSON.stringify(share["prefix"])}`,
    },
    {
        path: "to",
        fails: ({ share }) => {
            const [{ subject }, to] = [mapAt(share, share["stream"] === undefined ? "service" : "stream"), share["to"]];
            return typeof to === "string" && typeof subject === "string" && !canImportTo(subject, to);
        },
        reason: ({ share }) => `must be a subject with a place for each wildcard of what is imported, got ${JSON.stringify(share["to"])}`,
    },
    {
        path: "allowTrace",
        fails: ({ share }) => share["service"] !== undefined && share["allow_trace"] !== undefined,
        reason: 'is for streams; a NATS server with it at a service does not start ("Detected allow_trace directive on a non-stream")',
    },
];

/** The rules of the parts of one account, with the path of each part. */
export function partsOf({
    spec,
    account,
}: AccountSubject): { readonly place: string; readonly rules: typeof importRules; readonly subject: ShareSubject }[] {
    return (["exports", "imports"] as const).flatMap((key) => {
        const shares = account.settings[key];
        return (isList(shares) ? shares : []).flatMap((share, index) =>
            isMap(share)
                ? [{ place: at(key, index), rules: key === "exports" ? exportRules : importRules, subject: { spec, account, share } }]
                : [],
        );
    });
}

function isMisfit(subject: Settled): boolean {
    return typeof subject === "string" && !isSubject(subject);
}

function textsOf(list: Settled): string[] {
    return isList(list) ? list.filter((item) => typeof item === "string") : [];
}

function isSystem({ config }: Spec, { name }: AccountSpec): boolean {
    return name === systemAccountName(config);
}

function isDeclared(spec: Spec, name: string): boolean {
    const users = spec.users.some(({ account }) => account === name);
    return users || spec.accounts.some((account) => account.name === name) || Object.hasOwn(rawAccounts(spec.config), name);
}

/** What an account exports; undefined where that isn't known. */
function exportsOf(spec: Spec, name: string): readonly SettledMap[] | undefined {
    const settings = spec.accounts.find((account) => account.name === name)?.settings ?? rawAccounts(spec.config)[name];
    const exports = settings?.["exports"] ?? [];
    return isList(exports) && exports.every(isMap) ? exports : undefined;
}

function offers(offer: SettledMap, kind: "stream" | "service", subject: string, importer: string): boolean {
    const offered = offer[kind];
    const invited =
        offer["accounts"] === undefined ||
        !isList(offer["accounts"]) ||
        offer["accounts"].length === 0 ||
        offer["accounts"].includes(importer);
    return offered !== undefined && invited && (typeof offered !== "string" || covers(offered, subject));
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
