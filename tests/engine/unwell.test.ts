// A server that can't serve all that is on its volume becomes ready, and the update says which part.
import assert from "node:assert/strict";
import { asClient, canLogIn, publish, serverAddresses } from "../support/client";
import { deleteNamespace, uniqueNamespace } from "../support/cluster";
import { clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

const LOGIN = { user: "app", pass: "first" };

describe("a stream of three replicas on a lone server", function () {
    this.timeout(300_000);
    asSteps();
    const namespace = uniqueNamespace("unwell");
    let stack: Stack;
    const program = (replicas: number): object =>
        clusterProgram(namespace, {
            resources: { cpu: "100m", memory: "128Mi" },
            replicas,
            jetstream: { size: "1Gi" },
            users: { app: { password: LOGIN.pass } },
            acceptChanges: ["replicas"],
        });

    before(async () => {
        stack = await Stack.create(program(3));
        await stack.up();
        await asClient(namespace, LOGIN, (connection) => publish(connection, "orders", "from before", 3));
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    it("keeps nobody out, and is named by the update", async () => {
        stack.write(program(1));
        const { diagnostics } = await stack.up();
        assert.ok(
            diagnostics.some((message) => /the servers are ready, but not all that they store can be served: .*orders/.test(message)),
            diagnostics.join("\n"),
        );
        assert.equal(await canLogIn((await serverAddresses(namespace))[0]!, LOGIN), true);
    });
});
