import assert from "node:assert/strict";
import { canLogIn, serverAddresses } from "../support/client";
import { type Pod, deleteNamespace, kubernetesObjects, uniqueNamespace } from "../support/cluster";
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

    it("stops at the first server when the others are well: these go on, and the update names the one", async () => {
        stack.write(program("nats:no-such-version"));
        const text = await stack.cli("up", "--yes", "--skip-preview");
        assert.match(text, /nats-2.*(ImagePullBackOff|ErrImagePull|ErrImageNeverPull)/);
        assert.doesNotMatch(text, /nats-[01]\]: .*(ImagePullBackOff|ErrImagePull|ErrImageNeverPull)/);
        const { app } = (await stack.outputs())["credentials"]?.value as { app: Credentials };
        const pods = await kubernetesObjects<Pod>("pods", namespace);
        const well = pods.filter(({ status }) => status.containerStatuses?.every(({ ready }) => ready));
        assert.deepEqual(well.map(({ metadata }) => metadata.name).sort(), ["nats-0", "nats-1"]);
        for (const { status } of well) {
            assert.equal(await canLogIn(`${status.podIP}:4222`, { user: "app", pass: app.password }), true);
        }
    });

    it("is repaired by the next update alone, with one server broken", async () => {
        stack.write(clusterProgram(namespace, { ...SMALL, replicas: 3, users: { app: {} } }));
        await stack.up();
        assert.equal((await serverAddresses(namespace)).length, 3);
        assert.deepEqual((await stack.preview()).steps, {});
    });
});
