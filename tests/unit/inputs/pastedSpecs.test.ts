// Specs as they stand in the documentation of the Cozystack and Hikube NATS services. What is under `spec:` there is pasted under
// `properties:` here and means the same, or is refused where NATS would not work with it.
import assert from "node:assert/strict";
import { parse } from "yaml";
import { block, withMergeOnly } from "../../support/pastedBlocks";
import { type Inputs, planOf, problemsOf, sketch, valueAt } from "../../support/planning";
import { revealJson } from "../../support/reveal";

const read = (text: string): Inputs => parse(text) as Inputs;

interface AuthFile {
    readonly accounts: Readonly<Record<string, { readonly users: unknown; readonly jetstream?: string }>>;
}

describe("a spec pasted from Cozystack or Hikube", () => {
    it("plans the basic example: two servers, one user with the password as given", async () => {
        const plan = planOf(block("base"));
        assert.equal(valueAt(plan, "config", "cluster", "replicas"), 2);
        assert.deepEqual(valueAt(plan, "container", "resources", "limits"), { cpu: "250m", memory: "128Mi" });
        assert.deepEqual(
            plan.claims.map(({ size }) => size),
            ["10Gi", "10Gi"],
        );
        const { accounts } = (await revealJson(plan.authSecret.data["auth.conf"])) as AuthFile;
        assert.deepEqual(accounts["APP"]?.users, [{ user: "user1", password: "mypassword" }]);
        assert.equal(plan.service, undefined);
    });

    it("plans users, a larger volume and logging", async () => {
        const plan = planOf(withMergeOnly("application", "debug", "trace"));
        assert.deepEqual(valueAt(plan, "config", "merge", "debug"), true);
        assert.deepEqual(valueAt(plan, "config", "merge", "trace"), true);
        assert.equal(plan.claims[0]?.size, "20Gi");
        const { accounts } = (await revealJson(plan.authSecret.data["auth.conf"])) as AuthFile;
        assert.deepEqual(accounts["APP"]?.users, [
            { user: "admin", password: "supersecurepassword" },
            { user: "client", password: "clientpassword" },
        ]);
    });

    it("plans resources given in full", () => {
        const plan = planOf(block("resources"));
        assert.deepEqual(valueAt(plan, "container", "resources"), {
            limits: { cpu: "4000m", memory: "4Gi" },
            requests: { cpu: "4000m", memory: "4Gi" },
        });
    });

    it("plans what the tables give as defaults, written out", () => {
        const written = read(`
replicas: 2
resources: {cpu: "", memory: ""}
resourcesPreset: "nano"
storageClass: ""
external: false
users: {}
jetstream: {enabled: true, size: 10Gi}
config: {merge: {}, resolver: {}}
`);
        assert.deepEqual(sketch(planOf(written)), sketch(planOf({})));
    });

    it("refuses an external cluster without users, which would be open to anybody", () => {
        const problems = problemsOf(block("common"));
        assert.deepEqual(
            problems.map(({ path }) => path),
            ["external"],
        );
    });

    it("plans the same external cluster with a user", () => {
        const plan = planOf({ ...block("common"), users: { app: {} } });
        assert.equal(plan.service?.spec["type"], "LoadBalancer");
        assert.equal(plan.claims[2]?.storageClassName, "replicated");
    });

    it("refuses a resolver without an operator, and says that its type is missing too", () => {
        const problems = problemsOf(block("application"));
        assert.deepEqual(
            problems.map(({ path }) => path),
            ["config.resolver", "config.resolver.type"],
        );
    });

    it("refuses the complete example for its resolver alone, and says what to do with it", () => {
        const [problem, ...others] = problemsOf(block("complete"));
        assert.deepEqual([problem?.path, others], ["config.resolver", []]);
        assert.match(problem?.reason ?? "", /no operator key found.*remove config\.resolver/);
    });

    it("plans the complete example without the resolver", () => {
        const plan = planOf(withMergeOnly("complete", "max_payload", "write_deadline", "debug", "trace"));
        assert.deepEqual(valueAt(plan, "config", "merge"), {
            "00$include": "../nats-auth/auth.conf",
            max_payload: 16 * 2 ** 20,
            write_deadline: "2s",
            debug: false,
            trace: false,
        });
        assert.equal(valueAt(plan, "config", "jetstream", "fileStore", "pvc", "storageClassName"), "replicated");
        assert.equal(valueAt(plan, "container", "resources", "limits", "memory"), "2Gi");
    });

    it("refuses one name for three servers and a token beside users, both at once and without the token", () => {
        const problems = problemsOf(block("overview"));
        assert.deepEqual(problems.map(({ path }) => path).sort(), ["config.merge.authorization.token", "config.merge.server_name"]);
        assert.doesNotMatch(JSON.stringify(problems), /my-secret-token|strongpassword/);
    });

    it("plans the rest of that example: a password generated for the user without one, and memory for streams", () => {
        const plan = planOf(withMergeOnly("overview", "jetstream"), "nats-example");
        assert.deepEqual(
            plan.passwords.map(({ key }) => key),
            ["user2", "$SYS routes"],
        );
        assert.equal(valueAt(plan, "config", "merge", "jetstream", "max_memory_store"), 2 * 2 ** 30);
        assert.ok(
            plan.warnings.some((warning) => /max_memory_store is not below the memory limit \("128Mi"\)/.test(warning)),
            plan.warnings.join(),
        );
    });
});
