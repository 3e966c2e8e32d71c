import type { Log } from "./log";

/** What the sandbox says when it can't go on: which part, why, and what the user can do. */
export class SandboxFailure extends Error {
    constructor(
        readonly part: string,
        readonly why: string,
        readonly remedy: string,
    ) {
        super(`${part}: ${why}\nWhat to do: ${remedy}`);
        this.name = "SandboxFailure";
    }
}

/** Runs a command of the sandbox: its failures are told as such, anything else is a bug and keeps its stack. */
export async function command(log: Log, body: () => Promise<void>): Promise<void> {
    try {
        await body();
    } catch (error) {
        log("");
        log(
            error instanceof SandboxFailure
                ? `FAILED  ${error.message}`
                : `FAILED  ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
        );
        process.exitCode = 1;
    }
}
