import assert from "node:assert/strict";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { quiet } from "../../../sandbox/log";
import type { GoBinary } from "../../../sandbox/parts/goBinaries";
import { type SourceFile, cachedBinary, goBuild, sourcesOf } from "../../../sandbox/parts/goBuild";
import { run } from "../../../sandbox/run";
import { temporaryFolder } from "./temporary";

const BINARY: GoBinary = {
    name: "tool",
    title: "the tool",
    version: "1.2.3",
    module: "/module",
    package: "example.com/tool",
    variables: { "main.version": "1.2.3" },
    takes: "a moment",
};
const FILES: SourceFile[] = [
    ["go.mod", "module m"],
    ["go.sum", ""],
];

describe("sandbox: what is built from Go modules", () => {
    const folder = temporaryFolder();

    it("is in the cache under its name and version", () => {
        assert.match(cachedBinary("/cache", BINARY, FILES), /^\/cache\/bin\/tool-v1\.2\.3-[0-9a-f]{12}\/tool$/);
        assert.equal(cachedBinary("/cache", BINARY, FILES), cachedBinary("/cache", { ...BINARY, title: "other words" }, FILES));
    });

    const changes: readonly [string, GoBinary, SourceFile[]][] = [
        ["version", { ...BINARY, version: "1.2.4" }, FILES],
        ["package", { ...BINARY, package: "example.com/tool/v2" }, FILES],
        ["flags", { ...BINARY, variables: { "main.version": "2" } }, FILES],
        ["compiler's flags", { ...BINARY, compilerFlags: "example.com/...=-N" }, FILES],
        ["pins", BINARY, [["go.mod", "module m // changed"], ...FILES.slice(1)]],
        ["sources", BINARY, [...FILES, ["main.go", "package main"]]],
        ["file names", BINARY, [FILES[0] ?? ["", ""], ["go.other", ""]]],
    ];
    for (const [what, binary, files] of changes) {
        it(`is built anew when its ${what} change`, () => {
            assert.notEqual(cachedBinary("/cache", binary, files), cachedBinary("/cache", BINARY, FILES));
        });
    }

    it("depends on the module's own sources only when it is one of its packages", () => {
        writeFileSync(join(folder(), "go.mod"), "module m");
        writeFileSync(join(folder(), "go.sum"), "");
        mkdirSync(join(folder(), "inner"));
        ["main.go", "inner/inner.go", "main_test.go", "README.md"].forEach((name) => {
            writeFileSync(join(folder(), name), name);
        });
        const names = (built: string): string[] => sourcesOf({ ...BINARY, module: folder(), package: built }).map(([path]) => path);
        assert.deepEqual(names("example.com/tool"), ["go.mod", "go.sum"]);
        assert.deepEqual(names("./cmd"), ["go.mod", "go.sum", "inner/inner.go", "main.go"]);
    });

    it("is taken from the cache without a word", async () => {
        ["go.mod", "go.sum"].forEach((name) => {
            writeFileSync(join(folder(), name), "");
        });
        const binary = { ...BINARY, module: folder() };
        const path = cachedBinary(folder(), binary, sourcesOf(binary));
        mkdirSync(join(path, ".."), { recursive: true });
        writeFileSync(path, "");
        const lines: string[] = [];
        assert.equal(await goBuild(folder(), binary, (line) => lines.push(line)), path);
        assert.deepEqual(lines, []);
    });

    it("may embed a file of a dependency, which its own folder has no copy of", async () => {
        const [module, dependency] = [join(folder(), "module"), join(folder(), "dependency")];
        [module, join(dependency, "inner")].forEach((path) => mkdirSync(path, { recursive: true }));
        const text = (name: string, ...lines: string[]): void => writeFileSync(join(folder(), name), `${lines.join("\n")}\n`);
        text("dependency/go.mod", "module example.com/dependency", "go 1.24");
        text("dependency/inner/words.txt", "the dependency's words");
        text(
            "module/go.mod",
            "module m",
            "go 1.24",
            "require example.com/dependency v1.0.0",
            `replace example.com/dependency => ${dependency}`,
        );
        text("module/go.sum");
        text(
            "module/main.go",
            "package main",
            'import _ "embed"',
            "//go:embed words.txt",
            "var words string",
            "func main() { print(words) }",
        );
        const embeds = { module: "example.com/dependency", folder: "inner", files: ["words.txt"] };
        const path = await goBuild(join(folder(), "cache"), { ...BINARY, module, package: "./", embeds }, quiet);
        assert.equal((await run(path, [])).all, "the dependency's words");
        assert.deepEqual(readdirSync(module).sort(), ["go.mod", "go.sum", "main.go"]);
    });

    it("says, when a build fails, what, why, and what to do", async () => {
        writeFileSync(join(folder(), "go.mod"), "module m\n\ngo 1.99.0\n");
        writeFileSync(join(folder(), "go.sum"), "");
        const lines: string[] = [];
        const binary = { ...BINARY, module: folder(), package: "./nowhere" };
        const failed = goBuild(join(folder(), "cache"), binary, (line) => lines.push(line));
        await assert.rejects(failed, (error: Error) => {
            assert.match(error.message, /^tool: building the tool (failed:\n|needs Go)/);
            assert.match(error.message, /\nWhat to do: /);
            return true;
        });
        assert.deepEqual(lines, ["building the tool, about a moment, once"]);
    });
});
