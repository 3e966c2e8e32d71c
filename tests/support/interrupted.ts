import { execFile, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import type { Stack } from "./stack";

const execute = promisify(execFile);

/**
 * What the README's program has, for updates that are killed: a Secret that was made when its maker was killed, and that the stack doesn't
 * know, is then taken over by the next update, and not refused as already there.
 */
export const HEALING = { config: { "kubernetes:upsertExistingObjects": { value: true } } } as const;

export type Victim = "engine" | "nats plugin" | "kubernetes plugin";
export const VICTIMS: readonly Victim[] = ["engine", "nats plugin", "kubernetes plugin"];

const PROGRAMS: Readonly<Record<Exclude<Victim, "engine">, string>> = {
    "nats plugin": "pulumi-resource-nats",
    "kubernetes plugin": "pulumi-resource-kubernetes",
};

/** How a command ended that something was done to in the middle. */
export interface Interrupted {
    readonly code: number | null;
    readonly text: string;
    /** What it printed, and when. */
    readonly lines: readonly { readonly line: string; readonly seconds: number }[];
    /** How many steps it began or finished. */
    readonly steps: number;
    /** Whether it came so far that it was interrupted. */
    readonly reached: boolean;
    readonly seconds: number;
}

/**
 * Runs `pulumi up` or `destroy`, and does something when it has said of so many steps that they began or were done; or when it has said
 * something.
 */
export async function interrupt(
    stack: Stack,
    command: "up" | "destroy",
    after: number | RegExp,
    act: (engine: number) => Promise<void> | void,
): Promise<Interrupted> {
    const args = [command, "--yes", "--skip-preview", "--stack", "test", "--color", "never", "--non-interactive"];
    const child = spawn("pulumi", args, { cwd: stack.folder, env: { ...stack.environment }, stdio: ["ignore", "pipe", "pipe"] });
    const start = Date.now();
    const lines: { line: string; seconds: number }[] = [];
    let steps = 0;
    let acting: Promise<void> | undefined;
    const read = (line: string): void => {
        lines.push({ line, seconds: (Date.now() - start) / 1000 });
        steps += /\b(creating|created|updating|updated|deleting|deleted)\b/.test(line) ? 1 : 0;
        if (acting === undefined && (typeof after === "number" ? steps >= after : after.test(line))) {
            acting = Promise.resolve(act(child.pid!));
        }
    };
    createInterface(child.stdout).on("line", read);
    createInterface(child.stderr).on("line", read);
    // Not `close`: what outlives a killed engine keeps its pipes.
    const code = await new Promise<number | null>((resolve) => child.once("exit", (exitCode) => resolve(exitCode)));
    child.stdout.destroy();
    child.stderr.destroy();
    await acting;
    return {
        code,
        text: lines.map(({ line }) => line).join("\n"),
        lines,
        steps,
        reached: acting !== undefined,
        seconds: (Date.now() - start) / 1000,
    };
}

/** Kills without a warning: the engine, or a plugin that it started. */
export async function killVictim(victim: Victim, engine: number): Promise<void> {
    const targets =
        victim === "engine"
            ? [engine]
            : (await descendants(engine)).filter(({ args }) => args.includes(PROGRAMS[victim])).map(({ pid }) => pid);
    targets.forEach(kill);
}

/** The processes that an engine has started, and they. */
export async function descendants(engine: number): Promise<{ readonly pid: number; readonly args: string }[]> {
    const { stdout } = await execute("ps", ["-eo", "pid=,ppid=,args="], { maxBuffer: 16 << 20 });
    const all = stdout.split("\n").flatMap((line) => {
        const match = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line);
        return match === null ? [] : [{ pid: Number(match[1]), parent: Number(match[2]), args: match[3] ?? "" }];
    });
    const children = (pid: number): typeof all => all.filter(({ parent }) => parent === pid).flatMap((one) => [one, ...children(one.pid)]);
    return children(engine);
}

export function isAlive(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch {
        return false;
    }
}

/** Ends a process that has outlived the one that it served. */
export function kill(pid: number): void {
    try {
        process.kill(pid, "SIGKILL");
    } catch {
        // It has ended by itself in between.
    }
}
