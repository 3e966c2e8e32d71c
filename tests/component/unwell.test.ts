import type * as pulumi from "@pulumi/pulumi";
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the module itself, as the SDK calls it; an import is a copy
import sdkLog = require("@pulumi/pulumi/log");
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { mock } from "node:test";
import { sayWhatIsUnwell } from "../../provider/create/unwell";
import { unwell } from "../../provider/lookout/unwell";
import { FakeApi } from "../support/fakeApi";
import { withRuntime } from "../support/mocked";

const RESOLVED = "JetStream account 'OLD' could not be resolved";
const LOST = "JetStream consumer 'A > S > C' is not current: consumer not found";

/** Asks for the health of three servers, of which each tells its problems, one list for each time that it is asked. */
async function askServers(health: Readonly<Record<string, readonly (readonly string[])[]>>, scheme: "http" | "https" = "http") {
    const asked: string[] = [];
    const server = createServer(({ url = "" }, response) => {
        const path = decodeURIComponent(url);
        const pod = /pods\/(?:https:)?([^:]+):/.exec(path)![1]!;
        const told = health[pod] ?? [[]];
        const errors = told[Math.min(asked.filter((earlier) => earlier.includes(`${pod}:`)).length, told.length - 1)]!;
        asked.push(path);
        const body =
            errors.length === 0 ? { status: "ok" } : { status: "error", errors: errors.map((error) => ({ type: "STREAM", error })) };
        response.writeHead(errors.length === 0 ? 200 : 503, { "content-type": "application/json" }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const cluster = { server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, "insecure-skip-tls-verify": true };
    const kubeconfig = JSON.stringify({
        apiVersion: "v1",
        kind: "Config",
        clusters: [{ name: "here", cluster }],
        users: [{ name: "user", user: { token: "pass" } }],
        contexts: [{ name: "here", context: { cluster: "here", user: "user" } }],
        "current-context": "here",
    });
    try {
        const pods = ["nats-0", "nats-1", "nats-2"];
        return { lines: await unwell({ kubeconfig }, { namespace: "queues", pods, port: 8222, scheme }), asked };
    } finally {
        server.closeAllConnections();
        server.close();
    }
}

describe("what ready servers can't serve", () => {
    it("is told by each of them, with every problem", async () => {
        const { lines, asked } = await askServers({ "nats-0": [[LOST, RESOLVED]], "nats-2": [[RESOLVED]] });
        assert.deepEqual(lines, [`nats-0: ${RESOLVED}`, `nats-0: ${LOST}`, `nats-2: ${RESOLVED}`]);
        assert.equal(asked[0], "/api/v1/namespaces/queues/pods/nats-0:8222/proxy/healthz?details=true");
    });

    it("is nothing that is over a moment later", async () => {
        const { lines } = await askServers({ "nats-0": [[LOST, RESOLVED], [LOST]], "nats-1": [[RESOLVED], []] });
        assert.deepEqual(lines, [`nats-0: ${LOST}`]);
    });

    it("is asked for once where all is well, and with TLS where monitoring has that", async () => {
        const { lines, asked } = await askServers({}, "https");
        assert.deepEqual([lines, asked.length], [[], 3]);
        assert.ok(asked.every((path) => path.includes("/pods/https:nats-")));
    });

    it("isn't known to whoever isn't let through", async () => {
        const api = await FakeApi.start(() => undefined);
        const access = { kubeconfig: api.kubeconfig({ token: "another" }) };
        assert.deepEqual(await unwell(access, { namespace: "queues", pods: ["nats-0"], port: 8222, scheme: "http" }), []);
        assert.equal(api.asked.length, 1);
        api.stop();
    });
});

describe("servers that are ready", () => {
    const resource = (urn: Promise<string>) => ({ urn: { promise: () => urn } }) as unknown as pulumi.Resource;
    const parent = resource(Promise.resolve("parent"));
    let said: string[];

    beforeEach(() => {
        said = [];
        mock.method(sdkLog, "warn", (message: string) => Promise.resolve(void said.push(message)));
    });
    afterEach(() => mock.restoreAll());

    const say = (ready: Promise<string>, look: () => Promise<string[]>) =>
        withRuntime(() => sayWhatIsUnwell(resource(ready), parent, look));

    it("are said to be so with what isn't well", async () => {
        await say(Promise.resolve("ready"), () => Promise.resolve(["nats-0: one", "nats-1: two"]));
        assert.deepEqual(said, ["the servers are ready, but not all that they store can be served: nats-0: one; nats-1: two"]);
        await say(Promise.resolve("ready"), () => Promise.resolve([1, 2, 3, 4, 5, 6, 7].map(String)));
        assert.match(said[1]!, /: 1; 2; 3; 4; 5, and 2 more$/);
    });

    it("are no news where all is well, where nobody can look, or where they aren't ready", async () => {
        await say(Promise.resolve("ready"), () => Promise.resolve([]));
        await say(Promise.resolve("ready"), () => Promise.reject(new Error("forbidden")));
        await say(Promise.reject(new Error("timed out")), () => Promise.resolve(["nats-0: one"]));
        assert.deepEqual(said, []);
    });
});
