import fc from "fast-check";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { isUserName } from "../../../provider/inputs/rules/predicates";
import type { Plan } from "../../../provider/plan/plan";
import { planOf, problemsOf } from "../../support/planning";

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
function isObjectName(name: unknown): boolean {
    return typeof name === "string" && name.length <= 253 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name);
}

/** A Service's name, and a pod's as a host name. */
function isLabel(name: unknown): boolean {
    return typeof name === "string" && name.length <= 63 && /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name);
}

function planFor(...users: string[]): Plan {
    return planOf({ users: Object.fromEntries(users.map((user) => [user, {}])) });
}

function secretNames(plan: Plan): unknown[] {
    return [plan.authSecret, ...plan.secrets].map(({ name }) => name);
}

/** Names that the rules let through, those among them that are hard to tell apart in lower case and without punctuation. */
const userName = fc
    .oneof(
        fc.stringMatching(/^[A-Za-z0-9]([-._A-Za-z0-9]{0,61}[A-Za-z0-9])?$/),
        fc.constantFrom(
            "auth",
            "credentials",
            "external",
            "routes",
            "Auth",
            "AUTH",
            "a.b",
            "a-b",
            "a_b",
            "A.B",
            "a..b",
            "a.-b",
            "constructor",
            "0",
        ),
    )
    .filter(isUserName);

describe("the names of Kubernetes objects", () => {
    it("are made of the cluster's name, as users and other tools look for them", () => {
        const plan = planOf({ name: "mq", external: true, replicas: 1, users: { app: {} } }, "resource");
        assert.equal(plan.authSecret.name, "mq-auth");
        assert.deepEqual(
            plan.secrets.map(({ name }) => name),
            ["mq-credentials", "mq-user-app"],
        );
        assert.deepEqual(
            plan.claims.map(({ name }) => name),
            ["mq-js-mq-0"],
        );
        assert.equal(plan.service?.name, "mq-external");
    });

    it("stay legal with the longest name", () => {
        const name = "n".repeat(52);
        const plan = planOf({ name, external: true, replicas: 99, users: { ["u".repeat(63)]: {}, "U.x": {} } });
        const names = [...secretNames(plan), ...plan.claims.map((claim) => claim.name)];
        assert.deepEqual(
            names.filter((object) => !isObjectName(object)),
            [],
        );
        assert.ok(isLabel(plan.service?.name) && isLabel(`${name}-headless`));
    });

    it("take a user's name as it is where it is legal", () => {
        assert.deepEqual(planFor("app", "a.b", "a-b", "0").outputs.credentialsSecretNames, {
            "0": "nats-user-0",
            "a-b": "nats-user-a-b",
            "a.b": "nats-user-a.b",
            app: "nats-user-app",
        });
    });

    it("keep users' Secrets apart from every other object, whatever a user is called", () => {
        for (const user of ["auth", "credentials", "external", "headless", "config", "box-contexts", "0", "js-nats-0"]) {
            const [secret] = Object.values(planFor(user).outputs.credentialsSecretNames);
            assert.equal(secret, `nats-user-${user}`);
        }
    });

    it("stay apart for a user who is named as another user's Secret is", () => {
        const hash = createHash("sha256").update("a_b").digest("hex").slice(0, 8);
        const inputs = { users: { a_b: {}, [`a-b-${hash}`]: {} } };
        if (problemsOf(inputs).length === 0) {
            const names = Object.values(planOf(inputs).outputs.credentialsSecretNames);
            assert.equal(new Set(names).size, 2);
        }
    });

    it("are legal and different for all users, and stay the same when others come and go", () => {
        fc.assert(
            fc.property(fc.uniqueArray(userName, { minLength: 1, maxLength: 6 }), (users) => {
                const names = secretNames(planFor(...users));
                assert.deepEqual(
                    names.filter((name) => !isObjectName(name)),
                    [],
                );
                assert.equal(new Set(names).size, names.length, names.join());
                const alone = planFor(users[0]!).outputs.credentialsSecretNames[users[0]!];
                assert.equal(planFor(...users).outputs.credentialsSecretNames[users[0]!], alone);
            }),
        );
    });
});

describe("the names of Pulumi resources", () => {
    /** With their types, as Pulumi tells resources apart by both. */
    const names = (plan: Plan): string[] => [
        ...plan.passwords.map(({ resource }) => `RandomPassword ${resource}`),
        ...[plan.authSecret, ...plan.secrets].map(({ resource }) => `Secret ${resource}`),
        ...plan.claims.map(({ resource }) => `Claim ${resource}`),
        `Release ${plan.release.resource}`,
        `Readiness ${plan.readiness.resource}`,
        `Service ${plan.service!.resource}`,
        `Namespace ${plan.createNamespace!}`,
    ];

    it("follow the name of the component, so that two components don't clash and `name` can change", () => {
        const plan = planOf({ name: "mq", createNamespace: true, external: true, users: { app: {} } }, "orders");
        assert.deepEqual(
            names(plan).filter((name) => !/^\w+ orders/.test(name)),
            [],
        );
    });

    it("are different from each other, whatever users are called", () => {
        fc.assert(
            fc.property(fc.uniqueArray(userName, { minLength: 1, maxLength: 6 }), (users) => {
                const all = names(
                    planOf({ createNamespace: true, external: true, users: Object.fromEntries(users.map((user) => [user, {}])) }),
                );
                assert.equal(new Set(all).size, all.length, all.join());
            }),
        );
    });
});
