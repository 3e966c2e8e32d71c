import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readdirSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const BUNDLE = join(ROOT, "bin", "pulumi-resource-nats.cjs");

/** Bundles the plugin, unless the bundle is as new as what it is made of. */
export function bundlePlugin(): void {
    const sources = [
        ...readdirSync(join(ROOT, "provider"), { recursive: true, encoding: "utf8" }).map((file) => join("provider", file)),
        "schema.json",
    ];
    const newest = Math.max(...sources.map((file) => statSync(join(ROOT, file)).mtimeMs));
    if (!existsSync(BUNDLE) || statSync(BUNDLE).mtimeMs < newest) {
        execFileSync(process.execPath, [join(ROOT, "scripts", "bundle.mjs")]);
    }
}

/** The plugin as the engine runs it: a process that prints its port. */
export class PluginProcess {
    stdout = "";
    stderr = "";

    private constructor(
        private readonly child: ChildProcess,
        readonly client: ResourceProviderClient,
    ) {}

    static async start(
        engine: string,
        command: readonly string[] = [process.execPath, BUNDLE],
        environment: Readonly<Record<string, string>> = {},
    ): Promise<PluginProcess> {
        const { NATS_CHART: _chart, ...inherited } = process.env;
        // Copies of charts are kept apart from the user's, and nobody's cluster is looked into.
        const apart = { KUBECONFIG: join(tmpdir(), "no-kubeconfig"), XDG_CACHE_HOME: join(tmpdir(), "pulumi-nats-tests") };
        const env = { ...inherited, ...apart, ...environment };
        const [program, ...args] = command;
        const child = spawn(program!, [...args, engine], { env, stdio: ["ignore", "pipe", "pipe"] });
        const first = new Promise<string>((resolve, reject) => {
            child.stdout.once("data", (data: Buffer) => resolve(data.toString()));
            child.once("exit", (code) => reject(new Error(`the plugin ended with ${code ?? "a signal"}`)));
        });
        const client = new ResourceProviderClient(`127.0.0.1:${(await first).trim()}`, credentials.createInsecure());
        const plugin = new PluginProcess(child, client);
        plugin.stdout = await first;
        child.stdout.on("data", (data: Buffer) => (plugin.stdout += data.toString()));
        child.stderr.on("data", (data: Buffer) => (plugin.stderr += data.toString()));
        return plugin;
    }

    get pid(): number {
        return this.child.pid!;
    }

    async stop(): Promise<void> {
        this.client.close();
        const ended = once(this.child, "exit");
        this.child.kill();
        await ended;
    }
}
