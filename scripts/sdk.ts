// Makes schema.json, the SDKs in sdk/, provider/inputs/contract.ts and the tables of README.md from schema/. With --check it changes
// nothing, and fails where they differ from that.
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { toTerminal } from "../sandbox/log";
import { thisMachine } from "../sandbox/parts/machine";
import { buildGensdk } from "../sandbox/parts/tools";
import { generatedFiles } from "./contract/generated";
import { ROOT } from "./contract/read";

const LANGUAGES = ["go", "nodejs", "python"];

async function main(check: boolean): Promise<void> {
    const scratch = mkdtempSync(join(tmpdir(), "nats-sdk-"));
    try {
        const out = check ? scratch : ROOT;
        const files = await generatedFiles();
        for (const [path, content] of Object.entries(files)) {
            mkdirSync(dirname(join(out, path)), { recursive: true });
            writeFileSync(join(out, path), content);
        }
        execFileSync(await buildGensdk(thisMachine(toTerminal)), [join(out, "schema.json"), join(out, "sdk")], { stdio: "inherit" });
        const stale = check ? differences(scratch, Object.keys(files)) : [];
        if (stale.length > 0) {
            throw new Error(`not what schema/ says: ${stale.join(", ")}; run \`make sdk\``);
        }
    } finally {
        rmSync(scratch, { recursive: true, force: true });
    }
}

/** The generated files that are not as they should be, missing and left-over ones too. */
function differences(fresh: string, generated: readonly string[]): string[] {
    const folders = LANGUAGES.map((language) => join("sdk", language));
    const files = new Set([fresh, ROOT].flatMap((base) => [...generated, ...folders.flatMap((folder) => filesIn(base, folder))]));
    return [...files].filter((file) => contentOf(join(fresh, file)) !== contentOf(join(ROOT, file))).sort();
}

function filesIn(base: string, folder: string): string[] {
    return readdirSync(join(base, folder), { recursive: true, encoding: "utf8" })
        .map((name) => join(folder, name))
        .filter(
            (name) => statSync(join(base, name)).isFile() && !/(^|\/)(node_modules|bin|__pycache__|build|[^/]*\.egg-info)\//.test(name),
        );
}

function contentOf(path: string): string | undefined {
    return statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, "utf8") : undefined;
}

main(process.argv.includes("--check")).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
