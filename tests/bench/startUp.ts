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
/** From its source the plugin takes seconds. */
const SOURCE_ROUNDS = 5;
const ROOT = join(__dirname, "..", "..");
const COMMANDS = {
    bundle: [join(ROOT, "bin", "pulumi-resource-nats")],
    /** As Pulumi's language host runs a plugin of `runtime: nodejs`: with ts-node, which checks types. */
    source: [process.execPath, join(ROOT, "node_modules", "@pulumi", "pulumi", "cmd", "run-plugin"), join(ROOT, "provider", "main.ts")],
    /** As nothing runs it; but most of the time above goes into types, and a reader may ask about the rest. */
    unchecked: [process.execPath, "-r", "ts-node/register/transpile-only", join(ROOT, "provider", "main.ts")],
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
        const alone = await interleave(ROUNDS, { node: startNode, bundle: () => startPlugin(COMMANDS.bundle, address) });
        const compared = await interleave(SOURCE_ROUNDS, {
            bundle: () => startPlugin(COMMANDS.bundle, address),
            source: () => startPlugin(COMMANDS.source, address),
            unchecked: () => startPlugin(COMMANDS.unchecked, address),
        });
        return sectionOf(alone, compared);
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

interface Alone {
    readonly node: readonly Start[];
    readonly bundle: readonly PluginStart[];
}

interface Compared {
    readonly bundle: readonly PluginStart[];
    readonly source: readonly PluginStart[];
    readonly unchecked: readonly PluginStart[];
}

function sectionOf({ node, bundle }: Alone, { bundle: comparedBundle, source, unchecked }: Compared): Section {
    const untilReady = (starts: readonly Start[]) => [
        spread(all(starts, "ready"), seconds),
        spread(all(starts, "readyMegabytes"), megabytes),
    ];
    const untilConstructed = (starts: readonly PluginStart[]) => [
        spread(all(starts, "construct"), seconds),
        spread(all(starts, "constructMegabytes"), megabytes),
    ];
    const against = (what: "ready" | "readyMegabytes") => ratio(all(source, what), all(comparedBundle, what));
    return {
        about:
            `From the start of the process to the port that it prints, and the most memory resident until then; then the first Construct ` +
            `of one Cluster over gRPC, to an engine that answers at once. Node.js alone is \`node -p\` of one number, to its end. ${ROUNDS} rounds. ` +
            `From its source the plugin runs as Pulumi runs one with \`runtime: nodejs\`: by \`@pulumi/pulumi/cmd/run-plugin\`, with ts-node, ` +
            `which checks types; without the language host, a process of its own, that starts this. ${SOURCE_ROUNDS} rounds, with the plugin in each.`,
        table: [
            ["", "port", "peak memory", "first Construct", "peak memory"],
            ["Node.js alone", ...untilReady(node), "", ""],
            ["the plugin", ...untilReady(bundle), ...untilConstructed(bundle)],
            ["source, as Pulumi runs it", ...untilReady(source), ...untilConstructed(source)],
            ["source, types unchecked", ...untilReady(unchecked), ...untilConstructed(unchecked)],
        ],
        targets: [
            atMost("the plugin prints its port", median(all(bundle, "ready")), 0.08, seconds),
            atMost("its memory until then", median(all(bundle, "readyMegabytes")), 80, megabytes),
            atLeast("faster than from its source", against("ready"), 8, times),
            atLeast("smaller than from its source", against("readyMegabytes"), 4, times),
        ],
    };
}

function all<T>(starts: readonly T[], what: keyof T): number[] {
    return starts.map((start) => start[what] as number);
}
