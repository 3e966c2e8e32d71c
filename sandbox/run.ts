import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface Outcome {
    /** The exit code; 127 when the command isn't there, and 124 when it took too long, as a shell says it. */
    readonly code: number;
    readonly stdout: string;
    /** Standard output and standard error in the order of their lines. */
    readonly all: string;
}

export interface RunOptions {
    readonly environment?: NodeJS.ProcessEnv;
    readonly folder?: string;
    readonly timeoutSeconds?: number;
    /** Ends the command, without waiting for what it has started itself. */
    readonly signal?: AbortSignal | undefined;
    /** Called with each line of standard error, as it comes. */
    readonly onProgress?: (line: string) => void;
}

/** Runs a command to its end. Never rejects: a command that fails or isn't there is an outcome. */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
    return new Promise((resolve) => {
        const stdout: string[] = [];
        const all: string[] = [];
        let timedOut = false;
        const child = spawn(command, args, {
            cwd: options.folder,
            env: options.environment ?? process.env,
            stdio: ["ignore", "pipe", "pipe"],
        });
        const timer = setTimeout(
            () => {
                timedOut = true;
                child.kill("SIGKILL");
            },
            (options.timeoutSeconds ?? 3600) * 1000,
        );
        const stop = (): void => {
            child.kill();
            child.stdout.destroy();
            child.stderr.destroy();
        };
        options.signal?.addEventListener("abort", stop);
        createInterface(child.stdout).on("line", (line) => {
            stdout.push(line);
            all.push(line);
        });
        createInterface(child.stderr).on("line", (line) => {
            all.push(line);
            options.onProgress?.(line);
        });
        const end = (code: number): void => {
            clearTimeout(timer);
            options.signal?.removeEventListener("abort", stop);
            resolve({ code, stdout: stdout.join("\n"), all: all.join("\n") });
        };
        child.on("error", (error) => {
            all.push(error.message);
            end(127);
        });
        child.on("close", (code) => {
            end(timedOut ? 124 : (code ?? 1));
        });
    });
}

/** The end of a command's output, for messages. */
export function lastLines(text: string, count: number): string {
    return text.trimEnd().split("\n").slice(-count).join("\n");
}
