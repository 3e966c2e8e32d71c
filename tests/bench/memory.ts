import { readFileSync, readdirSync } from "node:fs";
import { SandboxFailure } from "../../sandbox/failure";

const PLUGIN = "pulumi-resource-nats";
const POLL_MILLISECONDS = 100;

/** The most memory that a process has had resident so far, in megabytes. */
export function peakMegabytes(pid: number): number {
    const status = readProc(pid, "status");
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(status ?? "")?.[1];
    if (kibibytes === undefined) {
        throw new SandboxFailure("memory", "the machine doesn't tell the peak of a process", "run this on Linux, with /proc");
    }
    return (Number(kibibytes) * 1024) / 1e6;
}

/** The peak of our plugin in an engine that `body` starts. */
export async function pluginPeakDuring(body: () => Promise<unknown>): Promise<number> {
    const peak = await peakOfPluginsDuring(body);
    if (peak === 0) {
        throw new SandboxFailure("memory", "no process of the plugin was seen", "run this on Linux, with /proc");
    }
    return peak;
}

/** Looked at while `body` runs; 0 when it didn't need our plugin. */
export async function peakOfPluginsDuring(body: () => Promise<unknown>): Promise<number> {
    let peak = 0;
    const timer = setInterval(() => {
        for (const pid of pluginsBelow(process.pid)) {
            try {
                peak = Math.max(peak, peakMegabytes(pid));
            } catch {
                // It has ended since.
            }
        }
    }, POLL_MILLISECONDS);
    try {
        await body();
    } finally {
        clearInterval(timer);
    }
    return peak;
}

/** The engine starts the plugin, more than once perhaps, and is itself started by us. */
function pluginsBelow(ancestor: number): number[] {
    const parents = new Map<number, number>();
    for (const entry of readdirSync("/proc")) {
        // The command's name, in brackets, may have anything in it.
        const parent = /^.*\) \S (\d+) /s.exec(readProc(Number(entry), "stat") ?? "")?.[1];
        if (parent !== undefined) {
            parents.set(Number(entry), Number(parent));
        }
    }
    const isBelow = (pid: number | undefined): boolean => pid !== undefined && (pid === ancestor || isBelow(parents.get(pid)));
    return [...parents.keys()].filter((pid) => isBelow(pid) && readProc(pid, "cmdline")?.includes(PLUGIN));
}

/** Undefined where there is no such process, or no longer. */
function readProc(pid: number, file: "status" | "stat" | "cmdline"): string | undefined {
    try {
        return readFileSync(`/proc/${pid}/${file}`, "utf8");
    } catch {
        return undefined;
    }
}
