// Volumes that were kept, and the key that they were encrypted with.
import assert from "node:assert/strict";
import { lastMessage, logIn, publish, serverAddresses } from "../support/client";
import { deleteNamespace, namesOf, uniqueNamespace } from "../support/cluster";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

const LOGIN = { user: "app", pass: "first" };

describe("encrypted volumes that were kept", function () {
    this.timeout(300_000);
    asSteps();
    const namespace = uniqueNamespace("encryption");
    let stack: Stack;
    const program = (keys: object): object =>
        clusterProgram(namespace, {
            ...SMALL,
            replicas: 1,
            jetstream: { size: "1Gi" },
            users: { app: { password: LOGIN.pass } },
            config: { merge: { jetstream: keys } },
        });
    const connected = async () => logIn((await serverAddresses(namespace))[0]!, LOGIN);

    before(async () => {
        stack = await Stack.create(program({ key: "PLANTED-first" }));
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    it("are left behind by destroy, with what was stored", async () => {
        await stack.up();
        const connection = await connected();
        await publish(connection, "kept", "encrypted", 1);
        await connection.close();
        await stack.destroy();
        assert.deepEqual(await namesOf("pvc", namespace), ["nats-js-nats-0"]);
    });

    it("are refused to another key, and to none: the servers would start without their streams", async () => {
        for (const keys of [{ key: "PLANTED-second" }, {}]) {
            stack.write(program(keys));
            for (const text of [await stack.cli("preview"), await stack.cli("up", "--yes", "--skip-preview")]) {
                assert.match(text, /property config\.merge\.jetstream\.key /);
                assert.match(text, /without the streams that are encrypted/);
                assert.doesNotMatch(text, /PLANTED/);
            }
            assert.deepEqual(await namesOf("pods", namespace), []);
        }
    });

    it("are read by another key that has the old one beside it", async () => {
        stack.write(program({ key: "PLANTED-second", prev_key: "PLANTED-first" }));
        await stack.up();
        const connection = await connected();
        assert.equal(await lastMessage(connection, "kept"), "encrypted");
        await connection.close();
        assert.deepEqual((await stack.preview()).steps, {});
        assert.doesNotMatch(await stack.state(), /PLANTED/);
    });
});
