import { canImportService, canImportStream } from "../../nats/mappings";
import { type Import, type ShareKind, formsCycle, isOffered, repeated } from "../../nats/shares";
import { covers, isLiteral, isSubject } from "../../nats/subjects";
import { type Settled, type SettledMap, isMap, mapAt } from "../../values/leaf";
import { at } from "../../values/path";
import { exportsAreKnown, importsBefore, importsOf, isDeclared, offersOf, prefixed, readImport, sharesAt, textsOf } from "../shares";
import type { AccountSpec, Spec } from "../spec";
import type { Rule } from "./rule";

/** One export or import of an account, among all that is to be. */
export interface ShareSubject {
    readonly spec: Spec;
    readonly account: AccountSpec;
    readonly share: SettledMap;
    readonly index: number;
}

const KINDS = ["stream", "service"] as const;

const eitherRule: Rule<ShareSubject> = {
    path: "",
    fails: ({ share }) => (share["stream"] === undefined) === (share["service"] === undefined),
    reason: "must have either stream or service",
};

const exportRules: readonly Rule<ShareSubject>[] = [
    eitherRule,
    ...KINDS.map((kind): Rule<ShareSubject> => ({
        path: kind,
        fails: ({ share }) => isMisfit(share[kind]),
        reason: ({ share }) => `must be a subject, such as orders.>, got ${JSON.stringify(share[kind])}`,
    })),
    ...["response_type", "response_threshold", "latency"].map((key): Rule<ShareSubject> => ({
        path: key,
        fails: ({ share }) => share["stream"] !== undefined && share[key] !== undefined,
        reason: "is for services: a stream has no replies",
    })),
    {
        path: "account_token_position",
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
        path: "allow_trace",
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
    {
        path: "latency",
        fails: ({ share: { latency } }) => isMap(latency) && latency["subject"] === undefined,
        reason: "must have a subject, to which the measurements go",
    },
    {
        path: "latency",
        fails: ({ share: { latency, response_type: type } }) =>
            latency !== undefined && typeof type === "string" && !/^single(ton)?$/i.test(type),
        reason: "is for services that reply with one message; remove response_type or this",
    },
    {
        path: "latency",
        fails: ({ spec, account, share }) => {
            const subject = latencySubject(share);
            return (
                subject !== undefined &&
                offersOf(spec, account.name).some((offer) => offer.kind === "service" && covers(offer.subject, subject))
            );
        },
        reason: "must go to a subject that is none of this account's services",
    },
    {
        path: "latency",
        fails: ({ spec, share }) => share["latency"] !== undefined && spec.config["no_system_account"] === true,
        reason: "is measured by the system account, and config.merge.no_system_account is true; remove one",
    },
];

const importRules: readonly Rule<ShareSubject>[] = [
    eitherRule,
    ...KINDS.flatMap((kind): Rule<ShareSubject>[] => [
        {
            path: `${kind}.subject`,
            fails: ({ share }) => isMisfit(mapAt(share, kind)["subject"]),
            reason: ({ share }) => `must be a subject, such as orders.>, got ${JSON.stringify(mapAt(share, kind)["subject"])}`,
        },
        {
            path: `${kind}.account`,
            needs: ["accounts", "config.merge.accounts"],
            fails: ({ spec, share }) => {
                const name = mapAt(share, kind)["account"];
                return typeof name === "string" && !isDeclared(spec, name);
            },
            reason: ({ share }) => `must be an account that is declared, got ${JSON.stringify(mapAt(share, kind)["account"])}`,
        },
        importRule(kind, {
            fails: ({ spec, account }, own) =>
                exportsAreKnown(spec, own.account) && !isOffered(offersOf(spec, own.account), own, account.name),
            reason: ({ account }, own) =>
                `is nothing that the account ${JSON.stringify(own.account)} exports to ${account.name} as a ${kind}; ` +
                'a NATS server with that does not start ("not authorized"); add it to the exports there',
        }),
        importRule(kind, {
            fails: ({ account, index }, own) => repeated(importsBefore(account, index), own) !== undefined,
            reason: (_, own) =>
                `is imported a second time from ${own.account}${kind === "stream" ? "" : `, as ${JSON.stringify(own.to)}`}; ` +
                "a NATS server with both does not start; remove one, or give it another `to`",
        }),
        importRule(kind, {
            fails: ({ account }, own) => own.account === account.name && own.to === own.subject,
            reason: "is of this account itself, where each message would be delivered twice; give it another subject with `to`, or import it from another account",
        }),
        importRule(kind, {
            fails: ({ spec, account, index }, own) => {
                const before = (name: string) => (name === account.name ? importsBefore(account, index) : importsOf(spec, name));
                return formsCycle({ offersOf: (name) => offersOf(spec, name), importsOf: before }, account.name, own);
            },
            reason: ({ account }, own) =>
                `comes back to ${account.name} by what ${own.account} imports; a NATS server with that does not start ("import forms a cycle"); ` +
                "give it another subject in one of the accounts, or export less",
        }),
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
        fails: ({ share: { prefix, stream } }) => {
            const { subject } = isMap(stream) ? stream : {};
            const literal = typeof prefix !== "string" || isLiteral(prefix.replace(/\.$/, ""));
            return (
                !literal ||
                (typeof prefix === "string" && typeof subject === "string" && !canImportStream(subject, prefixed(prefix, subject)))
            );
        },
        reason: ({ share }) => `must be a subject without wildcards and functions, got ${JSON.stringify(share["prefix"])}`,
    },
    {
        path: "to",
        fails: ({ share }) => {
            const [{ subject }, to] = [mapAt(share, share["stream"] === undefined ? "service" : "stream"), share["to"]];
            const canImport = share["stream"] === undefined ? canImportService : canImportStream;
            return typeof to === "string" && typeof subject === "string" && !canImport(subject, to);
        },
        reason: ({ share }) => `must be a subject with a place for each wildcard of what is imported, got ${JSON.stringify(share["to"])}`,
    },
    {
        path: "allow_trace",
        fails: ({ share }) => share["service"] !== undefined && share["allow_trace"] !== undefined,
        reason: 'is for streams; a NATS server with it at a service does not start ("Detected allow_trace directive on a non-stream")',
    },
];

/** A rule of imports of which all is known. */
function importRule(
    kind: ShareKind,
    {
        fails,
        reason,
    }: {
        readonly fails: (subject: ShareSubject, own: Import) => boolean;
        readonly reason: string | ((subject: ShareSubject, own: Import) => string);
    },
): Rule<ShareSubject> {
    const own = ({ share }: ShareSubject) => readImport(share);
    return {
        path: kind,
        needs: ["accounts", "config.merge.accounts"],
        fails: (subject) => {
            const read = own(subject);
            return read?.kind === kind && isDeclared(subject.spec, read.account) && fails(subject, read);
        },
        reason: (subject) => (typeof reason === "string" ? reason : reason(subject, own(subject)!)),
    };
}

interface Part {
    readonly place: string;
    readonly rules: readonly Rule<ShareSubject>[];
    readonly subject: ShareSubject;
}

/** The rules of the parts of one account, with the path of each part. */
export function partsOf(spec: Spec, account: AccountSpec): Part[] {
    return (["exports", "imports"] as const).flatMap((key) => {
        const rules = key === "exports" ? exportRules : importRules;
        return sharesAt(account, key).flatMap((share, index) =>
            isMap(share) ? [{ place: at(key, index), rules, subject: { spec, account, share, index } }] : [],
        );
    });
}

function isMisfit(subject: Settled): boolean {
    return typeof subject === "string" && !isSubject(subject);
}

function latencySubject({ latency }: SettledMap): string | undefined {
    const subject = isMap(latency) ? latency["subject"] : latency;
    return typeof subject === "string" ? subject : undefined;
}
