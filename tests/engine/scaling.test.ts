// More servers, and fewer again, as the preview says to do it: the data stays.
import { type StreamInfo, jetstreamManager } from "@nats-io/jetstream";
import assert from "node:assert/strict";
import { eventually, logIn, serverAddresses } from "../support/client";
import { deleteNamespace, namesOf, uniqueNamespace } from "../support/cluster";
import { measured } from "../support/measured";
import { clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";
import { Writer } from "../support/writer";

/** Five of them have to fit on two CPUs. */
const TINY = { resources: { cpu: "150m", memory: "128Mi" } } as const;
const APP = { user: "app", pass: "app's" };
const ADMIN = { user: "admin", pass: "admin's" };
const LEAVING = ["nats-3", "nats-4"];

describe("scaling with JetStream", function () {
    this.timeout(600_000);
    asSteps();
    const namespace = uniqueNamespace("scaling");
    let stack: Stack;
    let writer: Writer;

    const program = (replicas: number): object =>
        clusterProgram(namespace, {
            ...TINY,
            replicas,
            users: { app: { password: APP.pass } },
            systemUsers: { admin: { password: ADMIN.pass } },
            jetstream: { size: "1Gi" },
        });

    before(async () => {
        stack = await Stack.create(program(3));
    });
    after(async () => {
        await writer.connection.close();
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    /** What the API answers to the commands of the preview's warning. */
    async function ask(login: typeof APP, subject: string, body: object): Promise<void> {
        const [server] = await serverAddresses(namespace);
        const connection = await logIn(server!, login);
        try {
            const answer = (await connection.request(subject, JSON.stringify(body), { timeout: 10_000 })).json<{ error?: object }>();
            assert.equal(answer.error, undefined, JSON.stringify(answer.error));
        } finally {
            await connection.close();
        }
    }

    async function streamInfo(stream: string): Promise<StreamInfo> {
        return (await jetstreamManager(writer.connection)).streams.info(stream);
    }

    async function settledPeers(stream: string, wanted: (peers: readonly string[]) => boolean): Promise<string[]> {
        let peers: string[] = [];
        await eventually(
            async () => {
                const { cluster } = await streamInfo(stream).catch(() => ({ cluster: undefined }));
                const others = cluster?.replicas ?? [];
                peers = [cluster?.leader ?? "", ...others.map(({ name }) => name)].sort();
                return cluster?.leader !== undefined && others.every(({ current, offline }) => current && !offline);
            },
            (current) => current && wanted(peers),
            90,
        );
        return peers;
    }

    it("starts with three servers, and a client that writes", async () => {
        await stack.up();
        writer = await Writer.start(await serverAddresses(namespace), "orders", () => APP);
    });

    it("goes to five without a restart of the three, and streams can use them", async () => {
        stack.write(program(5));
        const { diagnostics } = await stack.preview();
        assert.deepEqual(
            diagnostics.filter((message) => /restarts|stay behind/.test(message)),
            [],
        );
        const { seconds } = await stack.up();
        measured("3 → 5 servers", { seconds });
        assert.equal((await serverAddresses(namespace)).length, 5);
        assert.equal(writer.disconnects, 0);
        const manager = await jetstreamManager(writer.connection);
        await manager.streams.update("orders", { num_replicas: 5 });
        const peers = await settledPeers("orders", (all) => all.length === 5);
        assert.deepEqual(peers, ["nats-0", "nats-1", "nats-2", ...LEAVING]);
    });

    it("says at preview what has to be moved from the servers that go", async () => {
        stack.write(program(3));
        const { diagnostics } = await stack.preview();
        const warning = diagnostics.find((message) => message.includes("stay behind"));
        assert.match(warning ?? "", /^nats-3, nats-4 go.*nats stream edit.*peer-remove/s);
    });

    it("moves the replicas as the preview says: fewer for each stream, then off the servers that go", async () => {
        const start = Date.now();
        const manager = await jetstreamManager(writer.connection);
        await manager.streams.update("orders", { num_replicas: 3 });
        await settledPeers("orders", (all) => all.length === 3);
        for (const server of LEAVING) {
            await ask(ADMIN, "$JS.API.SERVER.REMOVE", { peer: server });
            const peers = await settledPeers("orders", (all) => all.length === 3 && !all.includes(server));
            assert.ok(!peers.includes(server), `${server} is still one of ${peers.join()}`);
        }
        assert.deepEqual(await settledPeers("orders", () => true), ["nats-0", "nats-1", "nats-2"]);
        measured("replicas moved off two servers", { seconds: (Date.now() - start) / 1000 });
    });

    it("goes back to three, and keeps the volumes of the others", async () => {
        const { seconds } = await stack.up();
        measured("5 → 3 servers", { seconds });
        const left = await eventually(
            () => namesOf("pods", namespace),
            (pods) => pods.length === 3,
            120,
        );
        assert.deepEqual(left, ["nats-0", "nats-1", "nats-2"]);
        assert.deepEqual(
            await namesOf("pvc", namespace),
            [0, 1, 2, 3, 4].map((ordinal) => `nats-js-nats-${ordinal}`),
        );
        assert.deepEqual(await settledPeers("orders", () => true), ["nats-0", "nats-1", "nats-2"]);
        const meta = await eventually(metaCluster, ({ cluster_size }) => cluster_size === 3, 60);
        assert.equal(meta.cluster_size, 3, "nobody waits for the servers that went");
    });

    async function metaCluster(): Promise<{ readonly cluster_size: number }> {
        const [server] = await serverAddresses(namespace);
        const answer = await fetch(`http://${server!.replace(":4222", ":8222")}/jsz`);
        return ((await answer.json()) as { meta_cluster: { cluster_size: number } }).meta_cluster;
    }

    it("goes to five once more, with the volumes that were left behind, and nothing is refused for them", async () => {
        stack.write(program(5));
        await stack.up();
        // As the preview of the scale-in says: a server that was removed is taken back after five minutes.
        const meta = await eventually(metaCluster, ({ cluster_size }) => cluster_size === 5, 420);
        assert.equal(meta.cluster_size, 5);
    });

    it("has lost no message that was acknowledged", async () => {
        const written = await writer.stop();
        measured("scaling", written);
        assert.equal(written.lost, 0);
        assert.deepEqual((await stack.preview()).steps, {});
    });
});

describe("scaling without JetStream", function () {
    this.timeout(600_000);
    asSteps();
    const namespace = uniqueNamespace("scaling-core");
    let stack: Stack;
    const program = (replicas: number): object =>
        clusterProgram(namespace, { ...TINY, replicas, users: { app: { password: APP.pass } }, jetstream: { enabled: false } });

    before(async () => {
        stack = await Stack.create(program(1));
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    it("goes from one server to three, and a message from any server reaches all", async () => {
        await stack.up();
        stack.write(program(3));
        await stack.up();
        const servers = await serverAddresses(namespace);
        assert.equal(servers.length, 3);
        const connections = await Promise.all(servers.map((server) => logIn(server, APP)));
        const heard = new Set<number>();
        connections.forEach((connection, index) => connection.subscribe("hello", { callback: () => void heard.add(index) }));
        await Promise.all(connections.map((connection) => connection.flush()));
        const all = await eventually(
            async () => {
                connections[0]!.publish("hello");
                await connections[0]!.flush();
                return heard.size;
            },
            (count) => count === 3,
            20,
        );
        await Promise.all(connections.map((connection) => connection.close()));
        assert.equal(all, 3);
        assert.deepEqual((await stack.preview()).steps, {});
    });
});
