// A pod that doesn't come up: the update names it and the cause while it still waits.
import assert from "node:assert/strict";
import { deleteNamespace, kubectl, uniqueNamespace } from "../support/cluster";
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
    readonly ends: RegExp;
}

const FAULTS: Readonly<Record<string, Fault>> = {
    "an image that isn't there": {
        inputs: { values: { container: { image: { fullImageName: "nats:no-such-version" } } } },
        says: /nats-0.*(ErrImagePull|ImagePullBackOff|ErrImageNeverPull).*no-such-version/s,
        ends: /nats-0.*(ErrImagePull|ImagePullBackOff|ErrImageNeverPull).*no-such-version/s,
    },
    "a server that ends at once": {
        inputs: { values: { config: { merge: { no_such_setting: true } } } },
        says: /nats-0.*(CrashLoopBackOff|exit code|\[Error\])/s,
        ends: /nats-0.*nats\.conf.*unknown field "no_such_setting"/s,
    },
};

describe("a pod that doesn't come up", function () {
    this.timeout(300_000);
    const namespace = uniqueNamespace("causes");
    let stack: Stack;
    const program = (inputs: object): object =>
        clusterProgram(namespace, { ...SMALL, replicas: 1, users: { app: {} }, timeoutSeconds: 25, jetstream: { size: "1Gi" }, ...inputs });

    before(async () => {
        stack = await Stack.create(program({}));
    });
    afterEach(async () => {
        await stack.destroy();
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
            assert.match(text.slice(text.indexOf("Diagnostics:")), ends);
        });
    }

    // The kubernetes plugin passes on what is wrong with a pod only when it has been given to a node.
    it(`is looked for where the update says, within ${WITHIN_SECONDS} s: more CPU than any node has`, async () => {
        stack.write(program({ resources: { cpu: "64", memory: "128Mi" } }));
        const { code, text, lines } = await interrupt(stack, "up", Infinity, () => undefined);
        assert.notEqual(code, 0);
        const waiting = lines.find(({ line }) => /StatefulSetPatch nats-ready creating/.test(line));
        const said = lines.find(({ line }) => /not ready yet.* a node that has 64 of CPU and 128Mi of memory free/.test(line));
        assert.ok(waiting && said, text);
        measured("slowness explained", { seconds: said.seconds - waiting.seconds });
        assert.ok(said.seconds - waiting.seconds <= WITHIN_SECONDS, text);
        const diagnostics = text.slice(text.indexOf("Diagnostics:"));
        assert.match(diagnostics, /'nats' timed out waiting to be Ready.*0 out of 1 replicas/s);
        const [, command] = /What holds them up: kubectl (get events .*)/.exec(diagnostics) ?? [];
        assert.match(await kubectl(...command!.trim().split(" ")), /FailedScheduling.*pod\/nats-0.*Insufficient cpu/s);
    });
});
