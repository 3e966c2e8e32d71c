// Something is killed while Helm is at work: the moment when Kubernetes has the release and the stack doesn't know it yet.
import assert from "node:assert/strict";
import { deleteNamespace, kubectl, namesOf, podIdentities, uniqueNamespace } from "../support/cluster";
import { type Victim, descendants, interrupt, isAlive, kill, killVictim } from "../support/interrupted";
import { measured } from "../support/measured";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";

describe("something is killed while Helm is at work", function () {
    this.timeout(300_000);
    let namespace: string;
    let stack: Stack;
    const program = (inputs: object = {}): object =>
        clusterProgram(namespace, { ...SMALL, replicas: 1, jetstream: { size: "1Gi" }, users: { app: { password: "first" } }, ...inputs });

    beforeEach(async () => {
        namespace = uniqueNamespace("halfway");
        stack = await Stack.create(program());
    });
    afterEach(async () => {
        stack.remove();
        await deleteNamespace(namespace);
    });

    for (const victim of ["engine", "kubernetes plugin"] as const) {
        for (const milliseconds of [0, 150]) {
            it(`${victim}, ${milliseconds} ms after Helm has begun an upgrade`, async () => {
                await stack.up();
                stack.write(program({ config: { merge: { debug: true } } }));
                await repaired("upgrade", victim, milliseconds);
            });
            it(`${victim}, ${milliseconds} ms after Helm has begun an installation`, () => repaired("installation", victim, milliseconds));
        }
    }

    /**
     * The next update finishes; or Helm refuses it, as its record says that somebody else is at work or has the name. Then an update
     * without the record finishes, and takes over what is there.
     */
    async function repaired(what: string, victim: Victim, milliseconds: number): Promise<void> {
        let started: Awaited<ReturnType<typeof descendants>> = [];
        const killed = await interrupt(stack, "up", /Release nats (creating|updating)/, async (engine) => {
            started = await descendants(engine);
            await new Promise((resolve) => setTimeout(resolve, milliseconds));
            await killVictim(victim, engine);
        });
        assert.ok(killed.reached, killed.text);
        await stack.cli("cancel", "--yes");
        const next = await interrupt(stack, "up", Infinity, () => undefined);
        started.filter(({ pid }) => isAlive(pid)).forEach(({ pid }) => kill(pid));
        const said = /error: (cannot re-use.*|another operation.*)/.exec(next.text)?.[1];
        measured("kill while Helm works", { operation: what, victim, milliseconds, code: killed.code, repaired: next.code === 0, said });
        if (next.code !== 0) {
            assert.ok(said !== undefined, next.text);
            const pods = await podIdentities(namespace);
            await kubectl("delete", "secrets", "-n", namespace, "-l", "owner=helm,name=nats");
            const repair = await interrupt(stack, "up", Infinity, () => undefined);
            const after = await podIdentities(namespace);
            measured("repaired by hand", { operation: what, code: repair.code, same: JSON.stringify(after) === JSON.stringify(pods) });
            assert.equal(repair.code, 0, repair.text);
        }
        assert.deepEqual((await stack.preview()).steps, {});
        await stack.destroy();
        assert.deepEqual(await namesOf("secrets,services,statefulsets", namespace), []);
    }
});
