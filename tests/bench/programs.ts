// The programs in TypeScript that are measured.
import "../support/sdk";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { Cluster } from "pulumi-nats";

/** The Cluster that is measured: the quickstart's, with a Namespace and a Service of its own, so that every kind of child is there. */
export const CLUSTER = {
    createNamespace: true,
    namespace: "nats-bench",
    replicas: 3,
    users: { app: {} },
    jetstream: { size: "1Gi" },
    external: true,
} as const;

/** A program with several Clusters. */
export function clusters(count: number, properties: object): PulumiFn {
    return () => {
        for (let index = 0; index < count; index++) {
            new Cluster(count === 1 ? "nats" : `nats-${index}`, properties);
        }
        return Promise.resolve();
    };
}
