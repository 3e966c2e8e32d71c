// How long it takes to decide what a Cluster with many users or accounts is made of.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../../sandbox/run";
import { USERS, planMany } from "./manyUsers";
import { ACCOUNTS, planAccounts } from "./rawAccounts";
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
    const users = { warm: await warmPlans(planMany), cold: await coldPlans("firstPlan.ts") };
    const accounts = { warm: await warmPlans(planAccounts), cold: await coldPlans("firstAccounts.ts") };
    return {
        about:
            `\`planInputs\` of one Cluster with ${USERS} users, and of one with ${ACCOUNTS} accounts in \`config.merge\` that share subjects, ` +
            `in this process: after ${WARM_UP} times, ${ROUNDS} rounds; and as the first thing that a process plans, ${PROCESSES} processes.`,
        table: [
            ["", "warm", "first of a process"],
            [`${USERS} users`, spread(users.warm, milliseconds), spread(users.cold, milliseconds)],
            [`${ACCOUNTS} accounts`, spread(accounts.warm, milliseconds), spread(accounts.cold, milliseconds)],
        ],
        targets: [
            atMost(`the plan of ${USERS} users, warm`, median(users.warm), 0.05, milliseconds),
            atMost(`the plan of ${USERS} users, first of a process`, median(users.cold), 0.05, milliseconds),
            atMost(`the plan of ${ACCOUNTS} raw accounts, first of a process`, median(accounts.cold), 0.1, milliseconds),
        ],
    };
}

async function warmPlans(plan: () => void): Promise<Samples> {
    for (let round = 0; round < WARM_UP; round++) {
        plan();
    }
    const samples: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
        samples.push(await timed(plan));
    }
    return samples;
}

/** The first plan of several processes, one after the other: of the code that the plugin runs, without what would compile it first. */
async function coldPlans(source: "firstPlan.ts" | "firstAccounts.ts"): Promise<Samples> {
    const folder = mkdtempSync(join(tmpdir(), "nats-bench-"));
    try {
        const program = join(folder, "firstPlan.cjs");
        const { bundlePlugin } = (await import(BUNDLING)) as Bundling;
        await bundlePlugin(join(__dirname, source), program);
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
