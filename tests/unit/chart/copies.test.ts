import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ChartCopies } from "../../../provider/chart/copies";
import { Leaf } from "../../../provider/values/leaf";

describe("charts from URLs", () => {
    let folder: string;
    let server: Server;
    let url: string;
    const asked: string[] = [];

    beforeEach(async () => {
        folder = join(mkdtempSync(join(tmpdir(), "nats-charts-")), "charts");
        asked.length = 0;
        server = createServer((request, response) => {
            asked.push(request.method!);
            response.writeHead(request.url === "/nats.tgz" ? 200 : 404).end(request.method === "GET" ? "a chart" : undefined);
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/nats.tgz`;
    });
    afterEach(async () => {
        await stop();
        rmSync(dirname(folder), { recursive: true, force: true });
    });

    function stop(): Promise<unknown> {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
    }

    it("are used from there while that answers, and kept once", async () => {
        assert.deepEqual(await new ChartCopies(folder).locate(url), { source: url });
        assert.deepEqual(await new ChartCopies(folder).locate(url), { source: url });
        assert.deepEqual(asked, ["GET", "HEAD"]);
        assert.equal(readdirSync(folder).length, 1);
    });

    it("are used from the copy, with a notice, when it doesn't answer any more", async () => {
        await new ChartCopies(folder).locate(url);
        await stop();
        const { source, notice } = await new ChartCopies(folder).locate(url);
        assert.equal(readFileSync(source as string, "utf8"), "a chart");
        assert.match(notice!, /doesn't answer; the copy of the last time is used/);
    });

    it("are left to the kubernetes provider when they are nowhere, and nothing is kept of an error", async () => {
        const wrong = url.replace("nats.tgz", "other.tgz");
        assert.deepEqual(await new ChartCopies(folder).locate(wrong), { source: wrong });
        await stop();
        assert.deepEqual(await new ChartCopies(folder).locate(url), { source: url });
        assert.throws(() => readdirSync(folder), /ENOENT/);
    });

    it("are asked for once by all clusters of a program", async () => {
        const charts = new ChartCopies(folder);
        await Promise.all([charts.locate(url), charts.locate(url), charts.locate(url)]);
        assert.deepEqual(asked, ["GET"]);
    });

    it("are kept in the user's cache, for nobody else to read", async () => {
        for (const [variable, cache] of [
            ["XDG_CACHE_HOME", join(folder, "xdg")],
            ["LOCALAPPDATA", join(folder, "local")],
        ] as const) {
            await ChartCopies.ofUser({ [variable]: cache }).locate(url);
            const kept = join(cache, "pulumi-nats", "charts");
            assert.equal(readdirSync(kept).length, 1);
            assert.equal(statSync(kept).mode & 0o777, 0o700);
        }
    });

    it("are nothing else: paths, OCI references and secrets stay as they are", async () => {
        const charts = new ChartCopies(folder);
        for (const source of ["/charts/nats", "oci://mirror/nats", Leaf.secret("https://u:p@mirror", "https://u:p@mirror/nats.tgz")]) {
            assert.deepEqual(await charts.locate(source), { source });
        }
    });
});
