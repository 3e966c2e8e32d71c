import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Log } from "../log";
import { lastLines, run } from "../run";

/** A machine without a way out must not make anybody wait: an answer has to begin within this time. */
const ANSWER_SECONDS = 4;
const TOTAL_SECONDS = 600;

/** Hosts that didn't answer: not asked again in this process. */
const unreachable = new Set<string>();

/** Downloads a file. Returns why it could not, or undefined. */
export async function download(url: string, to: string, log: Log, answerSeconds = ANSWER_SECONDS): Promise<string | undefined> {
    const { host } = new URL(url);
    const noAnswer = `${host} can't be reached from here`;
    if (unreachable.has(host)) {
        return noAnswer;
    }
    const tooLate = new AbortController();
    const timer = setTimeout(() => {
        tooLate.abort();
    }, answerSeconds * 1000);
    let response: Response;
    try {
        response = await fetch(url, { signal: AbortSignal.any([tooLate.signal, AbortSignal.timeout(TOTAL_SECONDS * 1000)]) });
    } catch {
        unreachable.add(host);
        return noAnswer;
    } finally {
        clearTimeout(timer);
    }
    if (!response.ok || response.body === null) {
        return `${url} answers ${String(response.status)}`;
    }
    log(`downloading ${url}`);
    try {
        await pipeline(Readable.fromWeb(response.body), createWriteStream(to));
        return undefined;
    } catch (error) {
        return `${url} broke off: ${error instanceof Error ? error.message : String(error)}`;
    }
}

/** Downloads a .tar.gz and unpacks it into a folder. Returns why it could not, or undefined. */
export async function downloadArchive(url: string, folder: string, log: Log): Promise<string | undefined> {
    mkdirSync(folder, { recursive: true });
    const archive = join(folder, "download.tar.gz");
    const problem = await download(url, archive, log);
    if (problem !== undefined) {
        return problem;
    }
    const unpacked = await run("tar", ["-xzf", archive, "-C", folder]);
    rmSync(archive);
    return unpacked.code === 0 ? undefined : `${url} can't be unpacked: ${lastLines(unpacked.all, 1)}`;
}
