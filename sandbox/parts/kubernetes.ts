import { resolve } from "node:path";
import { type ClusterKind, startDisposable, startKind } from "../clusters";
import { SandboxFailure } from "../failure";
import { type Found, type Source, choose } from "./choose";
import type { Machine } from "./machine";
import type { Part } from "./part";

/** How a cluster is started; replaced in tests. */
export interface Starters {
    startKind(machine: Machine): Promise<{ kubeconfig: string; origin: string } | { problem: string }>;
    startDisposable(machine: Machine, kubectl: string): Promise<{ kubeconfig: string; origin: string }>;
}

const REMEDY =
    "set SANDBOX_KUBECONFIG to the kubeconfig of a cluster that you may use; or start Docker and install kind (https://kind.sigs.k8s.io); " +
    "or run this as root on Linux, for a disposable cluster";

/** Why a kind of cluster can't be had here; undefined when it can. Asked first of all, so that nobody waits for builds in vain. */
export async function obstacle(machine: Machine, kind: ClusterKind): Promise<string | undefined> {
    switch (kind) {
        case "given":
            return machine.environment["SANDBOX_KUBECONFIG"] ? undefined : "not set";
        case "kind":
            if (machine.onPath("kind") === undefined) {
                return "there is no kind on PATH";
            }
            return (await machine.answer("docker", ["info"])) === undefined ? "`docker info` fails" : undefined;
        case "disposable":
            if (machine.platform !== "linux") {
                return "needs Linux";
            }
            return machine.isRoot ? undefined : "needs root";
    }
}

/** The kind of cluster that can be had here. Fails when there is none. */
export async function requireKubernetes(machine: Machine): Promise<ClusterKind> {
    const { origin } = await choose(
        "kubernetes",
        sources(machine, (kind) => Promise.resolve({ path: "", origin: kind })),
        REMEDY,
    );
    return origin as ClusterKind;
}

/** A kubeconfig. Never the current one: what a developer's shell points at may be production. */
export function findKubernetes(machine: Machine, kubectl: Part, starters: Starters = { startKind, startDisposable }): Promise<Part> {
    return choose(
        "kubernetes",
        sources(machine, async (kind) => {
            switch (kind) {
                case "given":
                    return { path: kubeconfigFromUser(machine), origin: "from SANDBOX_KUBECONFIG" };
                case "kind": {
                    const started = await starters.startKind(machine);
                    return "problem" in started ? { missing: started.problem } : { path: started.kubeconfig, origin: started.origin };
                }
                case "disposable": {
                    const { kubeconfig, origin } = await starters.startDisposable(machine, kubectl.path);
                    return { path: kubeconfig, origin };
                }
            }
        }),
        REMEDY,
    );
}

type Get = (kind: ClusterKind) => Promise<Found>;

function sources(machine: Machine, get: Get): Source[] {
    const places: readonly [ClusterKind, string][] = [
        ["given", "SANDBOX_KUBECONFIG"],
        ["kind", "kind"],
        ["disposable", "the disposable cluster"],
    ];
    return places.map(([kind, place]) => ({
        place,
        async find() {
            const problem = await obstacle(machine, kind);
            return problem === undefined ? get(kind) : { missing: problem };
        },
    }));
}

function kubeconfigFromUser(machine: Machine): string {
    const path = resolve(machine.environment["SANDBOX_KUBECONFIG"] ?? "");
    if (!machine.exists(path)) {
        throw new SandboxFailure(
            "kubernetes",
            `SANDBOX_KUBECONFIG is ${path}, and there is no such file`,
            "correct SANDBOX_KUBECONFIG, or unset it",
        );
    }
    return path;
}
