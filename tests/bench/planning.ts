// How long it takes to decide what a Cluster with many users is made of.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../sandbox/run";
import { USERS, planMany } from "./manyUsers";
import { type Samples, median, timed } from "./samples";
import { type Section, atMost, milliseconds, spread } from "./section";

/** Plain JavaScript, which has no types. */
const BUNDLING: string = join(__dirname, "..", "..", "scripts", "bundling.mjs");
interface Bundling {
    readonly bundlePlugin: (entry: string, outfile: string) => Promise<unknown>;
}

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

/** The first plan of several processes, one after the other: of the code that the plugin runs, without what would compile it first. */
async function coldPlans(): Promise<Samples> {
    const folder = mkdtempSync(join(tmpdir(), "nats-bench-"));
    try {
        const program = join(folder, "firstPlan.cjs");
        const { bundlePlugin } = (await import(BUNDLING)) as Bundling;
        await bundlePlugin(join(__dirname, "firstPlan.ts"), program);
        const samples: number[] = [];
        for (let index = 0; index < PROCESSES; index++) {
            const { code, stdout, all } = await run(process.execPath, [program]);
            if (code !== 0) {
                throw new Error(`the first plan failed:\n${all}`);
            }
            samples.push(Number(stdout));
        }
        return samples;
    } finally {
        rmSync(folder, { recursive: true });
    }
}
