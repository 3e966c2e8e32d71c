import { type EngineEvent, type PulumiFn, type Stack as AutomationStack, LocalWorkspace } from "@pulumi/pulumi/automation";
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { fileBackend } from "../../sandbox/environment";
import { engineEnvironment } from "./parts";

/** What one command of the engine has done, as a person sees it. */
export interface Run {
    /** Everything printed, standard error too. */
    readonly text: string;
    /** The resources that it changed (or would), by kind of step: `update: ["kubernetes:core/v1:SecretPatch nats-auth-data"]`. */
    readonly steps: Readonly<Record<string, readonly string[]>>;
    /** The properties that a step changes, by resource. */
    readonly changed: Readonly<Record<string, readonly string[]>>;
    readonly diagnostics: readonly string[];
    readonly seconds: number;
}

/** A Pulumi stack with a state folder of its own, driven by the real CLI. */
export class Stack {
    private constructor(
        private readonly stack: AutomationStack,
        readonly folder: string,
        readonly environment: Readonly<Record<string, string>>,
    ) {}

    /** A stack of a YAML program, or of a program in this process. */
    static async create(program: object | PulumiFn, environment: Readonly<Record<string, string>> = {}): Promise<Stack> {
        const folder = mkdtempSync(join(tmpdir(), "nats-engine-"));
        mkdirSync(join(folder, "state"));
        const envVars = { ...(await engineEnvironment()), PULUMI_BACKEND_URL: fileBackend(join(folder, "state")), ...environment };
        if (typeof program === "function") {
            const inline = { stackName: "test", projectName: "nats-test", program: program as PulumiFn };
            return new Stack(await LocalWorkspace.createOrSelectStack(inline, { workDir: folder, envVars }), folder, envVars);
        }
        writeProgram(folder, program);
        const stack = await LocalWorkspace.createOrSelectStack({ stackName: "test", workDir: folder }, { envVars });
        return new Stack(stack, folder, envVars);
    }

    write(program: object): void {
        writeProgram(this.folder, program);
    }

    async setSecret(key: string, value: string): Promise<void> {
        await this.stack.setConfig(key, { value, secret: true });
    }

    preview(): Promise<Run> {
        return this.run((options) => this.stack.preview({ ...options, diff: true }));
    }

    up(): Promise<Run> {
        return this.run((options) => this.stack.up(options));
    }

    refresh(): Promise<Run> {
        return this.run((options) => this.stack.refresh(options));
    }

    destroy(): Promise<Run> {
        return this.run((options) => this.stack.destroy(options));
    }

    async outputs(): Promise<Record<string, { readonly value: unknown; readonly secret: boolean }>> {
        return this.stack.outputs();
    }

    /** The state as anybody may export it. */
    async state(): Promise<string> {
        return this.cli("stack", "export");
    }

    /** Runs the CLI as a person would, and gives back everything that it printed, also when it fails. */
    async cli(...args: readonly string[]): Promise<string> {
        const options = { cwd: this.folder, env: { ...this.environment }, maxBuffer: 256 << 20 };
        return new Promise((resolve) => {
            execFile("pulumi", [...args, "--stack", "test", "--color", "never", "--non-interactive"], options, (_, stdout, stderr) => {
                resolve(stdout + stderr);
            });
        });
    }

    remove(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }

    private async run(command: (options: CommandOptions) => Promise<unknown>): Promise<Run> {
        const events: EngineEvent[] = [];
        let text = "";
        const start = Date.now();
        await command({
            color: "never",
            onEvent: (event) => void events.push(event),
            onOutput: (line) => (text += line),
            onError: (line) => (text += line),
        });
        return { text, ...summary(events), seconds: (Date.now() - start) / 1000 };
    }
}

interface CommandOptions {
    readonly color: "never";
    readonly onEvent: (event: EngineEvent) => void;
    readonly onOutput: (line: string) => void;
    readonly onError: (line: string) => void;
}

function writeProgram(folder: string, program: object): void {
    writeFileSync(join(folder, "Pulumi.yaml"), stringify({ name: "nats-test", runtime: "yaml", ...program }));
}

function summary(events: readonly EngineEvent[]): Pick<Run, "steps" | "changed" | "diagnostics"> {
    const steps: Record<string, string[]> = {};
    const changed: Record<string, string[]> = {};
    const diagnostics: string[] = [];
    for (const { resourcePreEvent, resOutputsEvent, diagnosticEvent } of events) {
        // A refresh says only afterwards what it has found.
        const refreshed =
            resourcePreEvent === undefined && resOutputsEvent !== undefined && refreshing(events, resOutputsEvent.metadata.urn);
        const metadata = refreshed ? resOutputsEvent.metadata : resourcePreEvent?.metadata;
        // The engine's own provider resources come and go with the first and the last resource; they are of no interest to users.
        if (metadata !== undefined && !["same", "refresh"].includes(metadata.op) && !metadata.type.startsWith("pulumi:providers:")) {
            const resource = `${metadata.type} ${metadata.urn.split("::").at(-1) ?? ""}`;
            (steps[metadata.op] ??= []).push(resource);
            changed[resource] = Object.keys(metadata.detailedDiff ?? {});
        }
        if (diagnosticEvent !== undefined && ["warning", "error"].includes(diagnosticEvent.severity)) {
            diagnostics.push(diagnosticEvent.message.trim());
        }
    }
    return { steps, changed, diagnostics };
}

function refreshing(events: readonly EngineEvent[], urn: string): boolean {
    return events.some(({ resourcePreEvent }) => resourcePreEvent?.metadata.urn === urn && resourcePreEvent.metadata.op === "refresh");
}
