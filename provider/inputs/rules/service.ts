import { NUMBERS } from "../contract";
import type { Spec } from "../spec";
import * as is from "./predicates";
import type { Rule } from "./rule";
import type { Warning } from "./warning";

export const serviceRules: readonly Rule<Spec>[] = [
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

export const serviceWarnings: readonly Warning[] = [
    {
        when: ({ service, external, assumed }) => service.given && !external && !assumed.includes("external"),
        message: "service describes the external Service, and external is not true: no Service is made for clients outside",
    },
];
