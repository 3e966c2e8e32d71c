import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { GoBinary } from "../../../sandbox/parts/goBinaries";
import { type SourceFile, cachedBinary, goBuild, sourcesOf } from "../../../sandbox/parts/goBuild";
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
