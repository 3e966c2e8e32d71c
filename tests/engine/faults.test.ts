// The engine, this plugin or the kubernetes plugin is killed in the middle of an update or of a destroy: what is run next repairs it.
import assert from "node:assert/strict";
import { canLogIn, eventually, serverAddresses } from "../support/client";
import { deleteNamespace, kubectl, namesOf, uniqueNamespace } from "../support/cluster";
import { type Victim, HEALING, VICTIMS, descendants, interrupt, isAlive, kill, killVictim } from "../support/interrupted";
import { measured } from "../support/measured";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";

type Phase = "create" | "update" | "destroy";
const PHASES: readonly Phase[] = ["create", "update", "destroy"];

/** How many kills: each round has one in every phase. */
const POINTS = Number(process.env["FAULT_POINTS"] ?? 6);
const ROUNDS = Math.ceil(POINTS / PHASES.length);

describe("something is killed in the middle", function () {
    this.timeout(900_000);
    const namespace = uniqueNamespace("faults");
    let stack: Stack;
    /** How many steps an update or a destroy says when nothing happens to it. */
    const steps = new Map<Phase, number>();

    const program = (phase: Phase): object => ({
        ...HEALING,
        ...clusterProgram(namespace, {
            ...SMALL,
            replicas: 1,
            jetstream: { size: "1Gi" },
            ...(phase === "create"
                ? { users: { app: { password: "first" } } }
                : { users: { app: { password: "second" }, eve: {} }, config: { merge: { max_pending: "32MB" } } }),
        }),
    });

    before(async () => {
        stack = await Stack.create(program("create"));
    });
    after(async () => {
        await stack.cli("cancel", "--yes");
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    async function run(phase: Phase, after: number, act: (engine: number) => Promise<void> | void) {
        if (phase !== "destroy") {
            stack.write(program(phase));
        }
        return interrupt(stack, phase === "destroy" ? "destroy" : "up", after, act);
    }

    /** Everything is as the program says, and nothing else. */
    async function assertDone(phase: Phase): Promise<void> {
        if (phase === "destroy") {
            assert.deepEqual(await namesOf("pvc", namespace), ["nats-js-nats-0"]);
            // What owns pods goes when they have ended.
            const left = await eventually(
                () => namesOf("secrets,services,configmaps,statefulsets,poddisruptionbudgets,pods", namespace),
                (names) => names.length === 1,
                60,
            );
            assert.deepEqual(left, ["kube-root-ca.crt"]);
            // What was being made when the engine was killed stays in its notes: it warns of that, and goes on.
            const { deployment } = JSON.parse(await stack.state()) as { deployment: { resources?: object[] } };
            assert.deepEqual(deployment.resources ?? [], []);
            return;
        }
        const preview = await stack.preview();
        assert.deepEqual(preview.steps, {});
        const [server] = await serverAddresses(namespace);
        const pass = phase === "create" ? "first" : "second";
        const result = await eventually(
            () => canLogIn(server!, { user: "app", pass }),
            (answer) => answer === true,
            60,
        );
        assert.equal(result, true);
    }

    it("works when nothing is", async () => {
        for (const phase of PHASES) {
            const outcome = await run(phase, Infinity, () => undefined);
            assert.equal(outcome.code, 0, outcome.text);
            steps.set(phase, outcome.steps);
            await assertDone(phase);
        }
    });

    for (let round = 0; round < ROUNDS; round++) {
        PHASES.forEach((phase, index) => {
            const victim = VICTIMS[(round + index) % VICTIMS.length]!;
            const share = (round + 0.5) / ROUNDS;
            it(`${victim}, after ${Math.round(share * 100)} % of the steps of ${phase}: the same again works`, () =>
                killAndRepair(phase, victim, share));
        });
    }

    /** What a person would do, so that the next kill is judged by itself. */
    async function clear(phase: Phase): Promise<void> {
        await kubectl("delete", "secrets", "-n", namespace, "-l", "owner=helm,name=nats");
        await run(phase, Infinity, () => undefined);
    }

    async function killAndRepair(phase: Phase, victim: Victim, share: number): Promise<void> {
        const point = Math.max(1, Math.round(steps.get(phase)! * share));
        let started: Awaited<ReturnType<typeof descendants>> = [];
        const killed = await run(phase, point, async (engine) => {
            started = await descendants(engine);
            await killVictim(victim, engine);
        });
        assert.ok(killed.reached, killed.text);
        const left = await eventually(
            () => Promise.resolve(started.filter(({ pid }) => isAlive(pid))),
            (processes) => processes.length === 0,
            5,
        );
        const cancelled = await stack.cli("cancel", "--yes");
        const repair = await run(phase, Infinity, () => undefined);
        measured("kill", {
            phase,
            victim,
            point,
            of: steps.get(phase),
            code: killed.code,
            left: left.map(({ args }) => args),
            repairSeconds: repair.seconds,
        });
        left.forEach(({ pid }) => kill(pid));
        if (repair.code !== 0) {
            await clear(phase);
        }
        assert.equal(repair.code, 0, [killed.text, cancelled, repair.text].join("\n--- \n"));
        await assertDone(phase);
    }
});
