// The plugin as the engine runs it: the bundle, in a process of its own, over gRPC.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Logged, FakeEngine } from "../support/fakeEngine";
import { FakeMonitor } from "../support/fakeMonitor";
import { ADDRESS, generated } from "../support/outcomes";
import { type ConstructCall, type ConstructResult, callConstruct, getSchema, getVersion, propertyErrors } from "../support/pluginCalls";
import { PluginProcess, bundlePlugin } from "../support/pluginProcess";
import { type Registered, listing } from "../support/registered";
import { Secret, UNKNOWN, outputOnWire, withSecrets, withoutSecrets } from "../support/wire";

const PASSWORD = "hunter2";
const KUBERNETES = "urn:pulumi:test::project::pulumi:providers:kubernetes::cluster-a::8c1a7e0e";

describe("the plugin", function () {
    this.timeout(60_000);
    const engine = new FakeEngine();
    let plugin: PluginProcess;

    before(async () => {
        bundlePlugin();
        plugin = await PluginProcess.start(await engine.start());
    });
    after(async () => {
        await plugin.stop();
        engine.stop();
    });

    /** One Construct with a monitor of its own. */
    async function construct(
        call: Omit<ConstructCall, "monitor">,
        milliseconds = 0,
    ): Promise<ConstructResult & { readonly monitor: FakeMonitor; readonly resources: readonly Registered[] }> {
        const monitor = new FakeMonitor(call.stack ?? "test", { preview: call.preview ?? false, milliseconds });
        try {
            const result = await callConstruct(plugin, { ...call, monitor: await monitor.start() });
            return { ...result, monitor, resources: monitor.resources };
        } finally {
            monitor.stop();
        }
    }

    async function refused(inputs: object, more: Partial<ConstructCall> = {}): Promise<{ path: string; reason: string }[]> {
        const error: unknown = await construct({ inputs, ...more }).then(
            () => assert.fail("was not refused"),
            (caught: unknown) => caught,
        );
        return propertyErrors(error);
    }

    const named = (resources: readonly Registered[], name: string, type = ""): Registered =>
        resources.find((resource) => resource.name === name && resource.type.endsWith(type))!;

    /** What users see, with `--debug` too. */
    const spoken = (): readonly Logged[] => engine.logs;

    it("tells its version and its schema", async () => {
        const committed = JSON.parse(readFileSync(join(__dirname, "../../schema.json"), "utf8")) as { version: string };
        assert.equal(await getVersion(plugin), committed.version);
        assert.deepEqual(JSON.parse(await getSchema(plugin)), committed);
    });

    it("knows no other resource", async () => {
        await assert.rejects(construct({ inputs: {}, type: "nats:index:Queue" }), /the nats package has no resource nats:index:Queue/);
    });

    it("makes the children of a cluster, with what the engine has to know of each", async () => {
        const { urn, resources, monitor } = await construct({
            inputs: { replicas: 1, users: { app: {} }, external: true, timeoutSeconds: 60 },
        });
        assert.equal(urn, "urn:pulumi:test::project::nats:index:Cluster::nats");
        assert.deepEqual(listing(resources), [
            "Cluster nats",
            "NetworkPolicy nats-network-policy",
            "Owner nats-owner",
            "PersistentVolumeClaimPatch nats-facts",
            "PersistentVolumeClaimPatch nats-volume-0",
            "RandomPassword nats-password-app",
            "Release nats",
            "Revision nats-revision",
            "Secret nats-auth",
            "Secret nats-credentials",
            "Secret nats-user-app",
            "SecretPatch nats-auth-data",
            "SecretPatch nats-credentials-data",
            "SecretPatch nats-user-app-data",
            "Service nats-external",
            "StatefulSetPatch nats-ready",
        ]);
        assert.ok(resources.slice(1).every(({ parent }) => parent === "nats"));
        assert.deepEqual(named(resources, "nats-auth", ":Secret").ignoreChanges, ["data", "stringData"]);
        assert.ok(named(resources, "nats-volume-0").retainOnDelete && !named(resources, "nats-external").retainOnDelete);
        assert.deepEqual(named(resources, "nats-ready").timeouts, { create: "60s", update: "60s" });
        assert.deepEqual(named(resources, "nats", ":Release").dependencies, [
            "nats-auth-data",
            "nats-network-policy",
            "nats-owner",
            "nats-volume-0",
        ]);
        assert.equal((monitor.outputs["nats"] as { externalUrl: string }).externalUrl, `nats://${ADDRESS}:4222`);
    });

    it("hands the program's options on: parent, providers, protection, dependencies", async () => {
        const { resources } = await construct({
            inputs: { replicas: 1, namespace: outputOnWire("prod", ["urn:pulumi:test::project::pkg:index:Thing::namespace-of-theirs"]) },
            inputDependencies: { namespace: ["urn:pulumi:test::project::pkg:index:Thing::namespace-of-theirs"] },
            options: {
                parent: "urn:pulumi:test::project::pkg:index:Platform::platform",
                dependsOn: ["urn:pulumi:test::project::pkg:index:Thing::before"],
                providers: { kubernetes: KUBERNETES },
                protect: true,
            },
        });
        const [component, ...children] = resources;
        assert.equal(component?.parent, "platform");
        assert.deepEqual(component.dependencies, ["before", "namespace-of-theirs"]);
        assert.equal(component.providers["kubernetes"], KUBERNETES);
        assert.ok(children.every(({ protect }) => protect));
        const kubernetes = children.filter(({ type }) => type.startsWith("kubernetes:"));
        assert.ok(kubernetes.length > 5);
        assert.deepEqual(
            kubernetes.filter(({ provider }) => provider !== KUBERNETES),
            [],
        );
        assert.ok(children.filter(({ type }) => type.startsWith("random:")).every(({ provider }) => provider === ""));
    });

    it("keeps secrets marked on their way in and out, however they come", async () => {
        const given: Record<string, object> = {
            "a secret password": { users: { app: {}, bob: { password: new Secret(PASSWORD) } } },
            "a secret map": { users: new Secret({ app: {}, bob: { password: PASSWORD } }) },
            "an Output": { users: outputOnWire(new Secret({ app: {}, bob: { password: PASSWORD } })) },
            "plain text": { users: { app: {}, bob: { password: PASSWORD } } },
        };
        for (const [what, inputs] of Object.entries(given)) {
            const { state, resources, monitor } = await construct({ inputs });
            assert.ok(state["credentials"] instanceof Secret, what);
            const { app, bob } = withSecrets(state["credentials"]) as Record<string, { password: string }>;
            assert.deepEqual([app?.password, bob?.password], [generated("nats-password-app"), PASSWORD], what);
            const seen = JSON.stringify(withoutSecrets([state, monitor.outputs, resources.map((resource) => resource.inputs)]));
            assert.ok(!seen.includes(PASSWORD) && !seen.includes(generated("nats-password-app")), what);
        }
    });

    it("previews what isn't known yet", async () => {
        const inputs = {
            namespace: UNKNOWN,
            users: outputOnWire({ app: { password: UNKNOWN } }),
            jetstream: { size: outputOnWire(UNKNOWN) },
        };
        const { state, resources } = await construct({ inputs, preview: true });
        assert.equal(state["clientUrl"], UNKNOWN);
        assert.deepEqual(state["credentialsSecretNames"], { app: "nats-user-app" });
        assert.equal(withSecrets(state["credentials"]), UNKNOWN);
        const claim = named(resources, "nats-volume-1").inputs["spec"] as { resources: { requests: object } };
        assert.deepEqual(claim.resources.requests, { storage: UNKNOWN });
    });

    it("warns through the engine, at the component, and prints nothing", async () => {
        const before = spoken().length;
        await construct({ inputs: { replicas: 2 } });
        const warnings = spoken().slice(before);
        assert.deepEqual(
            warnings.map(({ severity, resource }) => [severity, resource]),
            [
                ["warning", "nats"],
                ["warning", "nats"],
            ],
        );
        assert.match(warnings.map(({ message }) => message).join(), /users is empty.*replicas is 2/s);
    });

    it("refuses inputs property by property, all at once, without what is secret", async () => {
        const problems = await refused({
            replicas: 0,
            users: { "a b": { password: new Secret(`${PASSWORD}\u0000`) }, app: PASSWORD },
            config: { merge: { port: 1, authorization: { token: [PASSWORD] } } },
        });
        // The engine prints the value that it finds at a path; behind a space it finds none.
        assert.deepEqual(
            problems.map(({ path }) => path),
            [
                "users.app ",
                "config.merge.authorization.token ",
                "replicas ",
                "config.merge.port ",
                'users["a b"] ',
                'users["a b"].password ',
            ],
        );
        assert.match(problems[2]!.reason, /must be from 1 to 99, got 0/);
        assert.doesNotMatch(JSON.stringify(problems), /hunter2/);
    });

    it("refuses a resource where data belongs", async () => {
        const asset = { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: PASSWORD };
        const problems = await refused({ config: { merge: { server_name: asset } } });
        assert.deepEqual(
            problems.map(({ path }) => path),
            ["config.merge.server_name "],
        );
        assert.doesNotMatch(JSON.stringify(problems), /hunter2/);
    });

    it("makes two clusters at the same time without mixing them", async () => {
        const cluster = (name: string, password: string, preview: boolean): ReturnType<typeof construct> =>
            construct(
                {
                    name,
                    stack: `stack-${name}`,
                    preview,
                    inputs: { replicas: 1, name, users: { [`user-${name}`]: { password: new Secret(password) } } },
                },
                20,
            );
        const made = await Promise.all([
            cluster("one", "first-hush", false),
            cluster("two", "second-hush", true),
            cluster("three", "third-hush", false),
        ]);
        for (const [index, [name, password]] of [
            ["one", "first-hush"] as const,
            ["two", "second-hush"] as const,
            ["three", "third-hush"] as const,
        ].entries()) {
            const { urn, state, resources } = made[index]!;
            assert.equal(urn, `urn:pulumi:stack-${name}::project::nats:index:Cluster::${name}`);
            assert.deepEqual(
                resources.filter((resource) => !resource.name.startsWith(name)),
                [],
            );
            assert.deepEqual(
                Object.values(withSecrets(state["credentials"]) as object).map((user: { password: string }) => user.password),
                [password],
            );
            const revision = (named(resources, `${name}-ready`).inputs["metadata"] as { annotations: Record<string, string> }).annotations;
            assert.equal(revision["pulumi-nats/revision"], name === "two" ? UNKNOWN : "4");
        }
    });

    it("has told users no secret", () => {
        assert.ok(spoken().length > 5);
        assert.doesNotMatch(JSON.stringify(spoken()), /hunter2|-hush|generated0for0/);
        assert.ok(spoken().every(({ severity }) => severity === "warning"));
    });

    it("has printed its port, and nothing else", () => {
        assert.match(plugin.stdout, /^[0-9]+\n$/);
        assert.equal(plugin.stderr, "");
    });
});
