// Images of nats-server that have no shell, as Docker's `nats:2.14.2`: they are probed by the kubelet itself.
import assert from "node:assert/strict";
import { quiet } from "../../sandbox/log";
import { findParts } from "../../sandbox/parts";
import { asClient, publish } from "../support/client";
import { deleteNamespace, kubernetesObjects, uniqueNamespace } from "../support/cluster";
import { hasImage } from "../support/images";
import { skipFor } from "../support/needs";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";

const LOGIN = { user: "app", pass: "first" };
const TAG = "2.14.2-scratch";

interface Pod {
    readonly spec: { readonly containers: readonly { readonly name: string; readonly image: string; readonly startupProbe?: object }[] };
}

describe("an image without a shell", function () {
    this.timeout(300_000);
    let stack: Stack | undefined;
    let namespace: string;

    before(async function () {
        const server = (await findParts(["nats-server"], quiet))["nats-server"];
        if (!(await hasImage(TAG, server.path))) {
            skipFor(this, `the image nats:${TAG}`, "let the disposable cluster run");
        }
    });
    beforeEach(() => {
        namespace = uniqueNamespace("shell");
    });
    afterEach(async () => {
        await stack?.destroy();
        stack?.remove();
        stack = undefined;
        await deleteNamespace(namespace);
    });

    for (const replicas of [1, 3]) {
        it(`starts ${replicas === 1 ? "a lone server" : "a cluster"}, stores a message and stops`, async () => {
            const inputs = { ...SMALL, replicas, jetstream: { size: "1Gi" }, users: { app: { password: LOGIN.pass } } };
            stack = await Stack.create(clusterProgram(namespace, { ...inputs, values: { container: { image: { tag: TAG } } } }));
            await stack.up();
            const pods = await kubernetesObjects<Pod>("pods", namespace);
            assert.equal(pods.length, replicas);
            for (const { spec } of pods) {
                const server = spec.containers.find(({ name }) => name === "nats")!;
                assert.match(server.image, new RegExp(TAG));
                assert.doesNotMatch(JSON.stringify(server.startupProbe), /"exec"/);
            }
            await asClient(namespace, LOGIN, (connection) => publish(connection, "kept", "without a shell", replicas));
            assert.deepEqual((await stack.preview()).steps, {});
        });
    }
});
