// What somebody changes by hand is seen by a refresh, and put right by the next update.
import assert from "node:assert/strict";
import { deleteNamespace, kubectl, kubernetesObjects, uniqueNamespace } from "../support/cluster";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

interface Container {
    readonly name: string;
    readonly image: string;
    readonly args?: readonly string[];
    readonly env?: readonly { readonly name: string; readonly value?: string }[];
    readonly resources?: object;
}
interface StatefulSet {
    readonly spec: { readonly replicas: number; readonly template: { readonly spec: { readonly containers: readonly Container[] } } };
}

const READY = "kubernetes:apps/v1:StatefulSetPatch nats-ready";
const IMAGE = "nats:by-hand";

for (const [kind, inputs] of Object.entries({
    "servers that are waited for": { replicas: 1 },
    "servers with values of their own, that nobody waits for": {
        replicas: 1,
        skipAwait: true,
        resources: { cpu: "0.2", memory: "134217728" },
        values: {
            container: { env: { TZ: "UTC", NODE: { valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } } } },
            podTemplate: { merge: { metadata: { annotations: { a: "b" } } } },
        },
    },
})) {
    describe(`drift of ${kind}`, function () {
        this.timeout(300_000);
        asSteps();
        const namespace = uniqueNamespace("drift");
        let stack: Stack;
        let made: StatefulSet["spec"];
        const specOf = async () => (await kubernetesObjects<StatefulSet>("statefulsets", namespace))[0]!.spec;
        before(async () => {
            stack = await Stack.create(
                clusterProgram(namespace, { ...SMALL, jetstream: { size: "1Gi" }, users: { app: { password: "p" } }, ...inputs }),
            );
        });
        after(async () => {
            await stack.destroy();
            stack.remove();
            await deleteNamespace(namespace);
        });

        it("is none where nobody has changed anything", async () => {
            await stack.up();
            made = await specOf();
            assert.deepEqual((await stack.preview()).steps, {});
            const text = await stack.cli("preview", "--refresh");
            assert.doesNotMatch(text, /kubernetes:\S+\s+\S+\s+(update|create|replace)/);
        });

        const byHand: Record<string, readonly string[]> = {
            "the image of the servers": ["set", "image", "statefulset/nats", `nats=${IMAGE}`],
            "the image of the reloader": ["set", "image", "statefulset/nats", `reloader=${IMAGE}`],
            "a variable of the environment": ["set", "env", "statefulset/nats", "-c", "nats", "GOMEMLIMIT=1MiB"],
            "the resources of the servers": [
                "set",
                "resources",
                "statefulset/nats",
                "-c",
                "nats",
                "--limits",
                "memory=96Mi",
                "--requests",
                "memory=96Mi",
            ],
            "the number of servers": ["scale", "statefulset", "nats", "--replicas", "2"],
            "what a server is called with": [
                ...["patch", "statefulset", "nats", "--type", "json"],
                ...["-p", '[{"op":"replace","path":"/spec/template/spec/containers/0/args/1","value":"/etc/other.conf"}]'],
            ],
        };
        for (const [what, command] of Object.entries(byHand)) {
            // A pod with an image that isn't there ends only after its grace period.
            if (!("skipAwait" in inputs) && what !== "the image of the servers") {
                continue;
            }
            it(`is seen, and put right: ${what}`, async () => {
                await kubectl(...command, "-n", namespace);
                assert.notDeepEqual(await specOf(), made);
                const text = await stack.cli("preview", "--refresh");
                assert.match(text, /StatefulSetPatch\s+nats-ready\s+update/);
                await stack.refresh();
                assert.deepEqual((await stack.up()).steps["update"], [READY]);
                assert.deepEqual(await specOf(), made);
                assert.deepEqual((await stack.preview()).steps, {});
            });
        }
    });
}
