// An update that may do only what a preview has shown: `pulumi preview --save-plan`, reviewed, and `pulumi up --plan`.
import assert from "node:assert/strict";
import { deleteNamespace, uniqueNamespace } from "../support/cluster";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";

describe("an update that is held to the plan of a preview", function () {
    this.timeout(300_000);
    const namespace = uniqueNamespace("plan");
    const program = (inputs: object): object => clusterProgram(namespace, { ...SMALL, replicas: 2, jetstream: { size: "1Gi" }, ...inputs });
    let stack: Stack;

    before(async () => {
        stack = await Stack.create(program({ users: { app: {} } }), { PULUMI_EXPERIMENTAL: "true" });
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    async function updateAsPlanned(): Promise<string> {
        const preview = await stack.cli("preview", "--save-plan", "plan.json");
        assert.match(preview, /Update plan written to 'plan.json'/);
        const update = await stack.cli("up", "--yes", "--skip-preview", "--plan", "plan.json");
        assert.doesNotMatch(update, /violates plan|error/);
        assert.deepEqual((await stack.preview()).steps, {});
        return update;
    }

    it("makes a cluster with generated passwords", async () => {
        assert.match(await updateAsPlanned(), /StatefulSetPatch nats-ready created/);
    });

    it("changes users, configuration and volumes", async () => {
        stack.write(
            program({
                users: { app: { password: "of-our-own" }, eve: {} },
                config: { merge: { max_pending: "32MB" } },
                jetstream: { size: "2Gi" },
            }),
        );
        assert.match(await updateAsPlanned(), /SecretPatch nats-user-eve-data created/);
    });
});
