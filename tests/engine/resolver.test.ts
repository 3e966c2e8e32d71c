// A resolver that keeps JWTs needs volumes, which a StatefulSet can't come to have: what the preview says of that, and that it is so.
import { jwtAuthenticator } from "@nats-io/transport-node";
import assert from "node:assert/strict";
import { canLogIn, eventually, lastMessage, logIn, publish, serverAddresses } from "../support/client";
import { deleteNamespace, uniqueNamespace } from "../support/cluster";
import { makeTrust } from "../support/jwt";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

const { operator, systemAccount, accounts, user } = makeTrust();

describe("a resolver with volumes", function () {
    this.timeout(600_000);
    asSteps();
    const namespace = uniqueNamespace("resolver");
    let stack: Stack;
    const program = (resolver: unknown): object =>
        clusterProgram(namespace, {
            ...SMALL,
            replicas: 1,
            jetstream: { size: "1Gi" },
            config: { merge: { operator, system_account: systemAccount, resolver_preload: accounts }, resolver },
        });
    const login = { authenticator: jwtAuthenticator(user.jwt, user.seed) };
    const server = async (): Promise<string> => {
        const [address] = await eventually(
            () => serverAddresses(namespace),
            (found) => found.length === 1,
            60,
        );
        await eventually(
            () => canLogIn(address!, login),
            (result) => result === true,
            60,
        );
        return address!;
    };

    before(async () => {
        stack = await Stack.create(program("MEMORY"));
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    it("isn't there at first, and nothing changes while the program doesn't", async () => {
        await stack.up();
        assert.deepEqual((await stack.preview()).steps, {});
        assert.deepEqual((await stack.up()).steps, {});
        const connection = await logIn(await server(), login);
        await publish(connection, "kept", "from before", 1);
        await connection.close();
    });

    const changes = { "turned on": { type: "full", dir: "/jwt", allow_delete: true, interval: "2m" }, "turned off": "MEMORY" };
    for (const [what, resolver] of Object.entries(changes)) {
        it(`can be ${what} on a live cluster, which is told, and its streams stay`, async () => {
            stack.write(program(resolver));
            const { diagnostics } = await stack.preview();
            assert.ok(
                diagnostics.some((message) => /the server stops and starts again, for config\.resolver/.test(message)),
                diagnostics.join("\n"),
            );
            await stack.up();
            const connection = await logIn(await server(), login);
            assert.equal(await lastMessage(connection, "kept"), "from before");
            await connection.close();
            assert.deepEqual((await stack.preview()).steps, {});
        });
    }
});
