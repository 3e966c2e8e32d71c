import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join } from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import manifest from "../../package.json";
import { findOnPath } from "../../sandbox/parts/machine";
import { skipFor } from "../support/needs";
import { engineEnvironment } from "../support/parts";

const execute = promisify(execFile);
const ROOT = join(__dirname, "..", "..");
const BIN = join(ROOT, "bin");
const PULUMI_SDK = manifest.dependencies["@pulumi/pulumi"];

const PROGRAM = {
    name: "nats-test",
    runtime: "yaml",
    resources: { nats: { type: "nats:Cluster", properties: { users: { app: {} } } } },
    outputs: { url: "${nats.clientUrl}" },
};

describe("the plugin is found", function () {
    this.timeout(300_000);
    let folder: string;
    let home: string;

    beforeEach(async () => {
        await engineEnvironment();
        folder = mkdtempSync(join(tmpdir(), "nats-plugin-"));
        home = join(folder, "home");
    });
    afterEach(() => {
        rmSync(folder, { recursive: true, force: true });
    });

    /** A Pulumi home with the plugins of the tests, but this package's only where `withNats` says so. */
    async function prepare(program: object, withNats: boolean): Promise<Record<string, string>> {
        const environment = await engineEnvironment();
        const installed = join(environment["PULUMI_HOME"]!, "plugins");
        mkdirSync(join(home, "plugins"), { recursive: true });
        for (const plugin of readdirSync(installed).filter((name) => !name.endsWith(".lastused"))) {
            if (withNats || !plugin.startsWith("resource-nats")) {
                // The folders have to be real ones: Pulumi passes over links here.
                mkdirSync(join(home, "plugins", plugin));
                for (const file of readdirSync(join(installed, plugin))) {
                    symlinkSync(join(installed, plugin, file), join(home, "plugins", plugin, file));
                }
            }
        }
        mkdirSync(join(folder, "state"), { recursive: true });
        writeFileSync(join(folder, "Pulumi.yaml"), stringify(program));
        return { ...environment, PULUMI_HOME: home, PULUMI_BACKEND_URL: `file://${join(folder, "state")}` };
    }

    async function pulumi(env: Record<string, string>, ...args: readonly string[]): Promise<string> {
        const options = { cwd: folder, env, maxBuffer: 64 << 20 };
        try {
            return (await execute("pulumi", [...args, "--non-interactive", "--color", "never"], options)).stdout;
        } catch (error) {
            const { stdout, stderr } = error as { stdout?: string; stderr?: string };
            throw new Error(`pulumi ${args.join(" ")} failed:\n${stdout ?? ""}${stderr ?? ""}`, { cause: error });
        }
    }

    async function assertPreviews(env: Record<string, string>): Promise<void> {
        await pulumi(env, "stack", "init", "test");
        assert.match(await pulumi(env, "preview"), /url *: "nats:\/\/nats\.default\.svc:4222"/);
    }

    it("in $PULUMI_HOME/plugins", async () => {
        await assertPreviews(await prepare(PROGRAM, true));
    });

    it("by plugins.providers[].path of a project", async () => {
        await assertPreviews(await prepare({ ...PROGRAM, plugins: { providers: [{ name: "nats", path: BIN }] } }, false));
    });

    it("on PATH", async () => {
        const env = await prepare(PROGRAM, false);
        await assertPreviews({ ...env, PULUMI_IGNORE_AMBIENT_PLUGINS: "false", PATH: `${BIN}${delimiter}${env["PATH"] ?? ""}` });
    });

    it("under a newer version than the one that has made a stack, to destroy that", async () => {
        const env = { ...(await prepare(PROGRAM, true)), KUBECONFIG: join(folder, "no-kubeconfig") };
        await pulumi(env, "stack", "init", "test");
        // Without a cluster it makes what needs none, resources of this package among them.
        await assert.rejects(pulumi(env, "up", "--yes", "--skip-preview"));
        assert.match(await pulumi(env, "stack", "export"), /"nats:index:Owner"/);
        const plugins = join(home, "plugins");
        renameSync(join(plugins, `resource-nats-v${manifest.version}`), join(plugins, "resource-nats-v99.0.0"));
        await pulumi(env, "destroy", "--yes", "--skip-preview");
        assert.doesNotMatch(await pulumi(env, "stack", "export"), /"nats:index:Owner"/);
    });

    it("not at all where it is in none of these places", async () => {
        const env = await prepare(PROGRAM, false);
        await pulumi(env, "stack", "init", "test");
        await assert.rejects(pulumi(env, "preview"), /nats/);
    });

    it("by `pulumi package add`, which makes an SDK of it", async function () {
        if (findOnPath("pulumi-language-nodejs", process.env["PATH"] ?? "") === undefined) {
            skipFor(this, "the Node.js language host", "install the official Pulumi CLI");
        }
        const source = join(folder, "source");
        cpSync(ROOT, source, { recursive: true, filter: (path) => !["node_modules", ".git", ".sandbox", "bin"].includes(basename(path)) });
        const env = { ...(await prepare({ name: "consumer", runtime: "nodejs" }, false)), PULUMI_IGNORE_AMBIENT_PLUGINS: "false" };
        writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "consumer", dependencies: { "@pulumi/pulumi": PULUMI_SDK } }));
        await pulumi(env, "package", "add", source);
        assert.match(readFileSync(join(folder, "sdks", "nats", "cluster.ts"), "utf8"), /class Cluster extends pulumi.ComponentResource/);
    });
});
