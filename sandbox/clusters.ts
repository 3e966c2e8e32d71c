import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { SandboxFailure } from "./failure";
import type { Layout } from "./layout";
import type { Machine } from "./parts/machine";
import { type Outcome, lastLines, run } from "./run";

/** Whose cluster it is: the user's, or one that the sandbox may throw away. */
export type ClusterKind = "given" | "kind" | "disposable";

/** The disposable cluster's own folder. There is one such cluster on a machine, so it isn't in the checkout. */
const disposableState = process.env["CLUSTER_STATE"] ?? "/tmp/nats-cluster";
const disposableKubeconfig = join(disposableState, "kubeconfig");
const KIND_MINUTES = 10;

export function kindOf(kubeconfig: string, layout: Layout): ClusterKind {
    switch (kubeconfig) {
        case disposableKubeconfig:
            return "disposable";
        case kindKubeconfig(layout):
            return "kind";
        default:
            return "given";
    }
}

/** Builds the disposable cluster's programs, unless they are there or the cluster is up. */
export async function prepareDisposable(machine: Machine, kubectl: string): Promise<void> {
    await machine.busy((ended) => disposableUp(machine, kubectl, ["--prepare"], ended));
}

/** Starts the disposable cluster, unless it is up: then it is somebody's, perhaps ours, and is used as it is. */
export async function startDisposable(machine: Machine, kubectl: string): Promise<{ kubeconfig: string; origin: string }> {
    const started = await disposableUp(machine, kubectl, []);
    const alreadyUp = started.all.includes("cluster: already up");
    const how = alreadyUp ? (ownsDisposable(machine.layout) ? "already up" : "already up, not ours to stop") : "started";
    return { kubeconfig: lastLines(started.stdout, 1), origin: `a disposable single node, ${how}` };
}

async function disposableUp(
    { layout, environment, log }: Machine,
    kubectl: string,
    args: readonly string[],
    signal?: AbortSignal,
): Promise<Outcome> {
    const outcome = await run(join(layout.checkout, "sandbox", "cluster", "up"), args, {
        environment: {
            ...environment,
            PATH: [dirname(kubectl), environment["PATH"]].join(delimiter),
            SANDBOX_CACHE: layout.cache,
            CLUSTER_OWNER: layout.checkout,
        },
        signal,
        onProgress(line) {
            if (!/^cluster: (already )?up$/.test(line)) {
                log(line);
            }
        },
    });
    if (outcome.code !== 0) {
        throw new SandboxFailure(
            "kubernetes",
            `the disposable cluster did not start:\n${lastLines(outcome.all, 15)}`,
            "remove what stands in its way, or set SANDBOX_KUBECONFIG to the kubeconfig of a cluster that you may use",
        );
    }
    return outcome;
}

/** A kind cluster per checkout, known by its name. */
export async function startKind({ layout, log }: Machine): Promise<{ kubeconfig: string; origin: string } | { problem: string }> {
    const name = kindName(layout);
    const kubeconfig = kindKubeconfig(layout);
    if (await kindExists(layout)) {
        await run("kind", ["export", "kubeconfig", "--name", name, "--kubeconfig", kubeconfig]);
        return { kubeconfig, origin: `the kind cluster ${name}, already up` };
    }
    log(`creating the kind cluster ${name}, about 1 minute`);
    const created = await run("kind", ["create", "cluster", "--name", name, "--kubeconfig", kubeconfig, "--wait", "120s"], {
        timeoutSeconds: KIND_MINUTES * 60,
    });
    return created.code === 0
        ? { kubeconfig, origin: `the kind cluster ${name}, created` }
        : { problem: `kind create cluster failed: ${lastLines(created.all, 3)}` };
}

/** Stops what this checkout started, and says what that was; nothing else is touched. */
export async function stopClusters(layout: Layout): Promise<string[]> {
    const stopped: string[] = [];
    if (ownsDisposable(layout)) {
        const down = await run(join(layout.checkout, "sandbox", "cluster", "down"), []);
        if (down.code !== 0 || existsSync(disposableState)) {
            throw new SandboxFailure(
                "kubernetes",
                `the disposable cluster did not stop:\n${lastLines(down.all, 10)}`,
                "run `make down` again",
            );
        }
        stopped.push("the disposable cluster");
    }
    if (existsSync(kindKubeconfig(layout)) && (await kindExists(layout))) {
        const deleted = await run("kind", ["delete", "cluster", "--name", kindName(layout)]);
        if (deleted.code !== 0) {
            throw new SandboxFailure("kubernetes", `kind delete cluster failed:\n${lastLines(deleted.all, 5)}`, "run `make down` again");
        }
        stopped.push(`the kind cluster ${kindName(layout)}`);
    }
    return stopped;
}

export function ownsDisposable({ checkout }: Layout): boolean {
    const owner = join(disposableState, "owner");
    return existsSync(owner) && readFileSync(owner, "utf8").trim() === checkout;
}

/** What tells one cluster from another at the same address; undefined when it doesn't answer. */
export async function clusterIdentity(kubectl: string, kubeconfig: string): Promise<string | undefined> {
    const args = ["get", "namespace", "kube-system", "--output", "jsonpath={.metadata.uid}", "--request-timeout", "10s"];
    const { code, stdout } = await run(kubectl, ["--kubeconfig", kubeconfig, ...args], { timeoutSeconds: 30 });
    return code === 0 && stdout !== "" ? stdout : undefined;
}

function kindName({ checkout }: Layout): string {
    return `nats-sandbox-${createHash("sha256").update(checkout).digest("hex").slice(0, 8)}`;
}

function kindKubeconfig({ folder }: Layout): string {
    return join(folder, "kind-kubeconfig");
}

async function kindExists(layout: Layout): Promise<boolean> {
    const { code, stdout } = await run("kind", ["get", "clusters"], { timeoutSeconds: 30 });
    return code === 0 && stdout.split("\n").includes(kindName(layout));
}
