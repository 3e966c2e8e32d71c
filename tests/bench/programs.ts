/** The Cluster that is measured: the quickstart's, with a Namespace and a Service of its own, so that every kind of child is there. */
export const CLUSTER = {
    createNamespace: true,
    namespace: "nats-bench",
    replicas: 3,
    users: { app: {} },
    jetstream: { size: "1Gi" },
    external: true,
} as const;

/** A program in YAML with several Clusters. */
export function clusters(count: number, properties: object): object {
    const names = Array.from({ length: count }, (_, index) => (count === 1 ? "nats" : `nats-${index}`));
    return {
        resources: Object.fromEntries(names.map((name) => [name, { type: "nats:Cluster", properties }])),
        outputs: Object.fromEntries(names.map((name) => [name, `\${${name}.clientUrl}`])),
    };
}
