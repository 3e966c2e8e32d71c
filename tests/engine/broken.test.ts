import assert from "node:assert/strict";
import { canLogIn, serverAddresses } from "../support/client";
import { deleteNamespace, uniqueNamespace } from "../support/cluster";
import { type Credentials, SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

describe("a roll-out that breaks", function () {
    this.timeout(600_000);
    asSteps();
    const namespace = uniqueNamespace("broken");
    let stack: Stack;

    const program = (image?: string): object =>
        clusterProgram(namespace, {
            ...SMALL,
            replicas: 3,
            timeoutSeconds: 40,
            users: { app: {} },
            ...(image !== undefined && { values: { container: { image: { fullImageName: image } } } }),
        });

    before(async () => {
        stack = await Stack.create(program("nats:no-such-version"));
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    it("fails after the time that was given, naming each pod and its cause", async () => {
        const text = await stack.cli("up", "--yes", "--skip-preview");
        for (const pod of ["nats-0", "nats-1", "nats-2"]) {
            assert.match(text, new RegExp(`${pod}.*(ImagePullBackOff|ErrImagePull|ErrImageNeverPull)`));
        }
        assert.match(text, /error: .*nats-ready/s);
    });

    it("is repaired by the next update alone", async () => {
        stack.write(clusterProgram(namespace, { ...SMALL, replicas: 3, users: { app: {} } }));
        await stack.up();
        const { app } = (await stack.outputs())["credentials"]?.value as { app: Credentials };
        for (const server of await serverAddresses(namespace)) {
            assert.equal(await canLogIn(server, { user: "app", pass: app.password }), true);
        }
    });
});
