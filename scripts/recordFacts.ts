// Writes down the facts that this version keeps of many kinds of clusters, once before a release: tests/data/facts-<version>.json. The tests of
// later versions compare these with their own facts of the same inputs: an update of the plugin alone must announce nothing.
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import manifest from "../package.json";
import { RECORDED_SPECS } from "../tests/support/recordedSpecs";
import { factsOf } from "../tests/support/reviewing";

async function main(): Promise<void> {
    const path = join(__dirname, "..", "tests", "data", `facts-${manifest.version}.json`);
    if (existsSync(path) && !process.argv.includes("--again")) {
        throw new Error(`${path} is there: a version that has been released keeps its facts (--again replaces those of one that has not)`);
    }
    const facts = await Promise.all(Object.entries(RECORDED_SPECS).map(async ([name, inputs]) => [name, await factsOf(inputs())] as const));
    writeFileSync(path, `${JSON.stringify(Object.fromEntries(facts), undefined, 2)}\n`);
}

main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
});
