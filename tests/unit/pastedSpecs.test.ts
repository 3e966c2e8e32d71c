// Specs as they stand in the documentation of the Cozystack and Hikube NATS services. What is under `spec:` there is pasted under
// `properties:` here and means the same, or is refused where NATS would not work with it.
import assert from "node:assert/strict";
import { parse } from "yaml";
import { type Inputs, planOf, problemsOf, sketch, valueAt } from "../support/planning";
import { revealJson } from "../support/reveal";

const read = (text: string): Inputs => parse(text) as Inputs;

interface AuthFile {
    readonly accounts: Readonly<Record<string, { readonly users: unknown; readonly jetstream?: string }>>;
}

describe("a spec pasted from Cozystack or Hikube", () => {
    it("plans the basic example: two servers, one user with the password as given", async () => {
        const plan = planOf(
            read(`
replicas: 2
resourcesPreset: nano
external: false
jetstream:
  enabled: true
  size: 10Gi
users:
  user1:
    password: "mypassword"
`),
        );
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
        const plan = planOf(
            read(`
users:
  admin:
    password: "supersecurepassword"
  client:
    password: "clientpassword"
jetstream:
  enabled: true
  size: 20Gi
config:
  merge:
    debug: true
    trace: true
`),
        );
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
        const plan = planOf(read("resources:\n  cpu: 4000m\n  memory: 4Gi\n"));
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
        const problems = problemsOf(
            read(`
replicas: 3
resourcesPreset: small
external: true
storageClass: replicated
`),
        );
        assert.deepEqual(
            problems.map(({ path }) => path),
            ["external"],
        );
    });

    it("plans the same external cluster with a user", () => {
        const plan = planOf(read("replicas: 3\nresourcesPreset: small\nexternal: true\nstorageClass: replicated\nusers:\n  app: {}\n"));
        assert.equal(plan.service?.spec["type"], "LoadBalancer");
        assert.equal(plan.claims[2]?.storageClass, "replicated");
    });

    it("refuses a resolver without an operator, and says that its type is missing too", () => {
        const problems = problemsOf(read("config:\n  resolver:\n    dir: /data/nats/resolver\n"));
        assert.deepEqual(
            problems.map(({ path }) => path),
            ["config.resolver", "config.resolver.type"],
        );
    });

    const complete = `
external: false
replicas: 2
resourcesPreset: large
storageClass: "replicated"
jetstream:
  enabled: true
  size: 10Gi
users:
  user1:
    password: mypassword
config:
  merge:
    # Exemple de configuration additionnelle NATS
    max_payload: 16MB
    write_deadline: 2s
    debug: false
    trace: false
`;

    it("refuses the complete example for its resolver alone, and says what to do with it", () => {
        const [problem, ...others] = problemsOf(read(`${complete}  resolver:\n    type: full\n    dir: /data/resolver\n`));
        assert.deepEqual([problem?.path, others], ["config.resolver", []]);
        assert.match(problem?.reason ?? "", /no operator key found.*remove config\.resolver/);
    });

    it("plans the complete example without the resolver", () => {
        const plan = planOf(read(complete));
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

    const example = (config: string): Inputs =>
        read(`
external: false
replicas: 3
storageClass: "replicated"
users:
  user1:
    password: "strongpassword"
  user2: {}
jetstream:
  enabled: true
  size: 20Gi
config:
  merge:
${config}    jetstream:
      max_memory_store: 2Gi
`);

    it("refuses one name for three servers and a token beside users, both at once and without the token", () => {
        const problems = problemsOf(example('    server_name: "nats-example"\n    authorization:\n      token: "my-secret-token"\n'));
        assert.deepEqual(problems.map(({ path }) => path).sort(), ["config.merge.authorization.token", "config.merge.server_name"]);
        assert.doesNotMatch(JSON.stringify(problems), /my-secret-token|strongpassword/);
    });

    it("plans the rest of that example: a password generated for the user without one, and memory for streams", () => {
        const plan = planOf(example(""), "nats-example");
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
