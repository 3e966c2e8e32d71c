import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import schema from "../../schema.json";
import { inputPaths } from "../support/schema";

const ROOT = join(__dirname, "..", "..");
const SDK = join(ROOT, "sdk");

/** The source files of one language's SDK, without what tools leave beside them. */
function filesOf(folder: string): string[] {
    const all = readdirSync(folder, { recursive: true, withFileTypes: true });
    const files = all.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
    return files.filter((file) => !/(^|\/)(node_modules|bin|build|dist|__pycache__|[^/]*\.egg-info)\//.test(file)).sort();
}

const snake = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const pascal = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** How each SDK declares an input, and that it is optional. */
const languages: Record<string, (name: string) => RegExp> = {
    nodejs: (name) => new RegExp(`^ *${name}\\?: `, "m"),
    python: (name) => new RegExp(`^ *${snake(name)}: (Optional\\[|pulumi\\.Input|NotRequired)`, "m"),
    go: (name) => new RegExp(`^\\t${pascal(name)} +\\S+ +\`pulumi:"${name}"\``, "m"),
};

describe("the SDKs", () => {
    for (const [language, declares] of Object.entries(languages)) {
        it(`for ${language} has every input`, () => {
            const folder = join(SDK, language);
            const text = filesOf(folder)
                .filter((file) => /\.(ts|py|go)$/.test(file))
                .map((file) => readFileSync(join(folder, file), "utf8"))
                .join("\n");
            const names = Object.keys(inputPaths()).map((path) => path.split(".").at(-1)!);
            assert.deepEqual(
                names.filter((name) => !declares(name).test(text)),
                [],
            );
        });
    }

    it("have the version of the schema", () => {
        const { version } = JSON.parse(readFileSync(join(SDK, "nodejs/package.json"), "utf8")) as { version: string };
        assert.equal(version, schema.version);
        assert.match(readFileSync(join(SDK, "python/pyproject.toml"), "utf8"), new RegExp(`version = "${schema.version}"`));
    });
});
