import assert from "node:assert/strict";
import { parse } from "yaml";
import { canLogIn, eventually, logIn, publish, serverAddresses } from "../support/client";
import { deleteNamespace, uniqueNamespace } from "../support/cluster";
import { type Credentials, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";

/** What stands under `spec:` in the YAML blocks of Hikube's NATS pages: its API reference, and its overview (the last). */
const BLOCKS = {
    base: `
replicas: 2
resourcesPreset: nano
external: false
jetstream:
  enabled: true
  size: 10Gi
users:
  user1:
    password: "mypassword"
`,
    common: `
replicas: 3
resourcesPreset: small
external: true
storageClass: replicated
`,
    application: `
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
  resolver:
    dir: /data/nats/resolver
`,
    resources: `
resources:
  cpu: 4000m
  memory: 4Gi
`,
    complete: `
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
  resolver:
    # Configuration du resolver (optionnelle, pour JWTs, accounts, etc.)
    type: full
    dir: /data/resolver
`,
    overview: `
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
    server_name: "nats-example"
    authorization:
      token: "my-secret-token"
    jetstream:
      max_memory_store: 2Gi
`,
} as const;

interface Block {
    config?: { merge?: Record<string, unknown>; resolver?: unknown };
    [input: string]: unknown;
}

/** What the machine of the tests has: two cores, and the StorageClass that is the default. */
const ON_A_SMALL_MACHINE = { resources: { cpu: "200m", memory: "128Mi" }, storageClass: "" };

function block(name: keyof typeof BLOCKS): Block {
    return parse(BLOCKS[name]) as Block;
}

describe("the YAML blocks of Hikube's pages, pasted under properties", function () {
    this.timeout(600_000);
    let stack: Stack | undefined;
    let namespace: string;

    beforeEach(() => {
        namespace = uniqueNamespace("seeds");
    });
    afterEach(async () => {
        await stack?.destroy();
        stack?.remove();
        stack = undefined;
        await deleteNamespace(namespace);
    });

    async function previewOf(properties: object): Promise<string> {
        stack = await Stack.create(clusterProgram(namespace, properties));
        return stack.cli("preview", "--diff");
    }

    async function up(properties: object): Promise<string> {
        stack = await Stack.create(clusterProgram(namespace, { ...properties, ...ON_A_SMALL_MACHINE }));
        await stack.up();
        const [server] = await serverAddresses(namespace);
        return server!;
    }

    async function varz(server: string): Promise<Record<string, unknown>> {
        return (await (await fetch(`http://${server.replace(":4222", ":8222")}/varz`)).json()) as Record<string, unknown>;
    }

    it("brings up the first block: two servers, a user, JetStream", async () => {
        const server = await up(block("base"));
        assert.equal((await serverAddresses(namespace)).length, 2);
        const connection = await logIn(server, { user: "user1", pass: "mypassword" });
        await publish(connection, "orders", "hello", 2);
        await connection.close();
    });

    it("refuses to open the second block to the world, and brings it up with a user added", async () => {
        const refusal = await previewOf(block("common"));
        assert.match(refusal, /property external +has a problem: would let anybody in/);
        assert.match(refusal, /add a user.*or set allowAnonymous: true/);
        assert.doesNotMatch(await previewOf({ ...block("common"), allowAnonymous: true }), /has a problem/);
        const server = await up({ ...block("common"), users: { app: {} } });
        const outputs = await stack!.outputs();
        const { app } = outputs["credentials"]?.value as { app: Credentials };
        assert.equal(await canLogIn(server, { user: "app", pass: app.password }), true);
    });

    it("refuses the third block's resolver as NATS would, and takes debug and trace without it", async () => {
        const refusal = await previewOf(block("application"));
        assert.match(refusal, /property config\.resolver +has a problem: .*no operator key found/);
        assert.match(refusal, /property config\.resolver\.type +has a problem/);
        const { config, ...rest } = block("application");
        const server = await up({ ...rest, config: { merge: config?.merge } });
        assert.equal(await canLogIn(server, { user: "admin", pass: "supersecurepassword" }), true);
        assert.equal(await canLogIn(server, { user: "client", pass: "clientpassword" }), true);
    });

    it("gives every server the CPU and memory of the fourth block", async () => {
        const preview = await previewOf(block("resources"));
        assert.match(preview, /limits *: \{\s+cpu *: "4000m"\s+memory *: "4Gi"/);
        assert.match(preview, /GOMEMLIMIT *: "3276MiB"/);
        assert.match(preview, /every client in the Kubernetes cluster is let in without credentials/);
    });

    it("refuses the complete block's resolver as NATS would, and without it takes sizes as they are written", async () => {
        assert.match(await previewOf(block("complete")), /property config\.resolver +has a problem: .*no operator key found/);
        const { config, ...rest } = block("complete");
        const server = await up({ ...rest, config: { merge: config?.merge } });
        const { max_payload: maxPayload, write_deadline: writeDeadline } = await varz(server);
        assert.equal(maxPayload, 16 * 2 ** 20);
        assert.equal(writeDeadline, 2e9);
    });

    it("refuses the overview's token and server name as NATS would, and brings up the rest with its memory store", async () => {
        const refusal = await previewOf(block("overview"));
        assert.match(refusal, /property config\.merge\.authorization\.token +has a problem: conflicts with users/);
        assert.match(refusal, /property config\.merge\.server_name +has a problem: .*Duplicate Server Name/);
        assert.doesNotMatch(refusal, /my-secret-token|strongpassword/);
        const { config, ...rest } = block("overview");
        const server = await up({ ...rest, config: { merge: { jetstream: config?.merge?.["jetstream"] } } });
        const memory = await eventually(
            async () => ((await varz(server))["jetstream"] as { config: { max_memory: number } }).config.max_memory,
            (bytes) => bytes > 0,
            10,
        );
        assert.equal(memory, 2 * 2 ** 30);
        const { user2 } = (await stack!.outputs())["credentials"]?.value as { user2: Credentials };
        assert.equal(await canLogIn(server, { user: "user2", pass: user2.password }), true);
    });
});
