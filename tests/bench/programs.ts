// The programs in TypeScript that are measured.
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

/** Accounts with their users, as a Cluster takes them. */
export type Users = Readonly<Record<string, { readonly users: Readonly<Record<string, object>> }>>;

/** No two users of a cluster can have one name, whatever their accounts. */
export function manyUsers(count: number, inAccounts: number): Users {
    const named = (prefix: string, many: number) => Array.from({ length: many }, (_, index) => `${prefix}${index}`);
    return Object.fromEntries(
        named("account-", inAccounts).map((account) => [
            account,
            { users: Object.fromEntries(named(`${account}-user-`, count / inAccounts).map((user) => [user, {}])) },
        ]),
    );
}
