import { lacksUsers, noAuthUser } from "../inputs/authentication";
import { opened } from "../inputs/opened";
import { shown } from "../inputs/rules/predicates";
import { versionWarnings } from "../inputs/rules/serverVersions";
import type { Spec } from "../inputs/spec";
import { memoryStoreBytes } from "../inputs/stores";
import { isMap } from "../values/leaf";
import { parseQuantity } from "../values/quantity";
import type { Text } from "../values/text";
import { NATS_WARNINGS } from "./natsWarnings";
import { valuesWarnings } from "./valuesWarnings";
import type { Warning } from "./warning";

/** What works, but not as many expect. */
const WARNINGS: readonly Warning[] = [
    ...valuesWarnings,
    {
        when: (spec) => lacksUsers(spec) && !spec.allowAnonymous,
        message:
            "users is empty, so every client that reaches the servers is let in without credentials; " +
            "add a user, such as `users: {app: {}}`, or set allowAnonymous: true if that is meant",
    },
    {
        when: ({ service, external, assumed }) => service.given && !external && !assumed.includes("external"),
        message: "service describes the external Service, and external is not true: no Service is made for clients outside",
    },
    {
        when: (spec) => spec.external && spec.allowAnonymous,
        message: "external and allowAnonymous together let anybody in who can reach the external Service",
    },
    {
        when: (spec) => spec.external && noAuthUser(spec) !== undefined,
        message: (spec) =>
            `external and noAuthUser together let anybody in who can reach the external Service, as the user ${shown(noAuthUser(spec) as Text)}`,
    },
    {
        when: ({ external, networkPolicy: { enabled, clients } }) =>
            external && enabled && clients?.every((peer) => isMap(peer) && peer["ipBlock"] === undefined) === true,
        message:
            "networkPolicy.clients has no ipBlock, so no client outside the Kubernetes cluster gets through to the external Service; " +
            "add the networks that they, or the nodes, come from",
    },
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
            `config.merge.jetstream.max_memory_store is not below the memory limit (${shown(resources.memory)}): a server that fills it is killed; raise resources.memory`,
    },
];

/** Decided with all secrets in the clear, and told where they are hidden. */
export function warningsOf(spec: Spec): string[] {
    const open = opened(spec);
    const warnings = [...WARNINGS, ...NATS_WARNINGS].filter(({ when }) => when(open));
    return [...warnings.map(({ message }) => (typeof message === "string" ? message : message(spec))), ...versionWarnings(open)];
}
