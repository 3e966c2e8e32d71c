// One preview in a process of its own, so that the memory which is measured is of nothing else.
import { byHand } from "./byHand";
import { type Operation, BenchStack } from "./engine";
import { peakMegabytes, peakOfPluginsDuring } from "./memory";
import { CLUSTER, clusters, manyUsers } from "./programs";
import { usersByHand } from "./usersByHand";

const ACCOUNTS = 50;

/** How the preview was, and the most memory that the program and our plugin had resident. */
export interface LargeOperation extends Operation {
    readonly program: number;
    readonly plugin: number;
}

const PROGRAMS = {
    "Clusters component": (count: number, chart: string) => clusters(count, { ...CLUSTER, chart }),
    "Clusters hand": (count: number, chart: string) => byHand({ ...CLUSTER, chart }, count),
    "users component": (count: number, chart: string) => clusters(1, { replicas: 3, accounts: manyUsers(count, ACCOUNTS), chart }),
    "users hand": (count: number, chart: string) => usersByHand(manyUsers(count, ACCOUNTS), chart),
} as const;
export type LargeProgram = keyof typeof PROGRAMS;

async function main(which: LargeProgram, count: number, chart: string): Promise<void> {
    const stack = await BenchStack.large(await PROGRAMS[which](count, chart));
    try {
        let operation: Operation | undefined;
        const plugin = await peakOfPluginsDuring(async () => {
            operation = await stack.preview();
        });
        process.stdout.write(JSON.stringify({ ...operation!, program: peakMegabytes(process.pid), plugin } satisfies LargeOperation));
    } finally {
        stack.remove();
    }
}

const [which, count, chart] = process.argv.slice(2);
void main(which as LargeProgram, Number(count), chart!);
