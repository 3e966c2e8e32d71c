import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ChartServer } from "../support/chartServer";
import { deleteNamespace, podIdentities, uniqueNamespace } from "../support/cluster";
import { engineParts } from "../support/parts";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

describe("a chart from a URL", function () {
    this.timeout(600_000);
    asSteps();
    const namespace = uniqueNamespace("chart");
    const cache = mkdtempSync(join(tmpdir(), "nats-cache-"));
    let stack: Stack;
    let source: ChartServer;
    const program = (users: object = { app: {} }): object => clusterProgram(namespace, { ...SMALL, replicas: 1, users, chart: source.url });

    before(async () => {
        const { chart } = await engineParts();
        source = await ChartServer.start(chart.path);
        stack = await Stack.create(program(), { XDG_CACHE_HOME: cache });
    });
    after(async () => {
        await source.close();
        await source.open();
        stack.write(program());
        await stack.destroy();
        stack.remove();
        await source.close();
        rmSync(cache, { recursive: true });
        await deleteNamespace(namespace);
    });

    it("is used from there", async () => {
        await stack.up();
        const { steps, diagnostics } = await stack.preview();
        assert.deepEqual([steps, diagnostics], [{}, []]);
    });

    it("is used from a copy when its source is gone: what is planned doesn't change for it, and no server restarts", async () => {
        const before = await podIdentities(namespace);
        await source.close();
        const { steps, diagnostics } = await stack.preview();
        assert.deepEqual(steps, {});
        assert.ok(diagnostics.some((message) => message.includes("the newest copy that was seen is used")));
        stack.write(program({ app: {}, bob: {} }));
        await stack.up();
        assert.match(await stack.state(), /"chart": "http:\/\/127\.0\.0\.1:[0-9]+\/nats-0\.0\.0\.tgz"/);
        assert.deepEqual(await podIdentities(namespace), before);
        assert.ok(!existsSync(join(stack.folder, "http:")), "nothing stays beside the program");
    });

    it("is used from there again when it is back", async () => {
        const before = await podIdentities(namespace);
        await source.open();
        await stack.up();
        const { steps, diagnostics } = await stack.preview();
        assert.deepEqual([steps, diagnostics], [{}, []]);
        assert.deepEqual(await podIdentities(namespace), before);
    });
});
