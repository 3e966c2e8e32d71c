import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findParts } from "../../sandbox/parts";
import { deleteNamespace, podIdentities, uniqueNamespace } from "../support/cluster";
import { engineParts } from "../support/parts";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

describe("a chart from a URL", function () {
    this.timeout(600_000);
    asSteps();
    const namespace = uniqueNamespace("chart");
    const folder = mkdtempSync(join(tmpdir(), "nats-chart-"));
    let stack: Stack;
    let server: Server;
    let chart: Buffer;
    let port = 0;

    /** Always at the same address, as a URL is part of the program. */
    function serve(): Promise<void> {
        server = createServer((_, response) => void response.end(chart));
        return new Promise((resolve) => server.listen(port, "127.0.0.1", () => resolve()));
    }
    function stop(): Promise<unknown> {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
    }
    const program = (users: object = { app: {} }): object => {
        const url = `http://127.0.0.1:${port}/nats.tgz`;
        return clusterProgram(namespace, { ...SMALL, replicas: 1, users, chart: url });
    };

    before(async () => {
        const [{ helm }, { chart: part }] = [await findParts(["helm"]), await engineParts()];
        if (part.path.endsWith(".tgz")) {
            chart = readFileSync(part.path);
        } else {
            execFileSync(helm.path, ["package", part.path, "--destination", folder]);
            chart = readFileSync(join(folder, readdirSync(folder)[0]!));
        }
        await serve();
        port = (server.address() as AddressInfo).port;
        stack = await Stack.create(program(), { XDG_CACHE_HOME: join(folder, "cache") });
    });
    after(async () => {
        await stop();
        await serve();
        stack.write(program());
        await stack.destroy();
        await stop();
        stack.remove();
        rmSync(folder, { recursive: true });
        await deleteNamespace(namespace);
    });

    it("is used from there", async () => {
        await stack.up();
        const { steps, diagnostics } = await stack.preview();
        assert.deepEqual([steps, diagnostics], [{}, []]);
    });

    it("is used from a copy when its source is gone: previews and updates go on, and no server restarts", async () => {
        const before = await podIdentities(namespace);
        await stop();
        const { steps, diagnostics } = await stack.preview();
        assert.deepEqual(steps, {
            update: ["kubernetes:helm.sh/v3:Release nats", "kubernetes:apps/v1:StatefulSetPatch nats-ready"],
        });
        assert.ok(diagnostics.some((message) => message.includes("doesn't answer; the copy of the last time is used")));
        await stack.up();
        assert.deepEqual((await stack.preview()).steps, {});
        stack.write(program({ app: {}, bob: {} }));
        await stack.up();
        assert.deepEqual(await podIdentities(namespace), before);
    });

    it("is used from there again when it is back", async () => {
        const before = await podIdentities(namespace);
        await serve();
        await stack.up();
        const { steps, diagnostics } = await stack.preview();
        assert.deepEqual([steps, diagnostics], [{}, []]);
        assert.deepEqual(await podIdentities(namespace), before);
    });
});
