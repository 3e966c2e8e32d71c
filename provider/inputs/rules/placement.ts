import { parseQuantity } from "../../values/quantity";
import type { Spec } from "../spec";
import { memoryStoreBytes } from "../stores";
import * as is from "./predicates";
import type { Rule } from "./rule";
import type { Warning } from "./warning";

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
];

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

export const placementRules = [...nameRules, requestRule("cpu"), requestRule("memory")];

export const placementWarnings: readonly Warning[] = [
    {
        when: ({ replicas, jetstream }) => replicas === 2 && jetstream.enabled,
        message:
            "replicas is 2: JetStream needs both servers and stops whenever either of them restarts; use 3 to survive the loss of one, or 1",
    },
    {
        when: ({ replicas, jetstream }) => replicas > 2 && replicas % 2 === 0 && jetstream.enabled,
        message: ({ replicas }) =>
            `replicas is ${replicas}: JetStream survives no more failures than with ${replicas - 1}; use an odd number`,
    },
    {
        when: (spec) => {
            const memory = typeof spec.resources.memory === "string" ? parseQuantity(spec.resources.memory) : undefined;
            return memory !== undefined && memoryStoreBytes(spec) >= memory;
        },
        message: ({ resources }) =>
            `config.merge.jetstream.max_memory_store is not below the memory limit (${is.shown(resources.memory)}): a server that fills it is killed; raise resources.memory`,
    },
];
