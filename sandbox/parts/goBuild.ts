import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { SandboxFailure } from "../failure";
import type { Log } from "../log";
import { lastLines, run } from "../run";
import type { GoBinary } from "./goBinaries";
import { once } from "./once";

/** A file that decides what is built: its path in the module, and its text. */
export type SourceFile = readonly [path: string, text: string];

/** Where a binary is, or will be, in the cache. Whatever changes the binary changes the path, so nothing in the cache goes stale. */
export function cachedBinary(cache: string, binary: GoBinary, files: readonly SourceFile[]): string {
    const { name, version, package: built, variables } = binary;
    const identity = JSON.stringify([version, built, variables, process.platform, process.arch, files]);
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
export async function goBuild(cache: string, binary: GoBinary, log: Log): Promise<string> {
    const path = cachedBinary(cache, binary, sourcesOf(binary));
    if (!existsSync(path)) {
        log(`building ${binary.title}, about ${binary.takes}, once`);
        await once(join(path, ".."), async (folder) => {
            mkdirSync(folder, { recursive: true });
            await compile(binary, join(folder, binary.name));
            return undefined;
        });
    }
    return path;
}

async function compile(binary: GoBinary, out: string): Promise<void> {
    const variables = Object.entries(binary.variables).map(([variable, value]) => `-X ${variable}=${value}`);
    const flags = ["-buildvcs=false", "-trimpath", "-ldflags", ["-s", "-w", ...variables].join(" "), "-o", out];
    const built = await run("go", ["build", ...flags, binary.package], {
        folder: binary.module,
        environment: { ...process.env, CGO_ENABLED: "0" },
    });
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
            `see what \`go build ${binary.package}\` says in ${binary.module}; it needs Go 1.26.6 or newer and the Go module proxy`,
        );
    }
}
