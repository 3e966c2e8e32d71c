// Something is killed while Helm is at work: the moment when Kubernetes has the release and the stack doesn't know it yet.
import assert from "node:assert/strict";
import { type Named, deleteNamespace, kubectl, kubernetesObjects, namesOf, uniqueNamespace } from "../support/cluster";
import { type Victim, HEALING, descendants, interrupt, isAlive, kill, killVictim } from "../support/interrupted";
import { measured } from "../support/measured";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";

/** After Helm has begun. All that it does takes a third of a second. */
const DELAYS = (process.env["HELM_DELAYS"] ?? "0,150").split(",").map(Number);

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
        for (const milliseconds of DELAYS) {
            it(`${victim}, ${milliseconds} ms after Helm has begun an upgrade`, async () => {
                await stack.up();
                stack.write(program({ config: { merge: { debug: true } } }));
                await repaired("upgrade", victim, milliseconds);
            });
            it(`${victim}, ${milliseconds} ms after Helm has begun an installation`, () => repaired("installation", victim, milliseconds));
        }
    }

    /** The next update finishes, with what is there: no pod is made anew by what it finds. */
    async function repaired(what: string, victim: Victim, milliseconds: number): Promise<void> {
        let started: Awaited<ReturnType<typeof descendants>> = [];
        const killed = await interrupt(stack, "up", /Release nats (creating|updating)/, async (engine) => {
            started = await descendants(engine);
            await new Promise((resolve) => setTimeout(resolve, milliseconds));
            await killVictim(victim, engine);
        });
        assert.ok(killed.reached, killed.text);
        await stack.cli("cancel", "--yes");
        const found = await podUids();
        const next = await interrupt(stack, "up", Infinity, () => undefined);
        started.filter(({ pid }) => isAlive(pid)).forEach(({ pid }) => kill(pid));
        const takenOver = /takes over the release/.test(next.text);
        measured("kill while Helm works", {
            operation: what,
            victim,
            milliseconds,
            code: killed.code,
            repaired: next.code === 0,
            takenOver,
        });
        assert.equal(next.code, 0, next.text);
        const left = await podUids();
        assert.ok(
            found.every((uid) => left.includes(uid)),
            "a pod was made anew",
        );
        assert.deepEqual((await stack.preview()).steps, {});
        await stack.destroy();
        assert.deepEqual(await namesOf("secrets,services,statefulsets", namespace), []);
    }

    async function podUids(): Promise<string[]> {
        return (await kubernetesObjects<Named>("pods", namespace)).map(({ metadata }) => metadata.uid);
    }

    it("a release of somebody else under the same name stays as it is, and is not taken over", async () => {
        await stack.up();
        const before = await kubectl("get", "secrets", "-n", namespace, "-l", "owner=helm", "-o", "json");
        const other = await Stack.create({ ...HEALING, ...program(), name: "another" });
        try {
            const refused = await interrupt(other, "up", Infinity, () => undefined);
            assert.notEqual(refused.code, 0);
            assert.match(
                refused.text,
                /property name .*is the cluster of organization\/nats-test\/test\/nats, as the Secret "nats-auth" says/,
            );
            assert.equal(await kubectl("get", "secrets", "-n", namespace, "-l", "owner=helm", "-o", "json"), before);
        } finally {
            other.remove();
            await stack.destroy();
        }
    });
});
