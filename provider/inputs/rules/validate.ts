import { type Settled, type SettledMap, valueAt } from "../../values/leaf";
import type { Problem } from "../../values/problem";
import { parseQuantity } from "../../values/quantity";
import type { Text } from "../../values/text";
import { NUMBERS, QUANTITIES } from "../contract";
import { inputPath } from "../natsNames";
import { opened } from "../opened";
import { rawAccountSpecs } from "../shares";
import { type AccountSpec, type Spec, isKnown } from "../spec";
import { acceptChangesRules } from "./acceptChanges";
import { type AccountSubject, accountRules, rawAccountRules, rawLimitRules } from "./accounts";
import { anonymousRules } from "./anonymous";
import { authorizationRules } from "./authorization";
import { chartRules } from "./chart";
import { clusterRules } from "./cluster";
import { compressionRules, compressions } from "./compression";
import { configRules } from "./config";
import { fileRules } from "./files";
import { leafnodeRules, remoteRules, remotesOf } from "./leafnodes";
import { limitRules } from "./limits";
import { listenerRules } from "./listeners";
import { rawMappingRules } from "./mappings";
import { operatorRules } from "./operator";
import { peerRules, peersOf } from "./networkPolicy";
import * as is from "./predicates";
import { resolverRules } from "./resolver";
import type { Rule } from "./rule";
import { versionProblems } from "./serverVersions";
import { partsOf } from "./shares";
import { tlsBlocks, tlsRules } from "./tls";
import { userRules } from "./users";

const nameRules: readonly Rule<Spec>[] = [
    {
        path: "name",
        fails: ({ name }) => is.fails(name, is.isName),
        reason: ({ name }) =>
            `must be a DNS label of at most 52 characters that starts with a letter (a-z, 0-9, -), got ${is.shown(name)}; ` +
            "it defaults to the name of the Pulumi resource",
    },
    {
        path: "name",
        fails: ({ name }) => is.fails(name, (value) => !is.readAsYaml(value)),
        reason: ({ name }) => `must not be ${is.shown(name)}: the chart writes it without quotes, and in YAML that is no text`,
    },
    {
        path: "namespace",
        fails: ({ namespace }) => is.fails(namespace, is.isDnsLabel),
        reason: ({ namespace }) => `must be a DNS label of at most 63 characters (a-z, 0-9, -), got ${is.shown(namespace)}`,
    },
    {
        path: "storageClass",
        fails: ({ storageClass }) => storageClass !== "" && is.fails(storageClass, is.isDnsSubdomain),
        reason: ({ storageClass }) => `must be the name of a StorageClass, got ${is.shown(storageClass)}`,
    },
];

interface Range {
    readonly minimum: number;
    readonly maximum: number;
    readonly unit?: string;
}

/** What stands at the path of an input of one value: a spec has them where the inputs have them. */
function scalar(spec: Spec, path: string): Settled {
    return valueAt(spec as unknown as SettledMap, ...path.split("."));
}

/** Numbers within the ranges of their entries in schema/. */
const numberRules = Object.entries<Range>(NUMBERS).map(([path, { minimum, maximum, unit }]): Rule<Spec> => ({
    path,
    fails: (spec) => {
        const value = scalar(spec, path);
        return typeof value === "number" && !(value >= minimum && value <= maximum);
    },
    reason: (spec) => `must be from ${minimum} to ${maximum}${unit === undefined ? "" : ` ${unit}`}, got ${scalar(spec, path) as number}`,
}));

/** Quantities within the ranges of their entries. What is reserved is the limit where nothing else is said: its problem is told once. */
const quantityRules = Object.entries(QUANTITIES).flatMap(([path, { minimum, example }]): Rule<Spec>[] => {
    const limit = path.replace("requests.", "");
    const quantity = (spec: Spec) => scalar(spec, path) as Text;
    const rule = (test: (value: string) => boolean, must: string): Rule<Spec> => ({
        path,
        fails: (spec) => is.fails(quantity(spec), test) && (limit === path || quantity(spec) !== scalar(spec, limit)),
        reason: (spec) => `must be ${must}, got ${is.shown(quantity(spec))}`,
    });
    return [
        rule(is.isQuantity, `a Kubernetes quantity, such as ${minimum} or ${example}`),
        rule(is.isAtLeast(parseQuantity(minimum)!), `at least ${minimum}`),
        rule(is.isCountable, "less than 8Ei"),
    ];
});

function requestRule(what: "cpu" | "memory"): Rule<Spec> {
    return {
        path: `resources.requests.${what}`,
        fails: ({ resources }) => {
            const [request, limit] = [resources.requests[what], resources[what]];
            return (
                typeof request === "string" &&
                typeof limit === "string" &&
                (parseQuantity(request) ?? 0) > (parseQuantity(limit) ?? Infinity)
            );
        },
        reason: ({ resources }) => `must be at most the limit, ${is.shown(resources[what])}, got ${is.shown(resources.requests[what])}`,
    };
}

const serviceRules: readonly Rule<Spec>[] = [
    {
        path: "service.loadBalancerSourceRanges",
        fails: ({ service }) => service.loadBalancerSourceRanges.some((range) => is.fails(range, is.isCidr)),
        reason: ({ service }) =>
            `must be networks, such as 10.0.0.0/8, got ${service.loadBalancerSourceRanges
                .filter((range) => is.fails(range, is.isCidr))
                .map(is.shown)
                .join(", ")}`,
    },
    ...(["loadBalancerClass", "loadBalancerSourceRanges"] as const).map((setting): Rule<Spec> => ({
        path: `service.${setting}`,
        needs: ["service.type"],
        fails: ({ service }) => service.type !== "LoadBalancer" && isGiven(service[setting]),
        reason: ({ service }) => `is for Services of type LoadBalancer, and service.type is ${service.type}`,
    })),
    ...(["ports", "nodePorts"] as const).flatMap((setting): Rule<Spec>[] => {
        const ports = NUMBERS[`service.${setting}`];
        return [
            {
                path: `service.${setting}`,
                fails: ({ service }) => Object.values(service[setting]).some((port) => port < ports.minimum || port > ports.maximum),
                reason: ({ service }) => `must be ports from ${ports.minimum} to ${ports.maximum}, got ${JSON.stringify(service[setting])}`,
            },
            {
                path: `service.${setting}`,
                fails: ({ service }) => Object.keys(service[setting]).some((protocol) => protocol !== "nats"),
                reason: ({ service }) => `must be by protocol, and only nats is exposed, got ${Object.keys(service[setting]).join(", ")}`,
            },
        ];
    }),
];

function isGiven(value: unknown): boolean {
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

const rules = [
    ...nameRules,
    ...numberRules,
    ...quantityRules,
    requestRule("cpu"),
    requestRule("memory"),
    ...serviceRules,
    ...configRules,
    ...authorizationRules,
    ...operatorRules,
    ...resolverRules,
    ...fileRules,
    ...limitRules,
    ...rawLimitRules,
    ...rawMappingRules,
    ...listenerRules,
    ...leafnodeRules,
    ...clusterRules,
    ...anonymousRules,
    ...chartRules,
    ...acceptChangesRules,
];

/**
 * Everything that can't work, at once. A rule is broken when it is broken with all secrets in the clear, as a server sees them. What is said
 * of a broken rule must not quote a secret: it is what is said where the secrets are hidden, if the rule is broken there, too.
 */
export function validate(spec: Spec): Problem[] {
    const open = opened(spec);
    const broken = brokenRules(open);
    if (open === spec || broken.length === 0) {
        return broken.map(({ path, tell }) => ({ path, reason: tell() }));
    }
    const hidden = brokenRules(spec);
    return broken.map(({ path, rule }) => {
        const same = hidden.find((other) => other.path === path && other.rule === rule);
        return { path, reason: same?.tell() ?? (typeof rule.reason === "string" ? rule.reason : HIDDEN) };
    });
}

const HIDDEN = "can't work with the value in it that is kept secret, and so is not shown here";

interface Broken {
    readonly path: string;
    readonly rule: { readonly reason: unknown };
    readonly tell: () => string;
}

function brokenRules(spec: Spec): Broken[] {
    return [
        ...broken(
            knowable(rules, spec).filter(({ path }) => isKnown(spec, path)),
            spec,
            (path) => path,
        ),
        ...spec.users.flatMap((user) => broken(userRules, { spec, user }, (path) => join(user.path, path))),
        ...spec.accounts.flatMap((account) => brokenInAccount(spec, account, accountRules, inputPath)),
        ...rawAccountSpecs(spec).flatMap((account) => brokenInAccount(spec, account, rawAccountRules, (path) => path)),
        ...versionProblems(spec).map(({ path, reason }) => ({ path, rule: { reason }, tell: () => reason })),
        ...remotesOf(spec).flatMap(({ path, remote }) => broken(remoteRules, remote, (inner) => join(path, inner))),
        ...tlsBlocks(spec).flatMap((subject) => broken(tlsRules, subject, (inner) => join(subject.path, inner))),
        ...compressions(spec).flatMap((subject) => broken(compressionRules, subject, (inner) => join(subject.path, inner))),
        ...peersOf(spec).flatMap(({ path, peer }) => broken(peerRules, peer, (inner) => join(path, inner))),
    ];
}

/** Rules of exports and imports have NATS's names in their paths (`account_token_position`); `words` makes the user's of them. */
function brokenInAccount(
    spec: Spec,
    account: AccountSpec,
    table: readonly Rule<AccountSubject>[],
    words: (path: string) => string,
): Broken[] {
    const parts = partsOf(spec, account).flatMap(({ place, rules: ofPart, subject }) =>
        broken(knowable(ofPart, spec), subject, (path) => join(join(account.path, place), words(path))),
    );
    return [...broken(knowable(table, spec), { spec, account }, (path) => join(account.path, path)), ...parts];
}

function join(path: string, inner: string): string {
    return inner === "" ? path : `${path}.${inner}`;
}

/** The rules that can be applied to what a preview knows. */
function knowable<T>(table: readonly Rule<T>[], spec: Spec): Rule<T>[] {
    return table.filter(({ needs = [] }) => needs.every((input) => isKnown(spec, input)));
}

function broken<T>(table: readonly Rule<T>[], subject: T, place: (path: string) => string): Broken[] {
    return table
        .filter((rule) => rule.fails(subject))
        .map((rule) => ({
            path: place(rule.path),
            rule,
            tell: () => (typeof rule.reason === "string" ? rule.reason : rule.reason(subject)),
        }));
}
