/**
 * The inputs whose change a running cluster may refuse, and whether `acceptChanges` can have the change made nevertheless. What is
 * refused, when and why stands in `review/refusals.ts`; the rule about `acceptChanges` reads this table.
 */
export const REFUSED_CHANGES = {
    name: "acceptable",
    namespace: "acceptable",
    replicas: "acceptable",
    "jetstream.enabled": "acceptable",
    "config.resolver": "acceptable",
    "config.merge.operator": "acceptable",
    "config.merge.authorization": "acceptable",
    "config.merge.system_account": "acceptable",
    "config.merge.server_name": "acceptable",
    "config.merge.cluster.name": "acceptable",
    "config.merge.jetstream.domain": "acceptable",
    "config.merge.jetstream.key": "acceptable",
    "config.merge.jetstream.max_file_store": "acceptable",
    "config.merge.jetstream.max_memory_store": "acceptable",
    // Kubernetes can't, or servers of the two versions can't run side by side: nobody's consent helps.
    "jetstream.size": "impossible",
    storageClass: "impossible",
    chartVersion: "impossible",
} as const satisfies Readonly<Record<string, "acceptable" | "impossible">>;

export type RefusedPath = keyof typeof REFUSED_CHANGES;

/** Whether a change of this input can be made if somebody accepts what it costs. */
export function isAcceptable(path: RefusedPath): boolean {
    return REFUSED_CHANGES[path] === "acceptable";
}
