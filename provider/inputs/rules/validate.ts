import type { Problem } from "../../values/problem";
import { parseQuantity } from "../../values/quantity";
import * as defaults from "../defaults";
import { inputPath } from "../natsNames";
import { opened } from "../opened";
import { rawAccountSpecs } from "../shares";
import { type AccountSpec, type Spec, isKnown } from "../spec";
import { type AccountSubject, accountRules, rawAccountRules, rawLimitRules } from "./accounts";
import { anonymousRules } from "./anonymous";
import { chartRules } from "./chart";
import { configRules } from "./config";
import { fileRules } from "./files";
import { limitRules } from "./limits";
import { listenerRules } from "./listeners";
import { rawMappingRules } from "./mappings";
import { operatorRules } from "./operator";
import { peerRules, peersOf } from "./networkPolicy";
import * as is from "./predicates";
import type { Rule } from "./rule";
import { versionProblems } from "./serverVersions";
import { partsOf } from "./shares";
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
        path: "replicas",
        fails: ({ replicas }) => replicas < 1 || replicas > defaults.MAX_REPLICAS,
        reason: ({ replicas }) => `must be from 1 to ${defaults.MAX_REPLICAS}, got ${replicas}`,
    },
    {
        path: "timeoutSeconds",
        fails: ({ timeoutSeconds }) => timeoutSeconds < 1 || timeoutSeconds > 86400,
        reason: ({ timeoutSeconds }) => `must be from 1 to 86400 seconds, got ${timeoutSeconds}`,
    },
    {
        path: "authTimeoutSeconds",
        fails: ({ authTimeoutSeconds: seconds }) => seconds !== undefined && !(seconds >= 0.1 && seconds <= 60),
        reason: ({ authTimeoutSeconds: seconds }) => `must be from 0.1 to 60 seconds, got ${seconds}`,
    },
    {
        path: "storageClass",
        fails: ({ storageClass }) => storageClass !== "" && is.fails(storageClass, is.isDnsSubdomain),
        reason: ({ storageClass }) => `must be the name of a StorageClass, got ${is.shown(storageClass)}`,
    },
];

/** A quantity of its own, and against another: what is reserved can't exceed the limit. */
function quantityRules(path: string, get: (spec: Spec) => Spec["storageClass"], minimum: number, example: string): Rule<Spec>[] {
    return [
        {
            path,
            fails: (spec) => is.fails(get(spec), is.isQuantity),
            reason: (spec) => `must be a Kubernetes quantity, such as ${example}, got ${is.shown(get(spec))}`,
        },
        {
            path,
            fails: (spec) => is.fails(get(spec), is.isAtLeast(minimum)),
            reason: (spec) => `must be at least ${example.split(" ")[0]}, got ${is.shown(get(spec))}`,
        },
        {
            path,
            fails: (spec) => is.fails(get(spec), is.isCountable),
            reason: (spec) => `must be less than 8Ei, got ${is.shown(get(spec))}`,
        },
    ];
}

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

/** What is reserved is the limit where nothing else is said, and then the limit's problem is told once. */
function requestedRules(what: "cpu" | "memory", minimum: number, example: string): Rule<Spec>[] {
    return quantityRules(`resources.requests.${what}`, ({ resources }) => resources.requests[what], minimum, example).map((rule) => ({
        ...rule,
        fails: (spec) => spec.resources.requests[what] !== spec.resources[what] && rule.fails(spec),
    }));
}

const resourceRules: readonly Rule<Spec>[] = [
    ...quantityRules("resources.cpu", (spec) => spec.resources.cpu, 0.001, "1m or 2"),
    ...quantityRules("resources.memory", (spec) => spec.resources.memory, defaults.MIN_MEMORY_BYTES, "32Mi or 1Gi"),
    ...requestedRules("cpu", 0.001, "1m or 2"),
    ...requestedRules("memory", 1, "1 or 1Gi"),
    requestRule("cpu"),
    requestRule("memory"),
    ...quantityRules("jetstream.size", (spec) => spec.jetstream.size, defaults.MIN_VOLUME_BYTES, "16Mi or 10Gi"),
];

const serviceRules: readonly Rule<Spec>[] = [
    {
        path: "service",
        needs: ["external"],
        fails: ({ service, external }) => service.given && !external,
        reason: "describes the external Service, but `external` is not true; set external: true, or leave service out",
    },
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
    ...(["ports", "nodePorts"] as const).flatMap((setting): Rule<Spec>[] => [
        {
            path: `service.${setting}`,
            fails: ({ service }) => Object.values(service[setting]).some((port) => !is.isPort(port)),
            reason: ({ service }) => `must be ports from 1 to 65535, got ${JSON.stringify(service[setting])}`,
        },
        {
            path: `service.${setting}`,
            fails: ({ service }) => Object.keys(service[setting]).some((protocol) => protocol !== "nats"),
            reason: ({ service }) => `must be by protocol, and only nats is exposed, got ${Object.keys(service[setting]).join(", ")}`,
        },
    ]),
];

function isGiven(value: unknown): boolean {
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

const rules = [
    ...nameRules,
    ...resourceRules,
    ...serviceRules,
    ...configRules,
    ...operatorRules,
    ...fileRules,
    ...limitRules,
    ...rawLimitRules,
    ...rawMappingRules,
    ...listenerRules,
    ...anonymousRules,
    ...chartRules,
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
        ...peersOf(spec).flatMap(({ path, peer }) => broken(peerRules, peer, (inner) => join(path, inner))),
    ];
}

/** `words`: how the rules of shares, which are in NATS's words, are told. */
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
