// The startup probe of servers in a cluster, as a pod runs it: with the shell of an image of Alpine Linux, which is BusyBox's. The answers
// are those that nats-server 2.14.2 was seen to give.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findOnPath } from "../../sandbox/parts/machine";
import { STARTUP_PROBE } from "../../provider/chart/startupProbe";
import { skipFor } from "../support/needs";

interface Answers {
    /** What `/healthz?details=true` tells; the plain one is well where there are none. */
    readonly errors?: readonly string[];
    readonly serverOnly?: boolean;
    readonly metaOnly?: boolean;
    readonly routes?: number;
    readonly uptime?: string;
    readonly everHadLeader?: boolean;
}

const BROKEN = "JetStream stream 'A > S' is not current: stream assignment error: insufficient storage resources available (10047)";
const LOST = "JetStream consumer 'A > S > C' is not current: consumer not found";
const BEHIND = "JetStream stream 'A > T' is not current: stream catching up";

describe("the startup probe of a server in a cluster", () => {
    let folder: string;
    let server: Server;
    let busybox: string;
    let now: Answers;

    before(function () {
        busybox = findOnPath("busybox", process.env["PATH"] ?? "") ?? skipFor(this, "BusyBox", "put busybox on the PATH");
    });
    beforeEach(async () => {
        folder = mkdtempSync(join(tmpdir(), "nats-probe-"));
        mkdirSync(join(folder, "bin"));
        ["wget", "grep", "nc", "cat"].forEach((tool) => symlinkSync(busybox, join(folder, "bin", tool)));
        server = createServer((request, response) => {
            const { pathname, search } = new URL(request.url!, "http://server");
            const { errors = [], serverOnly = true, metaOnly = true, routes = 2, uptime = "2m3s", everHadLeader = true } = now;
            const health: Record<string, boolean> = {
                "": errors.length === 0,
                "?js-server-only=true": serverOnly,
                "?js-meta-only=true": metaOnly,
                "?details=true": errors.length === 0,
            };
            const answers: Record<string, string> = {
                "/routez": `{\n  "num_routes": ${routes},\n}`,
                "/varz": `{\n  "uptime": "${uptime}",\n}`,
                "/raftz": `{\n  "ever_had_leader": ${everHadLeader},\n}`,
            };
            if (pathname !== "/healthz") {
                return response.end(answers[pathname]);
            }
            const list = errors.map((error) => ({ type: "STREAM", error }));
            response.statusCode = health[search] === true ? 200 : 503;
            return response.end(JSON.stringify(health[search] === true ? { status: "ok" } : { status: "error", errors: list }));
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    });
    afterEach(() => {
        server.closeAllConnections();
        server.close();
        rmSync(folder, { recursive: true });
    });

    /** Whether the server has started, by one look at it. */
    function started(answers: Answers): Promise<boolean> {
        now = answers;
        const { port } = server.address() as AddressInfo;
        const [, flag, script] = STARTUP_PROBE.exec.command;
        const here = script!.replaceAll("8222", String(port)).replace("/var/run/nats", folder);
        assert.notEqual(here, script);
        const options = { env: { PATH: join(folder, "bin") } };
        return new Promise((resolve) => execFile(busybox, ["sh", flag!, here], options, (error) => resolve(error === null)));
    }

    it("waits until all streams have caught up", async () => {
        assert.equal(await started({ errors: [BEHIND] }), false);
        assert.equal(await started({}), true);
    });

    it("doesn't wait for peers that aren't there, nor, after a minute, for a first leader", async () => {
        assert.equal(await started({ errors: [BEHIND], routes: 0 }), true);
        assert.equal(await started({ errors: [BEHIND], routes: 0, serverOnly: false }), false);
        assert.equal(await started({ errors: ["no leader"], metaOnly: false, everHadLeader: false, uptime: "59s" }), false);
        assert.equal(await started({ errors: ["no leader"], metaOnly: false, everHadLeader: false, uptime: "1m0s" }), true);
    });

    it("doesn't wait for ever for a stream or a consumer that can't be well", async () => {
        for (const errors of [[BROKEN], [LOST], [BROKEN, LOST]]) {
            assert.equal(await started({ errors }), false, "it may be on its way");
            assert.equal(await started({ errors }), true);
        }
    });

    const patient: Record<string, Answers> = {
        "in the first minute": { errors: [BROKEN], uptime: "59s" },
        "while another stream catches up": { errors: [BROKEN, BEHIND] },
        "without a leader of the cluster": { errors: [BROKEN], metaOnly: false },
        "while the server itself isn't well": { errors: [BROKEN], serverOnly: false },
    };
    for (const [when, answers] of Object.entries(patient)) {
        it(`waits for them ${when}`, async () => {
            assert.equal(await started({ errors: [BROKEN] }), false);
            assert.deepEqual([await started(answers), await started(answers), await started(answers)], [false, false, false]);
        });
    }

    it("waits for them as long as they become fewer", async () => {
        assert.equal(await started({ errors: [BROKEN, LOST, LOST] }), false);
        assert.equal(await started({ errors: [BROKEN, LOST] }), false);
        assert.equal(await started({ errors: [BROKEN] }), false);
        assert.equal(await started({ errors: [BROKEN] }), true);
    });
});
