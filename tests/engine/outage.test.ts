// The Kubernetes API goes away in the middle of an update or of a destroy: what is run next repairs it.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { canLogIn, serverAddresses } from "../support/client";
import { deleteNamespace, namesOf, uniqueNamespace } from "../support/cluster";
import { HEALING, interrupt } from "../support/interrupted";
import { measured } from "../support/measured";
import { engineParts } from "../support/parts";
import { SMALL, clusterProgram } from "../support/programs";
import { ProxiedApi } from "../support/proxiedApi";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

describe("the Kubernetes API goes away in the middle", function () {
    this.timeout(600_000);
    asSteps();
    const namespace = uniqueNamespace("outage");
    const folder = mkdtempSync(join(tmpdir(), "nats-outage-"));
    let api: ProxiedApi;
    let stack: Stack;

    const program = (password: string): object => ({
        ...HEALING,
        ...clusterProgram(namespace, {
            ...SMALL,
            replicas: 1,
            timeoutSeconds: 120,
            jetstream: { size: "1Gi" },
            users: { app: { password } },
        }),
    });

    before(async () => {
        const { kubernetes } = await engineParts();
        api = await ProxiedApi.start(kubernetes.path, folder);
        stack = await Stack.create(program("first"), { KUBECONFIG: api.kubeconfig });
    });
    after(async () => {
        api.mend();
        await stack.destroy();
        stack.remove();
        api.close();
        rmSync(folder, { recursive: true });
        await deleteNamespace(namespace);
    });

    async function assertWorks(password: string): Promise<void> {
        assert.deepEqual((await stack.preview()).steps, {});
        const [server] = await serverAddresses(namespace);
        assert.equal(await canLogIn(server!, { user: "app", pass: password }), true);
    }

    /** Steps of a first update, before Helm's: a destroy without the API takes a minute to give up. */
    for (const after of [6, 20]) {
        it(`after ${after} steps of the first update: the update ends, the next one finishes, and so does destroy`, async () => {
            stack.write(program("first"));
            const failed = await interrupt(stack, "up", after, () => api.cut());
            assert.ok(failed.reached, failed.text);
            api.mend();
            assert.notEqual(failed.code, 0, failed.text);
            assert.match(failed.text, /127\.0\.0\.1:\d+|connection refused|EOF|unreachable/);
            const repaired = await interrupt(stack, "up", Infinity, () => undefined);
            measured("API gone in a first update", { after, failedAfterSeconds: failed.seconds, repairSeconds: repaired.seconds });
            assert.equal(repaired.code, 0, `${failed.text}\n---\n${repaired.text}`);
            await assertWorks("first");

            const half = await interrupt(stack, "destroy", after / 2, () => api.cut());
            api.mend();
            assert.notEqual(half.code, 0, half.text);
            const destroyed = await interrupt(stack, "destroy", Infinity, () => undefined);
            measured("API gone in a destroy", { after: after / 2, failedAfterSeconds: half.seconds, repairSeconds: destroyed.seconds });
            assert.equal(destroyed.code, 0, `${half.text}\n---\n${destroyed.text}`);
            assert.deepEqual(await namesOf("secrets,services,statefulsets,poddisruptionbudgets", namespace), []);
            assert.deepEqual(await namesOf("pvc", namespace), ["nats-js-nats-0"]);
        });
    }

    it("for a moment, while pods are waited for: the update says so, or goes on", async () => {
        stack.write(program("first"));
        const outcome = await interrupt(stack, "up", /Waiting for StatefulSet/, async () => {
            api.cut();
            await new Promise((resolve) => setTimeout(resolve, 3000));
            api.mend();
        });
        assert.ok(outcome.reached, outcome.text);
        measured("API gone for 3 s", { code: outcome.code, seconds: outcome.seconds });
        await stack.up();
        await assertWorks("first");
    });
});
