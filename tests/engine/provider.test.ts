// A kubernetes provider that is made in the same update: a preview doesn't know yet in which cluster it has to look.
import { Provider } from "@pulumi/kubernetes/provider";
import { RandomPassword } from "@pulumi/random/randomPassword";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import * as nats from "pulumi-nats";
import { deleteNamespace, podIdentities, uniqueNamespace } from "../support/cluster";
import { toNoCluster } from "../support/kubeconfigs";
import { SMALL } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

describe("a cluster by a kubernetes provider that is made in the same update", function () {
    this.timeout(300_000);
    asSteps();
    const namespace = uniqueNamespace("provider");
    let kubeconfig: string | undefined;
    let size = "1Gi";
    const stacks: Stack[] = [];

    async function create(): Promise<Stack> {
        const stack = await Stack.create(() => {
            const made = new RandomPassword("made-first", { length: 8 });
            const provider = new Provider("there", { kubeconfig: made.id.apply(() => kubeconfig) });
            const inputs = { ...SMALL, replicas: 1, jetstream: { size }, users: { app: { password: "p" } } };
            new nats.Cluster("nats", { namespace, createNamespace: true, ...inputs }, { providers: [provider] });
            return Promise.resolve();
        });
        kubeconfig ??= await readFile(stack.environment["KUBECONFIG"]!, "utf8");
        Object.assign(stack.environment, toNoCluster(stack.folder));
        stacks.push(stack);
        return stack;
    }
    after(async () => {
        await stacks[0]!.destroy();
        stacks.forEach((stack) => stack.remove());
        await deleteNamespace(namespace);
    });

    it("is previewed, made, and changes nothing the next time", async () => {
        const stack = await create();
        const { steps } = await stack.preview();
        assert.ok(steps["create"]?.includes("kubernetes:helm.sh/v3:Release nats"), JSON.stringify(steps));
        await stack.up();
        assert.deepEqual((await stack.preview()).steps, {});
    });

    it("is looked at by a preview when the provider is there", async () => {
        size = "512Mi";
        await assert.rejects(stacks[0]!.preview(), /property jetstream\.size/);
        size = "1Gi";
    });

    it("is refused by the update where another stack has it, before anything is written", async () => {
        const other = await create();
        await other.preview();
        const before = await podIdentities(namespace);
        await assert.rejects(other.up(), /property name .*is the cluster of|called organization/s);
        assert.deepEqual(await podIdentities(namespace), before);
        const { deployment } = JSON.parse(await other.state()) as { deployment: { resources?: { type: string }[] } };
        assert.ok(!deployment.resources?.some(({ type }) => type.startsWith("kubernetes:")));
        assert.deepEqual((await stacks[0]!.preview()).steps, {});
    });
});
