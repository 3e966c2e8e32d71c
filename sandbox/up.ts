// `make up`: finds or makes all that is needed, and runs `pulumi up` of the quickstart on it.
import { rmSync, writeFileSync } from "node:fs";
import { clusterIdentity, kindOf } from "./clusters";
import { type Engine, STACK, ask, operate } from "./engine";
import { sandboxEnvironment, shellScript } from "./environment";
import { SandboxFailure, command } from "./failure";
import { type Layout, layout, makeFolders } from "./layout";
import { type Log, stopwatch, toTerminal } from "./log";
import { PARTS_OF_UP, type Part, findParts } from "./parts";
import { locked } from "./parts/once";
import { QUICKSTART, selectStack, writeProject } from "./project";
import { fateOfState, readRecord, writeRecord } from "./record";
import { farewell, standInWarning } from "./report";

async function up(log: Log, program: string): Promise<void> {
    const elapsed = stopwatch();
    const parts = await findParts(PARTS_OF_UP, log);
    standInWarning(Object.values(parts)).forEach(log);
    const environment = sandboxEnvironment(parts);
    const engine: Engine = { pulumi: parts.pulumi.path, environment, layout, log };

    const cluster = await checkCluster(layout, log, parts.kubernetes, parts.kubectl);
    writeProject(layout, program);
    writeRecord(layout, { kubeconfig: parts.kubernetes.path, cluster, outputs: {} });
    writeFileSync(layout.shellEnvironment, shellScript(parts, layout), { mode: 0o600 });
    await selectStack(engine);

    log(`pulumi up of ${program}`);
    const summary = await operate(engine, "up");
    const outputs = JSON.parse(await ask(engine, "stack", "output", "--json", "--stack", STACK)) as Record<string, unknown>;
    const { shown, secret } = partition(outputs);
    writeRecord(layout, { kubeconfig: parts.kubernetes.path, cluster, outputs: shown });
    farewell({ summary, elapsed: elapsed(), shown, secret }).forEach(log);
}

/** The identity of the cluster, once it is certain that the stack's state belongs to it. */
async function checkCluster(layout: Layout, log: Log, kubernetes: Part, kubectl: Part): Promise<string> {
    const current = await clusterIdentity(kubectl.path, kubernetes.path);
    if (current === undefined) {
        throw new SandboxFailure("kubernetes", `the cluster of ${kubernetes.path} does not answer`, "start it, or choose another one");
    }
    const record = readRecord(layout);
    const fate = fateOfState({
        recorded: record?.cluster,
        current,
        recordedAnswers: record !== undefined && (await clusterIdentity(kubectl.path, record.kubeconfig)) === record.cluster,
        recordedIsThrowAway: record !== undefined && kindOf(record.kubeconfig, layout) !== "given",
    });
    if (fate === "refused") {
        throw new SandboxFailure(
            "kubernetes",
            record?.kubeconfig === kubernetes.path
                ? `${kubernetes.path} leads to another cluster than the one that the sandbox is in`
                : `the sandbox is in the cluster of ${record?.kubeconfig ?? ""}, not in that of ${kubernetes.path}`,
            "run `make down` first; or go back to that cluster with SANDBOX_KUBECONFIG; or remove .sandbox, to forget what is in it",
        );
    }
    if (fate === "reset") {
        log("the cluster is a new one: the stack begins anew");
        rmSync(layout.backend, { recursive: true, force: true });
        makeFolders(layout);
    }
    return current;
}

/** Pulumi shows a secret output as the text `[secret]`. */
function partition(outputs: Record<string, unknown>): { shown: Record<string, string>; secret: string[] } {
    const entries = Object.entries(outputs);
    return {
        shown: Object.fromEntries(
            entries
                .filter(([, value]) => value !== "[secret]")
                .map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]),
        ),
        secret: entries.filter(([, value]) => value === "[secret]").map(([name]) => name),
    };
}

void command(toTerminal, () =>
    locked(
        layout.lock,
        () => up(toTerminal, process.argv[2] ?? QUICKSTART),
        (owner) => {
            toTerminal(`waiting for another \`make up\` or \`make down\` of this checkout (process ${String(owner)})`);
        },
    ),
);
