import { type EngineEvent, type PulumiFn, type Stack, LocalWorkspace } from "@pulumi/pulumi/automation";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import { sandboxEnvironment } from "../../sandbox/environment";
import { toTerminal } from "../../sandbox/log";
import { type Part, type PartName, type Parts, findParts } from "../../sandbox/parts";
import { toUnansweredCluster } from "../support/kubeconfigs";
import { timed } from "./samples";
import type { YamlResources } from "./yamlPrograms";

/** What previews of programs in TypeScript and YAML need; and kubectl, which asks whether there is a cluster for more. */
const PARTS = [
    "pulumi",
    "language-yaml",
    "kubernetes-plugin",
    "random-plugin",
    "nats-plugin",
    "chart",
    "kubectl",
] as const satisfies readonly PartName[];
export type EngineParts = Pick<Parts, (typeof PARTS)[number]>;

/** The Automation API looks for the CLI on the PATH of its own process, and hands its own environment down: so it is the sandbox's from here. */
export async function findEngine(): Promise<EngineParts> {
    const parts = await findParts(PARTS, toTerminal);
    process.env = sandboxEnvironment(parts);
    return parts;
}

/** How long a command of the engine took, and how many resources it said it makes. */
export interface Operation {
    readonly seconds: number;
    readonly created: number;
}

/** A stack of a program in this process, with a folder and a state of its own. Each command starts the CLI and its plugins anew. */
export class BenchStack {
    private constructor(
        private readonly stack: Stack,
        private readonly folder: string,
    ) {}

    /** Without a cluster the stack can only be previewed. */
    static async create(program: PulumiFn, kubernetes?: Part): Promise<BenchStack> {
        return BenchStack.inFolder(program, newFolder(kubernetes));
    }

    /**
     * For previews of large stacks. Where states are files, the engine makes a whole checkpoint of the state after each resource, at a preview
     * too, and lets it go: with the square of the resources, that would be most of what is measured.
     * https://github.com/pulumi/pulumi/issues/10668
     */
    static async large(program: PulumiFn): Promise<BenchStack> {
        const { folder, envVars } = newFolder();
        return BenchStack.inFolder(program, { folder, envVars: { ...envVars, PULUMI_SKIP_CHECKPOINTS: "true" } });
    }

    private static async inFolder(program: PulumiFn, { folder, envVars }: ReturnType<typeof newFolder>): Promise<BenchStack> {
        const inline = { stackName: "bench", projectName: "nats-bench", program };
        return new BenchStack(await LocalWorkspace.createStack(inline, { workDir: folder, envVars }), folder);
    }

    static async ofYaml(resources: YamlResources): Promise<BenchStack> {
        const { folder, envVars } = newFolder();
        writeFileSync(join(folder, "Pulumi.yaml"), stringify({ name: "nats-bench", runtime: "yaml", resources }));
        return new BenchStack(await LocalWorkspace.createStack({ stackName: "bench", workDir: folder }, { envVars }), folder);
    }

    preview(): Promise<Operation> {
        return operation((onEvent) => this.stack.preview({ onEvent }));
    }

    up(): Promise<Operation> {
        return operation((onEvent) => this.stack.up({ onEvent }));
    }

    destroy(): Promise<Operation> {
        return operation((onEvent) => this.stack.destroy({ onEvent }));
    }

    remove(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }
}

/** A folder for a stack, with the environment that keeps its state there. */
function newFolder(kubernetes?: Part): { readonly folder: string; readonly envVars: Record<string, string> } {
    const folder = mkdtempSync(join(tmpdir(), "nats-bench-"));
    mkdirSync(join(folder, "state"));
    // Without a cluster previews are the same on every machine, and the engine's own part in them is the least.
    const cluster = kubernetes === undefined ? toUnansweredCluster(folder) : { KUBECONFIG: kubernetes.path };
    return { folder, envVars: { ...cluster, PULUMI_BACKEND_URL: `file://${join(folder, "state")}` } };
}

async function operation(command: (onEvent: (event: EngineEvent) => void) => Promise<unknown>): Promise<Operation> {
    let created = 0;
    const seconds = await timed(() =>
        command(({ summaryEvent }) => {
            created = summaryEvent?.resourceChanges.create ?? created;
        }),
    );
    return { seconds, created };
}
