// How long it takes to decide what a Cluster with many users is made of.
import { join } from "node:path";
import { planInputs } from "../../provider/provider";
import { run } from "../../sandbox/run";
import { type Samples, median, timed } from "./samples";
import { type Section, atMost, milliseconds, spread } from "./section";

const USERS = 1000;
/** The servers' own user. */
const ROUTES = 1;
const INPUTS = { replicas: 3, users: Object.fromEntries(Array.from({ length: USERS }, (_, index) => [`user-${index}`, {}])) };
const WARM_UP = 20;
const ROUNDS = 31;
const PROCESSES = 7;

export async function measurePlanning(): Promise<Section> {
    const cold = await coldPlans();
    for (let round = 0; round < WARM_UP; round++) {
        planMany();
    }
    const warm: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
        warm.push(await timed(planMany));
    }
    return {
        about:
            `\`planInputs\` of one Cluster with ${USERS} users, in this process: after ${WARM_UP} times, ${ROUNDS} rounds; ` +
            `and as the first thing that a process plans, ${PROCESSES} processes.`,
        table: [
            ["", "time"],
            ["warm", spread(warm, milliseconds)],
            ["first of a process", spread(cold, milliseconds)],
        ],
        targets: [
            atMost(`the plan of ${USERS} users, warm`, median(warm), 0.05, milliseconds),
            atMost(`the plan of ${USERS} users, first of a process`, median(cold), 0.05, milliseconds),
        ],
    };
}

export function planMany(): void {
    const { plan } = planInputs(INPUTS, "nats", {});
    if (plan?.passwords.length !== USERS + ROUTES) {
        throw new Error("not every user is in the plan");
    }
}

/** The first plan of several processes, one after the other. */
async function coldPlans(): Promise<Samples> {
    const samples: number[] = [];
    for (let index = 0; index < PROCESSES; index++) {
        const { code, stdout, all } = await run(process.execPath, [
            "-r",
            "ts-node/register/transpile-only",
            join(__dirname, "firstPlan.ts"),
        ]);
        if (code !== 0) {
            throw new Error(`the first plan failed:\n${all}`);
        }
        samples.push(Number(stdout));
    }
    return samples;
}
