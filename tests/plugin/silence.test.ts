// What the plugin itself prints. The engine shows a plugin's standard error to users, and with --logflow its standard output, too.
import { CheckRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import assert from "node:assert/strict";
import { join } from "node:path";
import { promisify } from "node:util";
import { FakeEngine } from "../support/fakeEngine";
import { FakeMonitor } from "../support/fakeMonitor";
import { callConstruct, propertyErrors } from "../support/pluginCalls";
import { PluginProcess, bundlePlugin } from "../support/pluginProcess";
import { Secret, onWire } from "../support/wire";

const MARK = "PLANTED";
const BUNDLE = join(__dirname, "..", "..", "bin", "pulumi-resource-nats.cjs");
const REVISION = "urn:pulumi:test::project::nats:index:Cluster$nats:index:Revision::nats-revision";
const USERS = { bob: { password: `${MARK}-plain` }, eve: { password: new Secret(`${MARK}-secret`) } };

describe("the plugin at the highest verbosity", function () {
    this.timeout(60_000);
    const engine = new FakeEngine();
    let plugin: PluginProcess;

    before(async () => {
        bundlePlugin();
        // As the engine starts it with `-v=9 --logtostderr --logflow`: its own flags before its address.
        plugin = await PluginProcess.start(await engine.start(), [process.execPath, BUNDLE, "--logtostderr", "-v=9"]);
    });
    after(async () => {
        await plugin.stop();
        engine.stop();
    });

    it("tells no secret of what it makes, and of what it refuses", async () => {
        const monitor = new FakeMonitor("test");
        try {
            const call = { monitor: await monitor.start() };
            await callConstruct(plugin, { ...call, inputs: { users: USERS, chart: `https://bob:${MARK}-chart@mirror/nats.tgz` } });
            const broken = {
                replicas: 0,
                users: { a: MARK, ...USERS },
                values: { token: MARK },
                config: { merge: { port: new Secret(MARK) } },
            };
            const error: unknown = await callConstruct(plugin, { ...call, inputs: broken }).catch((caught: unknown) => caught);
            assert.ok(propertyErrors(error).length > 3);
            assert.doesNotMatch(JSON.stringify([error, propertyErrors(error)]), /PLANTED/);
        } finally {
            monitor.stop();
        }
    });

    it("finds the engine behind its flags, and warns it", async () => {
        const facts = (login: string): Struct =>
            Struct.fromJavaScript(onWire({ restarts: {}, logins: new Secret({ bob: login }) }) as Record<string, never>);
        const request = new CheckRequest()
            .setUrn(REVISION)
            .setOlds(facts(`${MARK}-1`))
            .setNews(facts(`${MARK}-2`));
        await promisify(plugin.client.check.bind(plugin.client) as (request: CheckRequest, done: (error: unknown) => void) => void)(
            request,
        );
        const said = engine.logs.filter(({ resource }) => resource === "nats-revision").map(({ message }) => message);
        assert.match(said.join(), /connections of bob are cut/);
        assert.doesNotMatch(said.join(), /PLANTED/);
    });

    it("has printed its port, and nothing else", () => {
        assert.match(plugin.stdout, /^\d+\n$/);
        assert.equal(plugin.stderr, "");
    });
});
