// `make down`: removes what `make up` made, and nothing else.
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { clusterIdentity, kindOf, ownsDisposable, stopClusters } from "./clusters";
import { type Engine, STACK, ask, operate } from "./engine";
import { sandboxEnvironment } from "./environment";
import { SandboxFailure, command } from "./failure";
import { layout } from "./layout";
import { type Log, quiet, toTerminal } from "./log";
import { PARTS_OF_DOWN, type Part, findParts } from "./parts";
import { thisMachine } from "./parts/machine";
import { locked } from "./parts/once";
import { selectStack } from "./project";
import { type SandboxRecord, readRecord } from "./record";
import { type StackExport, keptObjects, keptReport } from "./report";

async function down(log: Log): Promise<void> {
    const record = readRecord(layout);
    if (record !== undefined && existsSync(join(layout.backend, ".pulumi", "stacks"))) {
        await destroy(log, record);
    }
    const stopped = await stopClusters(layout);
    for (const cluster of stopped) {
        log(`stopped ${cluster}`);
    }
    const hadFolder = existsSync(layout.folder);
    rmSync(layout.folder, { recursive: true, force: true });
    log(hadFolder || stopped.length > 0 ? "the sandbox is gone" : "there is no sandbox here");
}

async function destroy(log: Log, { kubeconfig, cluster }: SandboxRecord): Promise<void> {
    const machine = thisMachine(log);
    const { kubectl } = await findParts(["kubectl"], quiet, machine);
    const kind = kindOf(kubeconfig, layout);
    if ((await clusterIdentity(kubectl.path, kubeconfig)) !== cluster) {
        if (kind === "given") {
            throw new SandboxFailure(
                "kubernetes",
                `the cluster of ${kubeconfig} does not answer, or is another one now, so what is in it can't be removed`,
                "run `make down` again when it answers; or remove .sandbox, to forget what is in it",
            );
        }
        log("the cluster is gone, and with it what was in it");
        return;
    }
    const kubernetes: Part = { name: "kubernetes", origin: "the sandbox's", path: kubeconfig, standIn: false };
    const parts = { ...(await findParts(PARTS_OF_DOWN, quiet, machine)), kubernetes };
    const engine: Engine = { pulumi: parts.pulumi.path, environment: sandboxEnvironment(parts), layout, log };
    const clusterIsStopped = kind === "kind" || (kind === "disposable" && ownsDisposable(layout));
    try {
        await selectStack(engine);
        const kept = keptObjects(JSON.parse(await ask(engine, "stack", "export", "--stack", STACK)) as StackExport);
        log("pulumi destroy");
        log(`pulumi destroy: ${await operate(engine, "destroy")}`);
        if (!clusterIsStopped) {
            keptReport(kept, kubeconfig).forEach(log);
        }
    } catch (error) {
        if (!clusterIsStopped || !(error instanceof SandboxFailure)) {
            throw error;
        }
        log(`${error.part}: ${error.why}`);
        log("the cluster is thrown away with what is left in it");
    }
}

void command(toTerminal, () =>
    locked(
        layout.lock,
        () => down(toTerminal),
        (owner) => {
            toTerminal(`waiting for another \`make up\` or \`make down\` of this checkout (process ${String(owner)})`);
        },
    ),
);
