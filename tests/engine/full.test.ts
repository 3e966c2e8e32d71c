// JetStream has no room left: it says so, keeps what it has, and goes on when the volume grows.
import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";
import assert from "node:assert/strict";
import { eventually, logIn, serverAddresses } from "../support/client";
import { deleteNamespace, podIdentities, uniqueNamespace } from "../support/cluster";
import { measured } from "../support/measured";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

const MESSAGE = new Uint8Array(500_000).fill(7);

describe("a full volume", function () {
    this.timeout(300_000);
    asSteps();
    const namespace = uniqueNamespace("full");
    let stack: Stack;
    let connection: NatsConnection | undefined;
    let acknowledged = 0;
    const program = (size: string): object =>
        clusterProgram(namespace, { ...SMALL, replicas: 1, users: { app: { password: "app's" } }, jetstream: { size } });

    before(async () => {
        stack = await Stack.create(program("16Mi"));
    });
    after(async () => {
        await connection?.close();
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    /** Publishes until it is refused, and says why. */
    async function fill(most: number): Promise<string> {
        for (let count = 0; count < most; count++) {
            try {
                await jetstream(connection!).publish("orders.new", MESSAGE, { timeout: 5000 });
                acknowledged++;
            } catch (error) {
                return String(error);
            }
        }
        return "";
    }

    async function stored(): Promise<number> {
        return (await (await jetstreamManager(connection!)).streams.info("orders")).state.messages;
    }

    it("refuses to store more, with a clear error", async () => {
        await stack.up();
        const [server] = await serverAddresses(namespace);
        connection = await logIn(server!, { user: "app", pass: "app's" });
        await (await jetstreamManager(connection)).streams.add({ name: "orders", subjects: ["orders.>"] });
        const error = await fill(100);
        assert.match(error, /insufficient resources|maximum bytes|resource limits/);
        measured("volume full", { bytes: acknowledged * MESSAGE.length, error });
    });

    it("keeps what it has acknowledged", async () => {
        assert.ok(acknowledged > 10, `only ${acknowledged} fitted`);
        assert.equal(await stored(), acknowledged);
        const first = await (await jetstreamManager(connection!)).streams.getMessage("orders", { seq: 1 });
        assert.equal(first?.data.length, MESSAGE.length);
    });

    it("stores more when jetstream.size has grown, without a restart", async () => {
        const pods = await podIdentities(namespace);
        stack.write(program("64Mi"));
        await stack.up();
        const start = Date.now();
        const error = await eventually(
            () => fill(10),
            (refusal) => refusal === "",
            120,
        );
        assert.equal(error, "");
        measured("volume grown", { secondsAfterUpdate: (Date.now() - start) / 1000 });
        assert.equal(await stored(), acknowledged);
        assert.deepEqual(await podIdentities(namespace), pods);
    });
});
