// When the chart's source is asked, and what happens while it can't be reached and no copy could be kept.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ChartServer } from "../support/chartServer";
import { deleteNamespace, podIdentities, secretOf, uniqueNamespace } from "../support/cluster";
import { measured } from "../support/measured";
import { engineParts } from "../support/parts";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

describe("the chart's source, where no copy can be kept", function () {
    this.timeout(300_000);
    asSteps();
    const namespace = uniqueNamespace("source");
    let stack: Stack;
    let source: ChartServer;
    const cache = mkdtempSync(join(tmpdir(), "nats-cache-"));

    const program = (inputs: object = {}): object =>
        clusterProgram(namespace, {
            ...SMALL,
            chart: source.url,
            replicas: 1,
            jetstream: { size: "1Gi" },
            users: { app: { password: "first" } },
            ...inputs,
        });

    before(async () => {
        const { chart } = await engineParts();
        source = await ChartServer.start(chart.path);
        // Where the folder of the copies should be, there is a file.
        writeFileSync(join(cache, "pulumi-nats"), "");
        stack = await Stack.create(program(), { XDG_CACHE_HOME: cache });
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
        await source.close();
        rmSync(cache, { recursive: true });
        await deleteNamespace(namespace);
    });

    it("is asked by every preview and by every update, by a refresh never", async () => {
        const asked = {
            firstPreview: await source.during(() => stack.preview()),
            firstUpdate: await source.during(() => stack.up()),
            preview: await source.during(() => stack.preview()),
            update: await source.during(() => stack.cli("up", "--yes", "--skip-preview")),
            refresh: await source.during(() => stack.refresh()),
        };
        measured("chart source asked", asked);
        assert.ok(asked.preview > 0 && asked.update > 0, "the kubernetes plugin reads the chart to check a Release, changed or not");
        assert.equal(asked.refresh, 0);
    });

    it("is gone: previews and updates say so, with its address, and the servers go on", async () => {
        await source.close();
        const before = await podIdentities(namespace);
        for (const args of [["preview"], ["up", "--yes", "--skip-preview"]]) {
            const text = await stack.cli(...args);
            assert.match(text, /property chart value \{http:.*nats-0\.0\.0\.tgz\} has a problem: .*connection refused/);
            assert.match(text, /error: /);
        }
        assert.doesNotMatch(await stack.cli("refresh", "--yes", "--skip-preview"), /error: /);
        assert.deepEqual(await podIdentities(namespace), before);
    });

    it("is gone while a password changes: the Secrets have the new one, and the next update finishes", async () => {
        const users = { app: { password: "second" } };
        stack.write(program({ users }));
        assert.match(await stack.cli("up", "--yes", "--skip-preview"), /connection refused/);
        assert.equal((await secretOf(namespace, "nats-user-app"))["password"], "second");
        await source.open();
        await stack.up();
        assert.deepEqual((await stack.preview()).steps, {});
        await source.close();
    });

    it("is not needed with a copy beside the program, which is the same on every machine", async () => {
        const before = await podIdentities(namespace);
        writeFileSync(join(stack.folder, "nats.tgz"), source.archive);
        stack.write(program({ users: { app: { password: "second" } }, chart: "./nats.tgz" }));
        const { steps } = await stack.preview();
        assert.deepEqual(Object.keys(steps), ["update"]);
        await stack.up();
        assert.deepEqual((await stack.preview()).steps, {});
        assert.deepEqual(await podIdentities(namespace), before, "the same chart from elsewhere restarts nothing");
        assert.match(await stack.state(), /"chart": "\.\/nats\.tgz"/);
    });
});
