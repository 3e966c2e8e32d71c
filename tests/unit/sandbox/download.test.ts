import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type RequestListener, type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { quiet } from "../../../sandbox/log";
import { download } from "../../../sandbox/parts/download";
import { temporaryFolder } from "./temporary";

describe("sandbox: downloads", () => {
    const folder = temporaryFolder();
    let server: Server | undefined;

    async function serve(listener: RequestListener): Promise<string> {
        const started = createServer(listener);
        server = started;
        await new Promise<void>((resolve) => {
            started.listen(0, "127.0.0.1", resolve);
        });
        return `http://127.0.0.1:${String((started.address() as AddressInfo).port)}`;
    }

    afterEach(() => {
        server?.closeAllConnections();
        server?.close();
    });

    it("take the whole file, and say that they do", async () => {
        const url = await serve((_request, response) => response.end("x".repeat(100_000)));
        const lines: string[] = [];
        const to = join(folder(), "file");
        assert.equal(await download(`${url}/file`, to, (line) => lines.push(line)), undefined);
        assert.equal(readFileSync(to).length, 100_000);
        assert.deepEqual(lines, [`downloading ${url}/file`]);
    });

    it("give up when there is no such file", async () => {
        const url = await serve((_request, response) => response.writeHead(404).end());
        assert.equal(await download(`${url}/file`, join(folder(), "file"), quiet), `${url}/file answers 404`);
    });

    it("give up soon when nobody answers, and don't ask that host again", async () => {
        let requests = 0;
        const url = await serve(() => {
            requests += 1;
        });
        const { host } = new URL(url);
        const start = Date.now();
        assert.equal(await download(url, join(folder(), "file"), quiet, 0.1), `${host} can't be reached from here`);
        assert.equal(await download(url, join(folder(), "file"), quiet, 5), `${host} can't be reached from here`);
        assert.ok(Date.now() - start < 4000);
        assert.equal(requests, 1);
    });

    it("say when the file breaks off", async () => {
        const url = await serve((_request, response) => {
            response.writeHead(200, { "content-length": "1000" });
            response.write("half", () => response.destroy());
        });
        assert.match((await download(url, join(folder(), "file"), quiet)) ?? "", /broke off/);
    });
});
