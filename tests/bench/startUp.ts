// How long the plugin takes to be there, and how much memory: every `pulumi` command waits for it.
import { delimiter, dirname, join } from "node:path";
import { run } from "../../sandbox/run";
import { FakeEngine } from "../support/fakeEngine";
import { FakeMonitor } from "../support/fakeMonitor";
import { callConstruct } from "../support/pluginCalls";
import { PluginProcess } from "../support/pluginProcess";
import { peakMegabytes } from "./memory";
import { CLUSTER } from "./programs";
import { interleave, median, ratio, timed } from "./samples";
import { type Section, atLeast, atMost, megabytes, seconds, spread, times } from "./section";

const ROUNDS = 11;
const ROOT = join(__dirname, "..", "..");
const COMMANDS = {
    bundle: [join(ROOT, "bin", "pulumi-resource-nats")],
    source: [process.execPath, "-r", "ts-node/register/transpile-only", join(ROOT, "provider", "index.ts")],
} as const;

/** In seconds and megabytes; `ready` is when a plugin has printed its port. */
interface Start {
    readonly ready: number;
    readonly readyMegabytes: number;
}

interface PluginStart extends Start {
    readonly construct: number;
    readonly constructMegabytes: number;
}

export async function measureStartUp(): Promise<Section> {
    // The plugin's launcher runs the `node` of the PATH.
    process.env["PATH"] = [dirname(process.execPath), process.env["PATH"]].join(delimiter);
    const engine = new FakeEngine();
    const address = await engine.start();
    try {
        const starts = await interleave(ROUNDS, {
            node: startNode,
            bundle: () => startPlugin(COMMANDS.bundle, address),
            source: () => startPlugin(COMMANDS.source, address),
        });
        return sectionOf(starts);
    } finally {
        engine.stop();
    }
}

/** What Node.js alone takes, to its end: no plugin in it can be faster or smaller. */
async function startNode(): Promise<Start> {
    let kibibytes = "";
    const ready = await timed(async () => {
        kibibytes = (await run(process.execPath, ["-p", "process.resourceUsage().maxRSS"])).stdout;
    });
    return { ready, readyMegabytes: (Number(kibibytes) * 1024) / 1e6 };
}

async function startPlugin(command: readonly string[], engine: string): Promise<PluginStart> {
    const monitor = new FakeMonitor("test", { preview: true });
    const monitorAddress = await monitor.start();
    const start = performance.now();
    const plugin = await PluginProcess.start(engine, command);
    try {
        const ready = (performance.now() - start) / 1000;
        const readyMegabytes = peakMegabytes(plugin.pid);
        const construct = await timed(() => callConstruct(plugin, { monitor: monitorAddress, inputs: CLUSTER, preview: true }));
        return { ready, readyMegabytes, construct, constructMegabytes: peakMegabytes(plugin.pid) };
    } finally {
        await plugin.stop();
        monitor.stop();
    }
}

interface Starts {
    readonly node: readonly Start[];
    readonly bundle: readonly PluginStart[];
    readonly source: readonly PluginStart[];
}

function sectionOf({ node, bundle, source }: Starts): Section {
    const untilReady = (starts: readonly Start[]) => [
        spread(all(starts, "ready"), seconds),
        spread(all(starts, "readyMegabytes"), megabytes),
    ];
    const untilConstructed = (starts: readonly PluginStart[]) => [
        spread(all(starts, "construct"), seconds),
        spread(all(starts, "constructMegabytes"), megabytes),
    ];
    return {
        about:
            `From the start of the process to the port that it prints, and the most memory resident until then; then the first Construct ` +
            `of one Cluster over gRPC, to an engine that answers at once. Node.js alone is \`node -p\` of one number, to its end. ${ROUNDS} rounds.`,
        table: [
            ["", "port", "peak memory", "first Construct", "peak memory"],
            ["Node.js alone", ...untilReady(node), "", ""],
            ["the plugin", ...untilReady(bundle), ...untilConstructed(bundle)],
            ["from its source (ts-node)", ...untilReady(source), ...untilConstructed(source)],
        ],
        targets: [
            atMost("the plugin prints its port", median(all(bundle, "ready")), 0.15, seconds),
            atMost("its memory until then", median(all(bundle, "readyMegabytes")), 80, megabytes),
            atLeast("faster than from its source", ratio(all(source, "ready"), all(bundle, "ready")), 8, times),
            atLeast("smaller than from its source", ratio(all(source, "readyMegabytes"), all(bundle, "readyMegabytes")), 4, times),
        ],
    };
}

function all<T>(starts: readonly T[], what: keyof T): number[] {
    return starts.map((start) => start[what] as number);
}
