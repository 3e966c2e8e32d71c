// What Kubernetes would refuse for its size: at most 1 MiB is kept in one Secret, and in one ConfigMap.
import assert from "node:assert/strict";
import { type Inputs, problemsOf, secret, unknown } from "../../support/planning";
import { itRefuses } from "../../support/refusals";

const says = ["Kubernetes keeps at most 1048576", "several clusters"];

function many(count: number, of: (index: number) => unknown): Inputs {
    return Object.fromEntries(Array.from({ length: count }, (_, index) => [`u${index}`, of(index)]));
}
const permissions = (length: number): Inputs => ({ permissions: { publish: { allow: ["x".repeat(length)] } } });

describe("rules for the size of what is made", () => {
    itRefuses({
        "users with more permissions than a Secret takes": {
            inputs: { users: many(100, () => permissions(11_000)) },
            path: "users",
            says: [...says, "users and the secret configuration"],
            near: { users: many(100, () => permissions(9_000)) },
        },
        "more accounts than a Secret takes": {
            inputs: { users: { app: {} }, accounts: many(20, () => ({ exports: [{ stream: "x".repeat(60_000) }] })) },
            path: "accounts",
            says,
            near: { users: { app: {} }, accounts: many(16, () => ({ exports: [{ stream: "x".repeat(60_000) }] })) },
        },
        "longer secret configuration than a Secret takes": {
            inputs: { config: { merge: { server_metadata: { a: secret("ż".repeat(600_000)), b: unknown() } } } },
            path: "config.merge",
            says,
            near: { config: { merge: { server_metadata: { a: secret("z".repeat(600_000)), b: unknown() } } } },
        },
        "longer configuration than a ConfigMap takes": {
            inputs: { config: { merge: { server_metadata: { a: "z".repeat(1_100_000) } } } },
            path: "config.merge",
            says: [...says, "the configuration of the servers"],
            near: { config: { merge: { server_metadata: { a: "z".repeat(1_000_000) } } } },
        },
        "longer passwords than a Secret takes together": {
            inputs: { users: many(1_100, () => ({ password: secret("p".repeat(1_000)) })) },
            path: "users",
            says,
            near: { users: many(900, () => ({ password: secret("p".repeat(1_000)) })) },
        },
    });

    it("count passwords that aren't made yet as long as they are going to be", () => {
        const [generated, given] = [{}, { password: secret("p".repeat(32)) }].map((user) =>
            problemsOf({ users: many(100, () => ({ ...permissions(11_000), ...user })) }),
        );
        assert.deepEqual(generated, given);
        assert.notDeepEqual(problemsOf({ users: many(100, () => ({ ...permissions(11_000), password: secret("p") })) }), given);
    });
});
