// Passwords, users and accounts change under load: the servers go on, and what they acknowledged stays.
import type { NatsConnection } from "@nats-io/transport-node";
import assert from "node:assert/strict";
import { canLogIn, eventually, logIn, serverAddresses } from "../support/client";
import { deleteNamespace, podIdentities, secretOf, uniqueNamespace } from "../support/cluster";
import { measured } from "../support/measured";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";
import { Writer } from "../support/writer";

const NAMESPACE = uniqueNamespace("rotation");
const APP = { app: { password: "app 1" }, bob: { password: "bob 1" } };
const ROTATED_APP = { app: { password: "app 2" }, bob: { password: "bob 3" } };
const SHOP = { users: { seller: { password: "seller 1" } } };
const ROTATED_SHOP = { users: { seller: { password: "seller 2" } } };

type Inputs = Readonly<Record<string, unknown>>;
const program = (inputs: Inputs): object => clusterProgram(NAMESPACE, { ...SMALL, replicas: 3, jetstream: { size: "1Gi" }, ...inputs });

describe("three servers under load", function () {
    this.timeout(600_000);
    asSteps();
    let stack: Stack;
    let servers: string[];
    let pods: string[];
    let writer: Writer;
    /** As an application that reads its mounted Secret again when it reconnects. */
    let appPassword = APP.app.password;
    const others: NatsConnection[] = [];

    before(async () => {
        stack = await Stack.create(program({ users: APP, accounts: { shop: SHOP } }));
    });
    after(async () => {
        await Promise.all(others.map((connection) => connection.close()));
        await writer.connection.close();
        await stack.destroy();
        stack.remove();
        await deleteNamespace(NAMESPACE);
    });

    /** Updates, and waits until every server lets in and keeps out whom it should. */
    async function change(
        what: string,
        inputs: Inputs,
        let_in: readonly (readonly [string, string])[],
        out: readonly (readonly [string, string])[],
    ) {
        stack.write(program(inputs));
        const { seconds } = await stack.up();
        const start = Date.now();
        await Promise.all(
            servers.flatMap((server) => [
                ...let_in.map(([user, pass]) => settles(server, user, pass, true)),
                ...out.map(([user, pass]) => settles(server, user, pass, false)),
            ]),
        );
        const everywhere = (Date.now() - start) / 1000;
        measured(what, { updateSeconds: seconds, everywhereSecondsAfterUpdate: everywhere });
        assert.deepEqual(await podIdentities(NAMESPACE), pods, "no server has restarted");
    }

    async function settles(server: string, user: string, pass: string, wanted: boolean): Promise<void> {
        const result = await eventually(
            () => canLogIn(server, { user, pass }),
            (answer) => (answer === true) === wanted,
            120,
        );
        assert.equal(result === true, wanted, `${user} at ${server}: ${result}`);
    }

    it("have a client that writes to a stream with three replicas", async () => {
        await stack.up();
        servers = await serverAddresses(NAMESPACE);
        assert.equal(servers.length, 3);
        pods = await podIdentities(NAMESPACE);
        writer = await Writer.start(servers, "orders", () => ({ user: "app", pass: appPassword }));
        for (const server of servers) {
            others.push(await logIn(server, { user: "app", pass: "app 1" }), await logIn(server, { user: "seller", pass: "seller 1" }));
        }
    });

    it("take one new password, and nobody else is disconnected", async () => {
        const users = { ...APP, bob: { password: "bob 2" } };
        await change("one password", { users, accounts: { shop: SHOP } }, [["bob", "bob 2"]], [["bob", "bob 1"]]);
        for (const connection of others) {
            assert.equal(connection.isClosed(), false);
            await connection.flush();
        }
        assert.equal(writer.disconnects, 0);
    });

    it("take new passwords of all users at once, and the writer comes back with its own", async () => {
        const reading = setInterval(() => {
            void secretOf(NAMESPACE, "nats-user-app").then(
                (secret) => (appPassword = secret["password"] ?? appPassword),
                () => undefined,
            );
        }, 1000);
        try {
            await change(
                "all passwords",
                { users: ROTATED_APP, accounts: { shop: ROTATED_SHOP } },
                ...([
                    [
                        ["app", "app 2"],
                        ["bob", "bob 3"],
                        ["seller", "seller 2"],
                    ],
                    [
                        ["app", "app 1"],
                        ["bob", "bob 2"],
                        ["seller", "seller 1"],
                    ],
                ] as const),
            );
        } finally {
            clearInterval(reading);
        }
        appPassword = "app 2";
        const before = writer.acknowledged;
        await eventually(
            () => Promise.resolve(writer.acknowledged),
            (now) => now > before,
            30,
        );
        assert.ok(writer.acknowledged > before, "the writer is back");
    });

    it("take users and accounts that are added", async () => {
        await change(
            "a user and an account added",
            {
                users: { ...ROTATED_APP, eve: { password: "eve 1" } },
                accounts: { shop: ROTATED_SHOP, office: { users: { clerk: { password: "clerk 1" } } } },
            },
            [
                ["eve", "eve 1"],
                ["clerk", "clerk 1"],
                ["app", "app 2"],
            ],
            [],
        );
    });

    it("take users and accounts that are renamed", async () => {
        await change(
            "a user and an account renamed",
            {
                users: { ...ROTATED_APP, eva: { password: "eve 1" } },
                accounts: { shop: ROTATED_SHOP, bureau: { users: { clerk: { password: "clerk 1" } } } },
            },
            [
                ["eva", "eve 1"],
                ["clerk", "clerk 1"],
                ["app", "app 2"],
            ],
            [["eve", "eve 1"]],
        );
    });

    it("take users and accounts that are removed", async () => {
        await change(
            "a user and an account removed",
            { users: ROTATED_APP, accounts: { shop: ROTATED_SHOP } },
            [
                ["app", "app 2"],
                ["seller", "seller 2"],
            ],
            [
                ["eva", "eve 1"],
                ["clerk", "clerk 1"],
            ],
        );
    });

    it("have lost no message that they acknowledged", async () => {
        const written = await writer.stop();
        measured("rotation", written);
        assert.equal(written.lost, 0);
        assert.deepEqual((await stack.preview()).steps, {});
    });
});
