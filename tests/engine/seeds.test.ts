import assert from "node:assert/strict";
import { canLogIn, eventually, logIn, publish, serverAddresses } from "../support/client";
import { deleteNamespace, uniqueNamespace } from "../support/cluster";
import { block, withMergeOnly } from "../support/pastedBlocks";
import { type Credentials, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";

/** What the machine of the tests has: two cores, and the StorageClass that is the default. */
const ON_A_SMALL_MACHINE = { resources: { cpu: "200m", memory: "128Mi" }, storageClass: "" };

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
        const server = await up(withMergeOnly("application", "debug", "trace"));
        assert.equal(await canLogIn(server, { user: "admin", pass: "supersecurepassword" }), true);
        assert.equal(await canLogIn(server, { user: "client", pass: "clientpassword" }), true);
    });

    it("gives every server the CPU and memory of the fourth block", async () => {
        const preview = await previewOf(block("resources"));
        assert.match(preview, /limits *: \{\s+cpu *: "4000m"\s+memory *: "4Gi"/);
        assert.match(preview, /GOMEMLIMIT *: "3276MiB"/);
        assert.match(preview, /every client that reaches the servers is let in without credentials/);
    });

    it("refuses the complete block's resolver as NATS would, and without it takes sizes as they are written", async () => {
        assert.match(await previewOf(block("complete")), /property config\.resolver +has a problem: .*no operator key found/);
        const server = await up(withMergeOnly("complete", "max_payload", "write_deadline"));
        const { max_payload: maxPayload, write_deadline: writeDeadline } = await varz(server);
        assert.equal(maxPayload, 16 * 2 ** 20);
        assert.equal(writeDeadline, 2e9);
    });

    it("refuses the overview's token and server name as NATS would, and brings up the rest with its memory store", async () => {
        const refusal = await previewOf(block("overview"));
        assert.match(refusal, /property config\.merge\.authorization\.token +has a problem: conflicts with users/);
        assert.match(refusal, /property config\.merge\.server_name +has a problem: .*Duplicate Server Name/);
        assert.doesNotMatch(refusal, /my-secret-token|strongpassword/);
        const server = await up(withMergeOnly("overview", "jetstream"));
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
