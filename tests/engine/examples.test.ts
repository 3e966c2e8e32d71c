import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { layout } from "../../sandbox/layout";
import { canLogIn, serverAddresses } from "../support/client";
import { deleteNamespace, kubectl, uniqueNamespace } from "../support/cluster";
import { engineEnvironment } from "../support/parts";
import { Stack } from "../support/stack";

const execute = promisify(execFile);
const EXAMPLES = join(__dirname, "..", "..", "examples");

describe("the examples, in each language", function () {
    this.timeout(900_000);
    let namespace: string;

    beforeEach(function () {
        namespace = uniqueNamespace("example");
    });
    afterEach(() => deleteNamespace(namespace));

    /** What every example promises: a URL, a Secret, and a login that works. */
    async function check(stack: Stack): Promise<void> {
        try {
            assert.ok(((await stack.preview()).steps["create"]?.length ?? 0) > 10);
            await stack.up();
            const { url, credentialsSecret, login } = await stack.outputs();
            assert.equal(url?.value, `nats://nats.${namespace}.svc:4222`);
            assert.equal(credentialsSecret?.value, "nats-user-app");
            assert.equal(login?.secret, true);
            const { username, password } = new URL(login.value as string);
            const [server] = await serverAddresses(namespace);
            assert.equal(await canLogIn(server!, { user: username, pass: password }), true);
            assert.deepEqual((await stack.preview()).steps, {});
        } finally {
            await stack.destroy();
            stack.remove();
        }
    }

    it("runs the quickstart, in YAML", async () => {
        const program = parse(readFileSync(join(EXAMPLES, "quickstart", "Pulumi.yaml"), "utf8")) as QuickstartProgram;
        Object.assign(program.resources.nats.properties, { namespace, createNamespace: true });
        await check(await Stack.create(program));
    });

    it("runs the TypeScript example on the generated SDK", async () => {
        const stack = await Stack.create(() => {
            pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
                type === "nats:index:Cluster" ? { props: { ...props, namespace, createNamespace: true }, opts } : undefined,
            );
            const path = require.resolve(join(EXAMPLES, "typescript"));
            Reflect.deleteProperty(require.cache, path);
            // eslint-disable-next-line @typescript-eslint/no-require-imports -- a program runs when it is loaded, each time anew
            return Promise.resolve(require(path) as Record<string, unknown>);
        });
        await check(stack);
    });

    it("runs the Python example on the generated SDK", async () => {
        const python = await pythonWithSdk();
        await run(python, [join(__dirname, "python", "run_example.py"), join(EXAMPLES, "python"), namespace], __dirname);
    });

    it("runs the Go example on the generated SDK", async () => {
        await run("go", ["test", "-count=1", "-timeout=15m", "."], join(EXAMPLES, "go"), { NATS_TEST_NAMESPACE: namespace });
    });

    /** Runs another language's test, with a state folder of its own. */
    async function run(command: string, args: readonly string[], cwd: string, more: Record<string, string> = {}): Promise<void> {
        const folder = mkdtempSync(join(tmpdir(), "nats-example-"));
        const env = { ...(await engineEnvironment()), PULUMI_BACKEND_URL: `file://${folder}`, ...more };
        try {
            await execute(command, args, { cwd, env, maxBuffer: 64 << 20 });
            assert.equal(await kubectl("get", "statefulsets", "-n", namespace, "-o", "name"), "", "the example has removed its cluster");
        } catch (error) {
            const { stdout, stderr } = error as { stdout?: string; stderr?: string };
            throw new Error(`${String(error)}\n${stdout ?? ""}\n${stderr ?? ""}`, { cause: error });
        } finally {
            rmSync(folder, { recursive: true, force: true });
        }
    }
});

interface QuickstartProgram {
    readonly resources: { readonly nats: { readonly properties: Record<string, unknown> } };
}

/** A Python with the SDKs of Pulumi and of this package, in an environment of its own. */
async function pythonWithSdk(): Promise<string> {
    const folder = join(layout.cache, "python");
    const python = join(folder, "bin", "python");
    if (!existsSync(python)) {
        mkdirSync(layout.cache, { recursive: true });
        await execute("python3", ["-m", "venv", folder]);
    }
    const requirements = join(__dirname, "python", "requirements.txt");
    await execute(python, ["-m", "pip", "install", "--quiet", "-r", requirements, join(__dirname, "..", "..", "sdk", "python")]);
    return python;
}
