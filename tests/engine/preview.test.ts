import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { RandomPassword } from "@pulumi/random/randomPassword";
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as nats from "pulumi-nats";
import { parse } from "yaml";
import { toUnansweredCluster } from "../support/kubeconfigs";
import { clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";

const QUICKSTART = join(__dirname, "..", "..", "examples", "quickstart", "Pulumi.yaml");

describe("a preview", function () {
    this.timeout(120_000);
    let stack: Stack;

    async function create(program: object | PulumiFn): Promise<Stack> {
        stack = await Stack.create(program);
        Object.assign(stack.environment, toUnansweredCluster(stack.folder));
        return stack;
    }
    afterEach(() => {
        stack.remove();
    });

    it("of the quickstart works with no cluster reachable", async () => {
        await create(parse(readFileSync(QUICKSTART, "utf8")) as object);
        const text = await stack.cli("preview");
        assert.match(text, /\+ 19 to create/);
        assert.match(text, /url +: "nats:\/\/nats\.default\.svc:4222"/);
        assert.match(text, /credentialsSecret *: "nats-user-app"/);
    });

    it("shows what changes as values of the chart, one by one", async () => {
        await create(clusterProgram("default", { replicas: 3, users: { app: {} }, config: { merge: { max_payload: "4MB" } } }));
        const text = await stack.cli("preview", "--diff");
        assert.match(text, /max_payload *: 4194304/);
        assert.match(text, /replicas *: 3/);
        assert.match(text, /storage *: "10Gi"/);
    });

    it("of a program that names the plugin's version starts the plugin once", async () => {
        const folder = mkdtempSync(join(tmpdir(), "nats-calls-"));
        const calls = join(folder, "calls.json");
        const program = (): Promise<void> => {
            new nats.Cluster("nats", { users: { app: {} } });
            return Promise.resolve();
        };
        stack = await Stack.create(program, { KUBECONFIG: join(folder, "no-kubeconfig"), PULUMI_DEBUG_GRPC: calls });
        await stack.preview();
        // The engine starts a process for each provider that it configures.
        const configured = readFileSync(calls, "utf8").matchAll(/"urn":"[^"]*pulumi:providers:nats::([^"]*)"/g);
        assert.deepEqual([...new Set([...configured].map(([, provider]) => provider))], ["default_0_1_0"]);
        rmSync(folder, { recursive: true });
    });

    it("says that ignoreChanges and replaceOnChanges have no effect", async () => {
        const program = clusterProgram("default", { replicas: 3, users: { app: {} } }) as { resources: { nats: object } };
        Object.assign(program.resources.nats, { options: { ignoreChanges: ["replicas"], replaceOnChanges: ["jetstream.size"] } });
        await create(program);
        const text = await stack.cli("preview");
        assert.match(text, /the option ignoreChanges \(replicas\) has no effect/);
        assert.match(text, /the option replaceOnChanges \(jetstream\.size\) has no effect/);
    });

    it("takes inputs that other resources will have made, at any depth", async () => {
        await create(() => {
            const { result: password, id } = new RandomPassword("password", { length: 20 });
            const cluster = new nats.Cluster("nats", {
                namespace: id,
                users: { app: { password } },
                jetstream: { size: id.apply(() => "3Gi") },
                config: { merge: { server_tags: [id] } },
            });
            return Promise.resolve({ url: cluster.clientUrl, names: cluster.credentialsSecretNames });
        });
        const { text, steps } = await stack.preview();
        assert.equal(steps["create"]?.filter((step) => step.includes("PersistentVolumeClaimPatch nats-volume-")).length, 2);
        assert.match(text, /url *: \[unknown\]/);
        assert.match(text, /app *: "nats-user-app"/);
        assert.match(text, /size *: \[unknown\]|storage *: \[unknown\]/);
    });

    it("takes users that are one secret in the configuration, and shows their names only", async () => {
        await create(() => {
            const users = new pulumi.Config().requireSecretObject<Record<string, { password?: string }>>("users");
            const cluster = new nats.Cluster("nats", { users });
            return Promise.resolve({ names: cluster.credentialsSecretNames });
        });
        await stack.setSecret("users", JSON.stringify({ app: { password: "PLANTED-1" }, worker: {} }));
        const { text } = await stack.preview();
        assert.match(text, /app *: "nats-user-app"\s+worker *: "nats-user-worker"/);
        assert.doesNotMatch(text, /PLANTED/);
    });

    it("names every input that can't work at once, with what was received and what would work", async () => {
        await create(
            clusterProgram("Default", {
                name: "1nats",
                replicas: 0,
                resources: { cpu: "lots", memory: "1Mi" },
                jetstream: { size: "10 GB" },
                users: { "a b": {}, bob: { password: "PLANTED \u0007" } },
                config: { merge: { max_payload: "16XB", debugg: true, server_metadata: { x$include: "/etc/passwd", y: "<< $HOME >>" } } },
            }),
        );
        const text = await stack.cli("preview");
        const problem = (path: string, reason: RegExp): void => {
            const line = text.split("\n").find((candidate) => candidate.includes(`property ${path} `));
            assert.ok(line, `${path} is named`);
            assert.match(line, reason);
        };
        problem("name", /DNS label of at most 52 characters.*got "1nats"/);
        problem("namespace", /DNS label.*got "Default"/);
        problem("replicas", /from 1 to 99, got 0/);
        problem("resources.cpu", /quantity, such as .*got "lots"/);
        problem("resources.memory", /at least 32Mi, got "1Mi"/);
        problem("jetstream.size", /quantity.*got "10 GB"/);
        problem('users["a b"]', /letters, digits/);
        problem("users.bob.password", /control characters/);
        problem("config.merge.max_payload", /number of bytes.*got the string "16XB"/);
        problem("config.merge.debugg", /did you mean debug\?/);
        problem("config.merge.server_metadata.x$include", /use `values`/);
        problem("config.merge.server_metadata.y", /<< … >>/);
        assert.doesNotMatch(text, /PLANTED/);
    });
});
