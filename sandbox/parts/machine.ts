import { accessSync, constants, existsSync, realpathSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
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
}

/** A question to a program is answered at once, or never. */
const ANSWER_SECONDS = 20;

export function thisMachine(log: Log): Machine {
    const { env: environment, platform, arch: architecture } = process;
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
        built(binary) {
            const path = cachedBinary(layout.cache, binary, sourcesOf(binary));
            return existsSync(path) ? path : undefined;
        },
        build: (binary) => goBuild(layout.cache, binary, log),
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
