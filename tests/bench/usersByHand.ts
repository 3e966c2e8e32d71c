// A Cluster of many users as somebody declares it who has no component: with a loop over the users.
import { Secret } from "@pulumi/kubernetes/core/v1/secret";
import { SecretPatch } from "@pulumi/kubernetes/core/v1/secretPatch";
import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { RandomPassword } from "@pulumi/random/randomPassword";
import assert from "node:assert/strict";
import { encoded } from "../../provider/create/secrets";
import { comparable, declare, nothing, recordedByHand } from "./byHand";
import type { Users } from "./programs";
import { declaredBy } from "./registrations";

const FORCE = { "pulumi.com/patchForce": "true" };
const REPLICAS = 3;
/** To compare with what the component makes, and to have what doesn't depend on the users. */
const FEW: Users = { audit: { users: { alice: {} } }, orders: { users: { bob: {}, carol: {} } } };

/** A program that makes what one Cluster with these accounts makes. */
export async function usersByHand(accounts: Users, chart: string): Promise<PulumiFn> {
    const recorded = await recordedByHand({ replicas: REPLICAS, accounts: FEW, chart }, false);
    const names = Object.values(FEW).flatMap(({ users }) => Object.keys(users));
    const others = recorded.filter(({ name }) => !names.some((user) => new RegExp(`-${user}(-data)?$`).test(name)));
    const programOf = (declared: Users) => (): Promise<void> => {
        const known = nothing();
        const passwords = new Map(namesOf(declared).map((name) => [name, password(`nats-password-${name}`)]));
        const routes = password("nats-routes");
        known.resources.set("nats-routes", routes);
        known.resources.set("nats-auth-data", secret("auth", "nats-auth", "Opaque", authentication(declared, passwords, routes.result)));
        const all = pulumi.all(Object.fromEntries([...passwords].map(([name, { result }]) => [name, result])));
        secret("credentials", "nats-credentials", "Opaque", all);
        for (const [name, { result }] of passwords) {
            secret(
                `user-${name}`,
                `nats-${name}`,
                "servicebinding.io/nats",
                result.apply((value) => binding(name, value)),
            );
        }
        const made = ["nats-auth", "nats-credentials", "nats-credentials-data"];
        declare(
            others.filter(({ name }) => !made.includes(name)),
            (name) => name,
            known,
        );
        return Promise.resolve();
    };
    assert.deepEqual(comparable(await declaredBy(programOf(FEW), false)), comparable(recorded));
    return programOf(accounts);
}

function namesOf(accounts: Users): string[] {
    return Object.values(accounts).flatMap(({ users }) => Object.keys(users));
}

function password(name: string): RandomPassword {
    return new RandomPassword(name, { length: 32, special: false });
}

/** A Secret and what fills it. */
function secret(resource: string, name: string, type: string, data: pulumi.Input<Record<string, string>>): SecretPatch {
    const metadata = { name, namespace: "default" };
    const made = new Secret(`nats-${resource}`, { metadata, type }, { ignoreChanges: ["data", "stringData"] });
    return new SecretPatch(
        `nats-${resource}-data`,
        { metadata: { ...metadata, annotations: FORCE }, type, data: pulumi.secret(data).apply(encoded) },
        { dependsOn: [made], retainOnDelete: true },
    );
}

function authentication(
    declared: Users,
    passwords: ReadonlyMap<string, RandomPassword>,
    routes: pulumi.Output<string>,
): pulumi.Input<Record<string, string>> {
    const results = Object.fromEntries([...passwords].map(([name, { result }]) => [name, result]));
    return pulumi.all([pulumi.all(results), routes]).apply(([values, route]) => ({
        "auth.conf": JSON.stringify({
            accounts: {
                $SYS: { users: [] },
                ...Object.fromEntries(
                    Object.entries(declared).map(([account, { users }]) => [
                        account,
                        { jetstream: "enabled", users: Object.keys(users).map((user) => ({ user, password: values[user] })) },
                    ]),
                ),
            },
        }),
        "cluster.conf": JSON.stringify({
            authorization: { user: "routes", password: route },
            routes: Array.from({ length: REPLICAS }, (_, ordinal) => `nats://routes:${route}@nats-${ordinal}.nats-headless:6222`),
        }),
    }));
}

function binding(user: string, value: string): Record<string, string> {
    const host = "nats.default.svc";
    return {
        "context.json": JSON.stringify({ url: `nats://${host}:4222`, user, password: value }),
        "fqdn-uri": `nats://${user}:${value}@${host}.cluster.local:4222`,
        host,
        password: value,
        port: "4222",
        provider: "pulumi-nats",
        type: "nats",
        uri: `nats://${user}:${value}@${host}:4222`,
        user,
        username: user,
    };
}
