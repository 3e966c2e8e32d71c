import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync, statSync } from "node:fs";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, dirname } from "node:path";
import { deleteNamespace, kubectl, uniqueNamespace } from "../support/cluster";
import { engineParts } from "../support/parts";
import { MARK, secretsIn } from "../support/planted";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";

const PASSWORD = `${MARK}/%`;

/** The chart of the tests as one file. */
async function packaged(): Promise<Buffer> {
    const { path } = (await engineParts()).chart;
    return statSync(path).isFile()
        ? readFileSync(path)
        : execFileSync("tar", ["-cz", "-C", dirname(path), basename(path)], { maxBuffer: 64 << 20 });
}

describe("a chart behind a password", function () {
    this.timeout(120_000);
    const namespace = uniqueNamespace("chart");
    let mirror: Server;
    let stack: Stack;

    before(async () => {
        const chart = await packaged();
        const wanted = `Basic ${Buffer.from(`bob:${PASSWORD}`).toString("base64")}`;
        mirror = createServer(({ headers }, response) => {
            const known = headers.authorization === wanted;
            response.writeHead(known ? 200 : 401).end(known ? chart : undefined);
        });
        await once(mirror.listen(0, "127.0.0.1"), "listening");
        const { port } = mirror.address() as AddressInfo;
        const chartUrl = `http://bob:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/nats-2.14.2.tgz`;
        stack = await Stack.create(
            clusterProgram(namespace, { ...SMALL, replicas: 1, skipAwait: true, users: { app: {} }, chart: chartUrl }),
        );
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
        mirror.close();
        await deleteNamespace(namespace);
    });

    it("is had with the credentials of its URL, which are shown and kept in the clear nowhere", async () => {
        const printed = [await stack.cli("preview", "--diff"), await stack.cli("preview", "--json")];
        assert.match(printed[0]!, /chart *: "http:\/\/127\.0\.0\.1:\d+\/nats-2\.14\.2\.tgz"/);
        printed.push((await stack.up()).text, await stack.state(), await kubectl("get", "all,configmaps", "-n", namespace, "-o", "yaml"));
        for (const text of printed) {
            assert.match(text, /nats-/);
            assert.deepEqual(secretsIn(text, [MARK]), []);
        }
        assert.ok((await stack.cli("stack", "export", "--show-secrets")).includes(PASSWORD), "the search would have found it");
        assert.deepEqual((await stack.preview()).steps, {});
    });
});
