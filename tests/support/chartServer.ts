import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

/** A web server with one chart, that says how often it was asked and that can go away. */
export class ChartServer {
    requests = 0;
    #server: Server | undefined;
    #port = 0;

    private constructor(readonly archive: Buffer) {}

    static async start(chart: string): Promise<ChartServer> {
        const server = new ChartServer(archiveOf(chart));
        await server.open();
        return server;
    }

    get url(): string {
        return `http://127.0.0.1:${this.#port}/nats-0.0.0.tgz`;
    }

    /** At the same address as before. */
    async open(): Promise<void> {
        this.#server = createServer((_, response) => {
            this.requests++;
            response.setHeader("content-type", "application/gzip").end(this.archive);
        });
        await new Promise<void>((resolve) => this.#server!.listen(this.#port, "127.0.0.1", resolve));
        this.#port = (this.#server.address() as AddressInfo).port;
    }

    async close(): Promise<void> {
        this.#server?.closeAllConnections();
        await new Promise((resolve) => this.#server?.close(resolve));
    }

    /** How often it is asked during an action. */
    async during(action: () => Promise<unknown>): Promise<number> {
        const before = this.requests;
        await action();
        return this.requests - before;
    }
}

function archiveOf(chart: string): Buffer {
    if (statSync(chart).isFile()) {
        return readFileSync(chart);
    }
    const folder = mkdtempSync(join(tmpdir(), "nats-chart-"));
    const file = join(folder, "chart.tgz");
    execFileSync("tar", ["-czhf", file, "-C", dirname(chart), basename(chart)]);
    const archive = readFileSync(file);
    rmSync(folder, { recursive: true });
    return archive;
}
