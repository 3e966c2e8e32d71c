// `make bench`: measures, prints each target, and writes docs/benchmarks.md. Fails when something couldn't be measured at all.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SandboxFailure } from "../../sandbox/failure";
import { toTerminal } from "../../sandbox/log";
import { findEngine } from "./engine";
import { type Facts, describeCluster, describeMachine, describeParts } from "./machine";
import { measurePlanning } from "./planning";
import { measureMany, measurePreviews, measureYaml } from "./previews";
import { type Subject, report, targetLine } from "./report";
import { measureScale } from "./scale";
import type { Section } from "./section";
import { measureStartUp } from "./startUp";
import { findCluster, measureUpdates } from "./updates";

const DOCS = join(__dirname, "..", "..", "docs");

async function main(): Promise<void> {
    const facts: Facts[] = [describeMachine()];
    const engine = once(async () => {
        const parts = await findEngine();
        facts.push(describeParts(parts));
        return parts;
    });
    const subjects = [
        await measure("Start-up of the plugin", measureStartUp),
        await measure("Planning", measurePlanning),
        await measure("Preview of one Cluster", async () => measurePreviews(await engine())),
        await measure("Preview of one Cluster in YAML", async () => measureYaml(await engine())),
        await measure("Preview of many Clusters", async () => measureMany(await engine())),
        await measure("Large stacks", async () => measureScale(await engine())),
        await measure("Update of one Cluster", async () => {
            const parts = await engine();
            const cluster = await findCluster(parts);
            facts.push(await describeCluster(parts, cluster));
            return measureUpdates(parts, cluster);
        }),
    ];
    mkdirSync(DOCS, { recursive: true });
    writeFileSync(join(DOCS, "benchmarks.md"), report(subjects, facts.flat(), new Date().toISOString().slice(0, 10)));
    process.exitCode = subjects.some(({ result }) => "missing" in result) ? 1 : 0;
}

async function measure(title: string, body: () => Promise<Section>): Promise<Subject> {
    toTerminal(`\n${title}`);
    try {
        const result = await body();
        result.table.forEach((row) =>
            toTerminal(
                row
                    .map((cell) => cell.padEnd(27))
                    .join(" ")
                    .trimEnd(),
            ),
        );
        result.targets.forEach((target) => toTerminal(targetLine(target)));
        return { title, result };
    } catch (error) {
        toTerminal(`NOT MEASURED  ${error instanceof Error ? error.message : String(error)}`);
        return { title, result: { missing: error instanceof SandboxFailure ? `no ${error.part}` : "it failed" } };
    }
}

/** Parts are looked for when they are needed first, and then known; or known to be missing. */
function once<T>(body: () => Promise<T>): () => Promise<T> {
    let result: Promise<T> | undefined;
    return () => (result ??= body());
}

void main();
