import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const POLL_MILLISECONDS = 200;

/**
 * Makes `path` (a file or a folder) if it isn't there. It is made beside itself and then renamed, so what is at `path` is whole at any
 * moment; of several processes that want it at once, one makes it and the others wait. Returns what `make` returns: why it could
 * not, or undefined.
 */
export async function once(path: string, make: (partial: string) => Promise<string | undefined>): Promise<string | undefined> {
    mkdirSync(dirname(path), { recursive: true });
    return locked(`${path}.lock`, async () => {
        if (existsSync(path)) {
            return undefined;
        }
        removeAbandoned(path);
        const partial = `${path}.partial-${String(process.pid)}`;
        try {
            const problem = await make(partial);
            if (problem === undefined) {
                renameSync(partial, path);
            }
            return problem;
        } finally {
            rmSync(partial, { recursive: true, force: true });
        }
    });
}

/** Runs `body` while no other process is in it. `onWait` is called once, with the other's process id, if there is one. */
export async function locked<T>(lock: string, body: () => Promise<T>, onWait: (owner: number) => void = () => undefined): Promise<T> {
    let told = false;
    while (!tryLock(lock)) {
        const owner = ownerOf(lock);
        if (owner !== undefined && !isRunning(owner)) {
            // Two processes may both come here, and the second remove the first's new lock: then both work, to the same end.
            rmSync(lock, { force: true });
            continue;
        }
        if (!told && owner !== undefined) {
            onWait(owner);
            told = true;
        }
        await sleep(POLL_MILLISECONDS);
    }
    try {
        return await body();
    } finally {
        rmSync(lock, { force: true });
    }
}

function tryLock(lock: string): boolean {
    try {
        writeFileSync(lock, String(process.pid), { flag: "wx" });
        return true;
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "EEXIST") {
            return false;
        }
        throw error;
    }
}

/** Undefined while the owner is between making the lock and writing its number, or has just left. */
function ownerOf(lock: string): number | undefined {
    try {
        const owner = Number.parseInt(readFileSync(lock, "utf8"), 10);
        return Number.isNaN(owner) ? undefined : owner;
    } catch {
        return undefined;
    }
}

export function isRunning(pid: number): boolean {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return (error as NodeJS.ErrnoException).code === "EPERM";
    }
}

/** What a killed process left half made. Only called with the lock, so nobody is making it. */
function removeAbandoned(path: string): void {
    for (const entry of readdirSync(dirname(path))) {
        if (entry.startsWith(`${basename(path)}.partial-`)) {
            rmSync(join(dirname(path), entry), { recursive: true, force: true });
        }
    }
}
