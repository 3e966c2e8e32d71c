// What each server takes of its clients, and what it logs: on a live cluster, with a restart only where NATS needs one.
import type { NatsConnection } from "@nats-io/transport-node";
import assert from "node:assert/strict";
import { canLogIn, eventually, logIn, serverAddresses } from "../support/client";
import { deleteNamespace, kubectl, podIdentities, uniqueNamespace } from "../support/cluster";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

const LOGIN = { user: "app", pass: "first" };

describe("the limits of a server, and its log", function () {
    this.timeout(300_000);
    asSteps();
    const namespace = uniqueNamespace("limits");
    let stack: Stack;
    const program = (inputs: object): object =>
        clusterProgram(namespace, {
            ...SMALL,
            replicas: 1,
            jetstream: { enabled: false },
            users: { app: { password: LOGIN.pass } },
            ...inputs,
        });
    const server = async (): Promise<string> => (await serverAddresses(namespace))[0]!;
    const live = { limits: { maxConnections: 3, maxPayload: "64KB" }, logging: { debug: true } };

    before(async () => {
        stack = await Stack.create(program({}));
        await stack.up();
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    it("hold on a running server, without a restart", async () => {
        const before = await podIdentities(namespace);
        stack.write(program(live));
        const { diagnostics } = await stack.preview();
        assert.deepEqual(
            diagnostics.filter((message) => /restarts/.test(message)),
            [],
        );
        await stack.up();
        const address = await server();
        const payload = await eventually(
            async () => {
                const connection = await logIn(address, LOGIN);
                const size = connection.info?.max_payload;
                await connection.close();
                return size;
            },
            (size) => size === 64 * 1024,
            120,
        );
        assert.equal(payload, 64 * 1024);
        assert.deepEqual(await podIdentities(namespace), before);
        assert.deepEqual((await stack.preview()).steps, {});
    });

    it("refuse one client more than there may be", async () => {
        const address = await server();
        const open: NatsConnection[] = [];
        for (let count = 0; count < 3; count++) {
            open.push(await logIn(address, LOGIN));
        }
        // The server says why and closes the connection at once, and the client doesn't always hear it.
        assert.notEqual(await canLogIn(address, LOGIN), true);
        assert.match(await kubectl("logs", "nats-0", "-c", "nats", "-n", namespace), /maximum connections exceeded/i);
        await Promise.all(open.map((connection) => connection.close()));
        assert.equal(await canLogIn(address, LOGIN), true);
    });

    it("log what is asked for", async () => {
        assert.match(await kubectl("logs", "nats-0", "-c", "nats", "-n", namespace), /\[DBG\]/);
    });

    it("restart the server where NATS needs that, which is told, and hold then", async () => {
        const before = await podIdentities(namespace);
        stack.write(program({ ...live, limits: { ...live.limits, maxSubscriptions: 2 } }));
        const { diagnostics } = await stack.preview();
        assert.ok(
            diagnostics.some((message) => /the server restarts.*for limits\.maxSubscriptions/.test(message)),
            diagnostics.join("\n"),
        );
        await stack.up();
        assert.notDeepEqual(await podIdentities(namespace), before);
        const connection = await logIn(await server(), LOGIN);
        const refused = (async () => {
            for await (const { type, error } of connection.status() as AsyncIterable<{ type: string; error?: Error }>) {
                if (type === "error") {
                    return String(error);
                }
            }
            return "closed";
        })();
        ["a", "b", "c"].forEach((subject) => connection.subscribe(subject, { callback: () => undefined }));
        await connection.flush().catch(() => undefined);
        assert.match(await refused, /maximum subscriptions exceeded/i);
        await connection.close();
    });
});
