import { createHash, randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Text } from "../values/text";

const ANSWER_SECONDS = 3;
const DOWNLOAD_SECONDS = 60;

/** Where a chart is to be taken from, and what the user should know of that. */
export interface Located {
    readonly source: Text;
    readonly notice?: string;
}

/**
 * Copies of charts that come from URLs. The kubernetes provider downloads a chart for each preview and each update, and fails where it can't,
 * even when nothing has changed. So a copy is kept, and used as long as the source doesn't answer.
 * https://github.com/pulumi/pulumi-kubernetes/issues/935
 */
export class ChartCopies {
    readonly #located = new Map<string, Promise<Located>>();

    constructor(private readonly folder: string) {}

    /** In the user's cache, by the convention of the system. */
    static ofUser(environment: Readonly<Record<string, string | undefined>>): ChartCopies {
        const cache = environment["XDG_CACHE_HOME"] ?? environment["LOCALAPPDATA"] ?? join(homedir(), ".cache");
        return new ChartCopies(join(cache, "pulumi-nats", "charts"));
    }

    /** Paths and OCI references are left as they are, and so is what is secret or not known yet. */
    locate(source: Text): Promise<Located> {
        if (typeof source !== "string" || !/^https?:\/\//.test(source)) {
            return Promise.resolve({ source });
        }
        const located = this.#located.get(source) ?? this.#locate(source);
        this.#located.set(source, located);
        return located;
    }

    async #locate(url: string): Promise<Located> {
        const copy = join(this.folder, `${createHash("sha256").update(url).digest("hex").slice(0, 24)}.tgz`);
        if (!existsSync(copy)) {
            await this.#keep(url, copy);
            return { source: url };
        }
        if (await answers(url)) {
            return { source: url };
        }
        return { source: copy, notice: "the source of the chart doesn't answer; the copy of the last time is used" };
    }

    /** Keeping a copy may fail: the kubernetes provider, which needs the chart now, says why. */
    async #keep(url: string, copy: string): Promise<void> {
        try {
            const response = await fetch(url, { signal: AbortSignal.timeout(DOWNLOAD_SECONDS * 1000) });
            if (response.ok) {
                await mkdir(this.folder, { recursive: true, mode: 0o700 });
                // Several plugins may do so at once: each moves a whole file into its place.
                const part = `${copy}.${randomBytes(6).toString("hex")}`;
                await writeFile(part, Buffer.from(await response.arrayBuffer()));
                await rename(part, copy);
            }
        } catch {
            return;
        }
    }
}

async function answers(url: string): Promise<boolean> {
    try {
        return (await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(ANSWER_SECONDS * 1000) })).ok;
    } catch {
        return false;
    }
}
