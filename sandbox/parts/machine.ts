import { accessSync, constants, existsSync, realpathSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { Semaphore } from "../../provider/engine/semaphore";
import { type Layout, layout } from "../layout";
import type { Log } from "../log";
import { run } from "../run";
import { download, downloadArchive } from "./download";
import type { GoBinary } from "./goBinaries";
import { cachedBinary, goBuild, sourcesOf } from "./goBuild";
import { once } from "./once";
import { askPluginVersion } from "./pluginVersion";

/** What the search for parts asks and does: all that a test replaces to try another machine. */
export interface Machine {
    readonly environment: NodeJS.ProcessEnv;
    readonly platform: NodeJS.Platform;
    readonly architecture: string;
    readonly isRoot: boolean;
    readonly layout: Layout;
    readonly log: Log;
    exists(path: string): boolean;
    /** A path without symbolic links in it. */
    realPath(path: string): string;
    /** A program on PATH. */
    onPath(command: string): string | undefined;
    /** What a command prints; undefined when it fails. */
    answer(command: string, args: readonly string[]): Promise<string | undefined>;
    /** The version that a Pulumi plugin says it has. */
    pluginVersion(path: string): Promise<string | undefined>;
    /** Downloads a file to the cache, once. Returns why it could not, or undefined. */
    download(url: string, to: string): Promise<string | undefined>;
    /** Downloads a .tar.gz and unpacks it into a folder of the cache, once. Returns why it could not, or undefined. */
    downloadArchive(url: string, folder: string): Promise<string | undefined>;
    /** A binary that the cache has. */
    built(binary: GoBinary): string | undefined;
    build(binary: GoBinary): Promise<string>;
    /** Runs what keeps the processor busy, or waits for its turn: few builds at a time are as fast as many, and need less memory. */
    busy<T>(work: (ended: AbortSignal) => Promise<T>): Promise<T>;
    /** Ends the builds that run, and starts no more. */
    endBuilds(): void;
}

/** A question to a program is answered at once, or never. */
const ANSWER_SECONDS = 20;

/** Each build uses every core for most of its time, and one for the rest: a second build uses the others meanwhile. */
const BUILDS_AT_ONCE = 2;
/** No build takes as long: after this time the next one starts in any case. */
const BUILD_SECONDS = 3600;

export function thisMachine(log: Log): Machine {
    const { env: environment, platform, arch: architecture } = process;
    const builds = new Semaphore(BUILDS_AT_ONCE);
    const ended = new AbortController();
    const busy = async <T>(work: (ended: AbortSignal) => Promise<T>): Promise<T> => {
        const release = await builds.acquire(BUILD_SECONDS);
        try {
            ended.signal.throwIfAborted();
            return await work(ended.signal);
        } finally {
            release();
        }
    };
    const built = (binary: GoBinary): string | undefined => {
        const path = cachedBinary(layout.cache, binary, sourcesOf(binary));
        return existsSync(path) ? path : undefined;
    };
    return {
        environment,
        platform,
        architecture,
        isRoot: process.getuid?.() === 0,
        layout,
        log,
        exists: existsSync,
        realPath: (path) => realpathSync(path),
        onPath: (command) => findOnPath(command, environment["PATH"] ?? ""),
        async answer(command, args) {
            const { code, stdout } = await run(command, args, {
                environment: { ...environment, PULUMI_SKIP_UPDATE_CHECK: "1" },
                timeoutSeconds: ANSWER_SECONDS,
            });
            return code === 0 ? stdout.trim() : undefined;
        },
        pluginVersion: askPluginVersion,
        download: async (url, to) => (existsSync(to) ? undefined : once(to, (partial) => download(url, partial, log))),
        downloadArchive: async (url, folder) =>
            existsSync(folder) ? undefined : once(folder, (partial) => downloadArchive(url, partial, log)),
        built,
        build: async (binary) => built(binary) ?? busy((signal) => goBuild(layout.cache, binary, log, signal)),
        busy,
        endBuilds() {
            ended.abort();
        },
    };
}

export function findOnPath(command: string, path: string): string | undefined {
    return path
        .split(delimiter)
        .filter((folder) => folder !== "")
        .map((folder) => join(folder, command))
        .find(isProgram);
}

function isProgram(path: string): boolean {
    try {
        accessSync(path, constants.X_OK);
        return statSync(path).isFile();
    } catch {
        return false;
    }
}
