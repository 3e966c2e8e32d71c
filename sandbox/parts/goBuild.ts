import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { SandboxFailure } from "../failure";
import type { Log } from "../log";
import { lastLines, run } from "../run";
import type { GoBinary } from "./goBinaries";
import { once } from "./once";

/** A file that decides what is built: its path in the module, and its text. */
export type SourceFile = readonly [path: string, text: string];

/** Where a binary is, or will be, in the cache. Whatever changes the binary changes the path, so nothing in the cache goes stale. */
export function cachedBinary(cache: string, binary: GoBinary, files: readonly SourceFile[]): string {
    const { name, version, package: built, variables, compilerFlags } = binary;
    const flags = compilerFlags === undefined ? [] : [compilerFlags];
    const identity = JSON.stringify([version, built, variables, ...flags, process.platform, process.arch, files]);
    const key = createHash("sha256").update(identity).digest("hex").slice(0, 12);
    return join(cache, "bin", `${name}-v${version}-${key}`, name);
}

/** The files that decide what is built: for a dependency, what pins it; for a package of the module, also the module's sources. */
export function sourcesOf({ module, package: built }: GoBinary): SourceFile[] {
    const pins = ["go.mod", "go.sum"].map((name) => join(module, name));
    const own = built.startsWith("./")
        ? readdirSync(module, { recursive: true, withFileTypes: true })
              .filter((entry) => entry.isFile() && entry.name.endsWith(".go") && !entry.name.endsWith("_test.go"))
              .map((entry) => join(entry.parentPath, entry.name))
        : [];
    return [...pins, ...own.sort()].map((path) => [relative(module, path), readFileSync(path, "utf8")]);
}

/** Builds a binary, unless the cache has it, and returns its path. */
export async function goBuild(cache: string, binary: GoBinary, log: Log, signal?: AbortSignal): Promise<string> {
    const path = cachedBinary(cache, binary, sourcesOf(binary));
    if (!existsSync(path)) {
        log(`building ${binary.title}, about ${binary.takes}, once`);
        await once(join(path, ".."), async (folder) => {
            mkdirSync(folder, { recursive: true });
            await compile(binary, join(folder, binary.name), signal);
            return undefined;
        });
    }
    return path;
}

async function compile(binary: GoBinary, out: string, signal: AbortSignal | undefined): Promise<void> {
    const variables = Object.entries(binary.variables).map(([variable, value]) => `-X ${variable}=${value}`);
    const linkerFlags = ["-s", "-w", ...variables].join(" ");
    const compilerFlags = binary.compilerFlags === undefined ? [] : ["-gcflags", binary.compilerFlags];
    const overlay = await overlayFlags(binary, dirname(out));
    const flags = ["-buildvcs=false", "-trimpath", "-ldflags", linkerFlags, ...compilerFlags, ...overlay];
    await go(binary, ["build", ...flags, "-o", out, binary.package], signal);
    rmSync(overlayOf(dirname(out)), { force: true });
}

/** Lets the build see what a program embeds of a dependency in the program's own folder. */
async function overlayFlags(binary: GoBinary, folder: string): Promise<string[]> {
    if (binary.embeds === undefined) {
        return [];
    }
    const { module, folder: from, files } = binary.embeds;
    await go(binary, ["mod", "download", module]);
    const dependency = await go(binary, ["list", "-m", "-f", "{{.Dir}}", module]);
    const overlay = overlayOf(folder);
    const replace = Object.fromEntries(files.map((file) => [join(binary.module, file), join(dependency, from, file)]));
    writeFileSync(overlay, JSON.stringify({ Replace: replace }));
    return ["-overlay", overlay];
}

function overlayOf(folder: string): string {
    return join(folder, "overlay.json");
}

/** Runs a command of Go in the binary's module, and returns what it prints. */
async function go(binary: GoBinary, args: readonly string[], signal?: AbortSignal): Promise<string> {
    const built = await run("go", args, { folder: binary.module, environment: { ...process.env, CGO_ENABLED: "0" }, signal });
    if (built.code === 127) {
        throw new SandboxFailure(
            binary.name,
            `building ${binary.title} needs Go, and there is no \`go\` on PATH`,
            "install Go 1.26.6 or newer: https://go.dev/dl",
        );
    }
    if (built.code !== 0) {
        throw new SandboxFailure(
            binary.name,
            `building ${binary.title} failed:\n${lastLines(built.all, 15)}`,
            `see what \`go ${args[0] ?? ""} ${args.at(-1) ?? ""}\` says in ${binary.module}; it needs Go 1.26.6 or newer and the Go module proxy`,
        );
    }
    return built.stdout;
}
