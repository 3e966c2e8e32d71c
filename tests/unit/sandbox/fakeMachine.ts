import { layoutOf } from "../../../sandbox/layout";
import { quiet } from "../../../sandbox/log";
import type { GoBinary } from "../../../sandbox/parts/goBinaries";
import type { Machine } from "../../../sandbox/parts/machine";

/** What a machine of the tests has. Without anything it has no programs, no files and no way to the internet, but can build. */
export interface Has {
    readonly environment?: NodeJS.ProcessEnv;
    readonly platform?: NodeJS.Platform;
    readonly isRoot?: boolean;
    /** Programs on PATH: where they are, and what they answer. One without an answer fails. */
    readonly programs?: Readonly<Record<string, { readonly path: string; readonly answer?: string }>>;
    readonly files?: readonly string[];
    readonly links?: Readonly<Record<string, string>>;
    /** Versions that plugins say they have, by path. */
    readonly pluginVersions?: Readonly<Record<string, string>>;
    readonly online?: boolean;
    /** Names of binaries that the cache has. */
    readonly built?: readonly string[];
}

export interface FakeMachine extends Machine {
    /** What was built or downloaded, in order. */
    readonly done: string[];
}

export const CHECKOUT = "/checkout";

export function fakeMachine(has: Has = {}): FakeMachine {
    const environment = { HOME: "/home/user", SANDBOX_CACHE: "/cache", ...has.environment };
    const files = new Set(has.files ?? []);
    const done: string[] = [];
    const fetchTo = (url: string, to: string): Promise<string | undefined> => {
        if (has.online !== true) {
            return Promise.resolve(`${new URL(url).host} can't be reached from here`);
        }
        done.push(`download ${url}`);
        files.add(to);
        // The archives have these inside.
        ["pulumi", "pulumi-language-yaml"].forEach((program) => files.add(`${to}/pulumi/${program}`));
        return Promise.resolve(undefined);
    };
    const binaryPath = ({ name }: GoBinary): string => `/cache/bin/${name}`;
    return {
        environment,
        platform: has.platform ?? "linux",
        architecture: "x64",
        isRoot: has.isRoot ?? false,
        layout: layoutOf(CHECKOUT, environment),
        log: quiet,
        done,
        exists: (path) => files.has(path),
        realPath: (path) => has.links?.[path] ?? path,
        onPath: (command) => has.programs?.[command]?.path,
        answer: (command) =>
            Promise.resolve(
                Object.entries(has.programs ?? {}).find(([name, { path }]) => path === command || name === command)?.[1].answer,
            ),
        pluginVersion: (path) => Promise.resolve(has.pluginVersions?.[path]),
        download: fetchTo,
        downloadArchive: fetchTo,
        built: (binary) => (has.built?.includes(binary.name) === true ? binaryPath(binary) : undefined),
        build(binary) {
            done.push(`build ${binary.name}`);
            return Promise.resolve(binaryPath(binary));
        },
        busy: (work) => work(new AbortController().signal),
        endBuilds: () => void done.push("end the builds"),
    };
}
