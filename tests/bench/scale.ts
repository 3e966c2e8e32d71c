// Stacks as large as anybody's: how time and memory grow, beside the same resources by hand.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { EngineParts } from "./engine";
import type { LargeOperation, LargeProgram } from "./largeStack";
import { PROGRAMS, WITHOUT_CHECKPOINTS } from "./previews";
import { type Section, type Target, atMost, megabytes, seconds, times } from "./section";

const execute = promisify(execFile);

/** The last is what is wanted. */
const SIZES = { Clusters: [25, 50, 100], users: [500, 1000, 2000] } as const;
const AT_MOST = 1.2;

export async function measureScale({ chart }: EngineParts): Promise<Section> {
    const rows: string[][] = [];
    const targets: Target[] = [];
    for (const what of ["Clusters", "users"] as const) {
        for (const count of SIZES[what]) {
            const component = await alone(`${what} component`, count, chart.path);
            const hand = await alone(`${what} hand`, count, chart.path);
            const [time, memory] = [component.seconds / hand.seconds, memoryOf(component) / memoryOf(hand)];
            rows.push([
                `${count} ${what}`,
                String(hand.created - 1),
                seconds(component.seconds),
                seconds(hand.seconds),
                times(time),
                `${megabytes(component.program)} + ${megabytes(component.plugin)}`,
                megabytes(memoryOf(hand)),
                times(memory),
            ]);
            if (count === SIZES[what].at(-1)) {
                targets.push(atMost(`${count} ${what}, time against by hand`, time, AT_MOST, times));
                targets.push(atMost(`${count} ${what}, memory against by hand`, memory, AT_MOST, times));
            }
        }
    }
    return {
        about:
            `${PROGRAMS} Previews of new stacks, with no cluster that can be reached: several Clusters, and one Cluster with users in 50 ` +
            `accounts, whose passwords are generated. Each in a process of its own, once; the memory is the most that was resident in the ` +
            `program, and in our plugin. ${WITHOUT_CHECKPOINTS}`,
        table: [["", "resources", "time", "by hand", "ratio", "memory", "by hand", "ratio"], ...rows],
        targets,
    };
}

function memoryOf({ program, plugin }: LargeOperation): number {
    return program + plugin;
}

/** So that the programs find the SDK of this checkout. */
const SDK = join(__dirname, "..", "support", "sdk.ts");

async function alone(which: LargeProgram, count: number, chart: string): Promise<LargeOperation> {
    const script = join(__dirname, "largeStack.ts");
    const args = ["-r", "ts-node/register/transpile-only", "-r", SDK, script, which, String(count), chart];
    const { stdout } = await execute(process.execPath, args, { maxBuffer: 16 << 20 });
    return JSON.parse(stdout) as LargeOperation;
}
