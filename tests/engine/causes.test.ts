// A pod that doesn't come up: the update names it and the cause while it still waits.
import { Provider } from "@pulumi/kubernetes/provider";
import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import * as nats from "pulumi-nats";
import { deleteNamespace, kubectl, uniqueNamespace } from "../support/cluster";
import { toNoCluster } from "../support/kubeconfigs";
import { interrupt } from "../support/interrupted";
import { measured } from "../support/measured";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";

/** From the moment that an update begins to wait for the pods. */
const WITHIN_SECONDS = 15;

interface Fault {
    readonly inputs: object;
    /** While it waits. */
    readonly says: RegExp;
    /** At the end. */
    readonly ends: readonly RegExp[];
}

const WRONG_IMAGE = /nats-0.*(ErrImagePull|ImagePullBackOff|ErrImageNeverPull).*no-such-version/s;
const TIMED_OUT = /'nats' timed out waiting to be Ready.*0 out of 1 replicas/s;

const NO_ROOM_INPUTS = { resources: { cpu: "64", memory: "128Mi" } };
const NO_ROOM = /not ready yet\. nats-0: .*Insufficient cpu.* Each server needs a node that has 64 of CPU and 128Mi of memory free/;
/** What the exporter of metrics was before it had a security context. */
const NOT_RESTRICTED_INPUTS = {
    values: { promExporter: { enabled: true, merge: { securityContext: { allowPrivilegeEscalation: true } } } },
};
const FORBIDDEN = /not ready yet\. StatefulSet nats: .*violates PodSecurity "restricted/;
const NO_SECRET = /not ready yet\. nats-0: .*secret "no-such-certificate" not found/;

const FAULTS: Readonly<Record<string, Fault>> = {
    "an image that isn't there": {
        inputs: { values: { container: { image: { fullImageName: "nats:no-such-version" } } } },
        says: WRONG_IMAGE,
        ends: [WRONG_IMAGE],
    },
    "a server that ends at once": {
        inputs: { values: { config: { merge: { $include: "no-such-file.conf" } } } },
        says: /nats-0.*(CrashLoopBackOff|exit code|\[Error\])/s,
        ends: [/nats-0.*no-such-file\.conf.*no such file or directory/s],
    },
    // The kubernetes plugin passes on nothing of these: the component sees them itself, in the cluster that the plugin was told of.
    "more CPU than any node has": { inputs: NO_ROOM_INPUTS, says: NO_ROOM, ends: [TIMED_OUT, NO_ROOM] },
    "a pod that its namespace forbids": { inputs: NOT_RESTRICTED_INPUTS, says: FORBIDDEN, ends: [FORBIDDEN] },
    "a certificate that isn't there": {
        inputs: { values: { config: { nats: { tls: { enabled: true, secretName: "no-such-certificate" } } } } },
        says: NO_SECRET,
        ends: [TIMED_OUT, NO_SECRET],
    },
};

describe("a pod that doesn't come up", function () {
    this.timeout(600_000);
    const namespace = uniqueNamespace("causes");
    let stack: Stack;
    const inputsOf = (inputs: object) => ({
        namespace,
        createNamespace: true,
        ...SMALL,
        replicas: 1,
        users: { app: {} },
        timeoutSeconds: 25,
        jetstream: { size: "1Gi" },
        ...inputs,
    });
    const program = (inputs: object) => clusterProgram(namespace, inputsOf(inputs));

    before(async () => {
        stack = await Stack.create(program({}));
        await kubectl("create", "namespace", namespace);
        await kubectl("label", "namespace", namespace, "pod-security.kubernetes.io/enforce=restricted");
    });
    afterEach(async () => {
        await stack.destroy();
        // A reloader that waits for its server doesn't hear SIGTERM: such a pod would be there for a minute, and no other of its name.
        await kubectl("delete", "pods", "--all", "-n", namespace, "--force", "--grace-period=0");
    });
    after(async () => {
        stack.remove();
        await deleteNamespace(namespace);
    });

    for (const [fault, { inputs, says, ends }] of Object.entries(FAULTS)) {
        it(`is named, with the cause, within ${WITHIN_SECONDS} s: ${fault}`, async () => {
            stack.write(program(inputs));
            const { code, text, lines } = await interrupt(stack, "up", Infinity, () => undefined);
            assert.notEqual(code, 0);
            const waiting = lines.find(({ line }) => /StatefulSetPatch nats-ready creating/.test(line));
            const said = lines.find(({ line }) => says.test(line));
            assert.ok(waiting && said, text);
            const seconds = said.seconds - waiting.seconds;
            measured("cause named", { fault, seconds, line: said.line.trim() });
            assert.ok(seconds <= WITHIN_SECONDS, text);
            const diagnostics = text.slice(text.indexOf("Diagnostics:"));
            ends.forEach((end) => assert.match(diagnostics, end));
        });
    }

    it("is to be seen with the command that the update says", async () => {
        stack.write(program(NO_ROOM_INPUTS));
        const { text } = await interrupt(stack, "up", Infinity, () => undefined);
        const [, command] = /What holds them up: kubectl (get events .*)/.exec(text) ?? [];
        assert.match(await kubectl(...command!.trim().split(" ")), /FailedScheduling.*pod\/nats-0.*Insufficient cpu/s);
    });

    describe("in a cluster that the environment doesn't lead to", () => {
        let kubeconfig: string;
        let there: Stack;
        before(async () => (kubeconfig = await readFile(stack.environment["KUBECONFIG"]!, "utf8")));
        afterEach(async () => {
            await there.destroy();
            there.remove();
        });

        it("is named when the configuration of the stack leads there", async () => {
            there = await Stack.create({ ...program(NO_ROOM_INPUTS), config: { "kubernetes:kubeconfig": { value: kubeconfig } } });
            Object.assign(there.environment, toNoCluster(there.folder));
            await assert.rejects(there.up(), NO_ROOM);
        });

        it("is named when a provider of the program leads there", async () => {
            there = await Stack.create(() => {
                const provider = new Provider("there", { kubeconfig: pulumi.secret(kubeconfig) });
                new nats.Cluster("nats", inputsOf(NO_ROOM_INPUTS), { providers: [provider] });
                return Promise.resolve();
            });
            Object.assign(there.environment, toNoCluster(there.folder));
            await assert.rejects(there.up(), NO_ROOM);
        });
    });
});
