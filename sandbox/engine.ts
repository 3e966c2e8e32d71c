import { closeSync, openSync, readSync, rmSync } from "node:fs";
import { join } from "node:path";
import { StringDecoder } from "node:string_decoder";
import { type EngineEvent, errorOf, lineOf, summaryOf } from "./events";
import { SandboxFailure } from "./failure";
import type { Layout } from "./layout";
import { type Log, stopwatch } from "./log";
import { lastLines, run } from "./run";

/** The stack of every sandbox. */
export const STACK = "sandbox";
const POLL_MILLISECONDS = 250;

export interface Engine {
    readonly pulumi: string;
    readonly environment: Record<string, string>;
    readonly layout: Layout;
    readonly log: Log;
}

/** Runs `pulumi` on the sandbox's project and returns what it prints. */
export async function ask({ pulumi, environment, layout }: Engine, ...args: string[]): Promise<string> {
    const { code, stdout, all } = await run(pulumi, [...args, "--non-interactive"], { folder: layout.folder, environment });
    if (code !== 0) {
        throw new SandboxFailure(
            "pulumi",
            `\`pulumi ${args.join(" ")}\` failed:\n${lastLines(all, 10)}`,
            "run `make down`, then `make up`",
        );
    }
    return stdout;
}

/**
 * Runs `pulumi up` or `pulumi destroy`, with a line for each thing that happens, and returns the summary. The lines come from the
 * engine's event log: what it prints itself is made for a terminal, and repeats itself elsewhere.
 */
export async function operate({ pulumi, environment, layout, log }: Engine, operation: "up" | "destroy"): Promise<string> {
    const elapsed = stopwatch();
    const events = join(layout.folder, `${operation}.events`);
    rmSync(events, { force: true });
    const errors: string[] = [];
    let summary: string | undefined;
    let last: string | undefined;
    const follower = followLines(events, (text) => {
        const event = JSON.parse(text) as EngineEvent;
        const line = lineOf(event);
        if (line !== undefined && line !== last) {
            log(`${elapsed().padStart(6)}  ${line}`);
            last = line;
        }
        errors.push(...[errorOf(event)].filter((error) => error !== undefined));
        summary = summaryOf(event) ?? summary;
    });
    const flags = ["--yes", "--skip-preview", "--non-interactive", "--color", "never", "--suppress-outputs", "--event-log", events];
    // Interrupting is Pulumi's to handle: it finishes what it is in the middle of. We stay, to tell how it ends.
    const wait = (): void => undefined;
    process.on("SIGINT", wait);
    const { code, all } = await run(pulumi, [operation, "--stack", STACK, ...flags], {
        folder: layout.folder,
        // Without this there is no --event-log.
        environment: { ...environment, PULUMI_DEBUG_COMMANDS: "true" },
    });
    process.off("SIGINT", wait);
    follower.end();
    // Among the events are debug messages, and what these say of secrets isn't hidden.
    rmSync(events, { force: true });
    if (code !== 0) {
        const why = errors.length > 0 ? errors.join("\n") : lastLines(all, 15);
        throw new SandboxFailure(
            `pulumi ${operation}`,
            `failed after ${elapsed()}:\n${why}`,
            operation === "up"
                ? "correct the cause and run `make up` again, which goes on from here; `make down` removes everything"
                : "run `make down` again",
        );
    }
    return `${summary ?? "done"} in ${elapsed()}`;
}

/** Calls `onLine` for each line that is appended to a file, which need not exist yet; `end` takes what is left. */
export function followLines(path: string, onLine: (line: string) => void): { end: () => void } {
    const buffer = Buffer.alloc(65536);
    const decoder = new StringDecoder("utf8");
    let file: number | undefined;
    let rest = "";
    const read = (): void => {
        try {
            file ??= openSync(path, "r");
        } catch {
            return;
        }
        for (let count = readSync(file, buffer); count > 0; count = readSync(file, buffer)) {
            const lines = (rest + decoder.write(buffer.subarray(0, count))).split("\n");
            rest = lines.pop() ?? "";
            lines.filter((line) => line !== "").forEach(onLine);
        }
    };
    const timer = setInterval(read, POLL_MILLISECONDS);
    return {
        end() {
            clearInterval(timer);
            read();
            if (file !== undefined) {
                closeSync(file);
            }
        },
    };
}
