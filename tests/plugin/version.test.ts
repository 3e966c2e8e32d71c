// Which plugin the engine takes for the package's own resources: the one that runs, or it starts another in every command.
import { ConfigureRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FakeEngine } from "../support/fakeEngine";
import { FakeMonitor } from "../support/fakeMonitor";
import { callConstruct } from "../support/pluginCalls";
import { PluginProcess, bundlePlugin } from "../support/pluginProcess";

describe("a plugin that the engine has configured", function () {
    this.timeout(60_000);
    const engine = new FakeEngine();
    const cache = mkdtempSync(join(tmpdir(), "nats-cache-"));
    let address: string;

    before(async () => {
        bundlePlugin();
        address = await engine.start();
    });
    after(() => {
        engine.stop();
        rmSync(cache, { recursive: true });
    });

    /** The versions that it asks for, by resource. */
    async function versions(configuration: Record<string, string>): Promise<ReadonlyMap<string, string>> {
        const plugin = await PluginProcess.start(address, undefined, { XDG_CACHE_HOME: cache });
        const monitor = new FakeMonitor("test", { preview: true });
        try {
            const request = new ConfigureRequest().setArgs(Struct.fromJavaScript(configuration));
            await new Promise((resolve) => plugin.client.configure(request, resolve));
            await callConstruct(plugin, { monitor: await monitor.start(), inputs: { users: { app: {} } }, preview: true });
            return new Map(monitor.resources.map(({ name, version }) => [name, version]));
        } finally {
            monitor.stop();
            await plugin.stop();
        }
    }

    it("asks for its own resources under the version that the program has named, and under none where it hasn't", async () => {
        const named = await versions({ version: "7.8.9-alpha.1" });
        assert.equal(named.get("nats-owner"), "7.8.9-alpha.1");
        assert.equal(named.get("nats-revision"), "7.8.9-alpha.1");
        assert.notEqual(named.get("nats-auth"), "7.8.9-alpha.1", "the kubernetes plugin has a version of its own");

        const unnamed = await versions({});
        assert.equal(unnamed.get("nats-owner"), "");
        assert.equal(unnamed.get("nats-revision"), "");
    });

    it("keeps what has been compiled in the user's cache, for the next command", () => {
        const files = readdirSync(join(cache, "pulumi-nats", "compiled"), { recursive: true, withFileTypes: true });
        assert.ok(files.some((file) => file.isFile()));
    });
});
