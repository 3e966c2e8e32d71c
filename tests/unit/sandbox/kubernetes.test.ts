import assert from "node:assert/strict";
import type { Part } from "../../../sandbox/parts";
import { type Starters, findKubernetes, requireKubernetes } from "../../../sandbox/parts/kubernetes";
import { type Has, fakeMachine } from "./fakeMachine";

const kubectl: Part = { name: "kubectl", origin: "", path: "/usr/bin/kubectl", standIn: false };
const DOCKER_WORKS: Has["programs"] = { kind: { path: "/bin/kind" }, docker: { path: "/bin/docker", answer: "fine" } };

/** Starts nothing; `kindProblem` makes kind fail. */
function starters(kindProblem?: string): Starters {
    return {
        startKind: () => Promise.resolve(kindProblem === undefined ? { kubeconfig: "/kind", origin: "kind" } : { problem: kindProblem }),
        startDisposable: () => Promise.resolve({ kubeconfig: "/disposable", origin: "disposable" }),
    };
}

async function chosen(has: Has, kindProblem?: string): Promise<string> {
    return (await findKubernetes(fakeMachine(has), kubectl, starters(kindProblem))).path;
}

describe("sandbox: Kubernetes", () => {
    it("is the user's cluster only when SANDBOX_KUBECONFIG says so", async () => {
        assert.equal(await chosen({ environment: { SANDBOX_KUBECONFIG: "/mine" }, files: ["/mine"], programs: DOCKER_WORKS }), "/mine");
    });

    it("is never the cluster of the current kubeconfig", async () => {
        const has: Has = { environment: { KUBECONFIG: "/production" }, files: ["/production", "/home/user/.kube/config"], isRoot: true };
        assert.equal(await chosen(has), "/disposable");
        await assert.rejects(chosen({ ...has, isRoot: false }), /kubernetes: it is in none of the places/);
    });

    it("is refused when SANDBOX_KUBECONFIG names a file that isn't there, rather than taken from elsewhere", async () => {
        await assert.rejects(
            chosen({ environment: { SANDBOX_KUBECONFIG: "/typo" }, programs: DOCKER_WORKS, isRoot: true }),
            /SANDBOX_KUBECONFIG is \/typo, and there is no such file/,
        );
    });

    it("is kind where Docker runs and kind is there", async () => {
        assert.equal(await chosen({ programs: DOCKER_WORKS, isRoot: true }), "/kind");
    });

    it("is the disposable cluster where Docker does not run, where there is no kind, and where kind fails", async () => {
        assert.equal(
            await chosen({ programs: { kind: { path: "/bin/kind" }, docker: { path: "/bin/docker" } }, isRoot: true }),
            "/disposable",
        );
        assert.equal(await chosen({ programs: { docker: { path: "/bin/docker", answer: "fine" } }, isRoot: true }), "/disposable");
        assert.equal(await chosen({ programs: DOCKER_WORKS, isRoot: true }, "no image"), "/disposable");
    });

    it("says at once what each way lacks, and what to do", async () => {
        await assert.rejects(requireKubernetes(fakeMachine({ programs: { kind: { path: "/bin/kind" } } })), {
            message: [
                "kubernetes: it is in none of the places where it may be:",
                "  SANDBOX_KUBECONFIG: not set",
                "  kind: `docker info` fails",
                "  the disposable cluster: needs root",
                "What to do: set SANDBOX_KUBECONFIG to the kubeconfig of a cluster that you may use; or start Docker and install kind " +
                    "(https://kind.sigs.k8s.io); or run this as root on Linux, for a disposable cluster",
            ].join("\n"),
        });
        await assert.rejects(requireKubernetes(fakeMachine({ platform: "darwin", isRoot: true })), /the disposable cluster: needs Linux/);
        await requireKubernetes(fakeMachine({ isRoot: true }));
    });
});
