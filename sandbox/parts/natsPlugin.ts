import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { SandboxFailure } from "../failure";
import type { Log } from "../log";
import { lastLines, run } from "../run";
import type { Machine } from "./machine";
import { locked } from "./once";
import type { Part } from "./part";
import { NATS_PLUGIN_VERSION } from "./versions";

/** The plugin of this checkout: made when it is older than what it is made of. */
export async function findNatsPlugin({ layout: { checkout }, log }: Machine): Promise<Part> {
    const path = join(checkout, "bin", "pulumi-resource-nats");
    const bundle = `${path}.cjs`;
    const sources = ["provider", "scripts/bundle.mjs", "scripts/bundling.mjs", "schema.json", "package.json"].map((source) =>
        join(checkout, source),
    );
    const isStale = (): boolean => newestChange(bundle) < Math.max(...sources.map(newestChange));
    const made =
        isStale() && (await locked(join(checkout, "node_modules", ".pulumi-resource-nats.lock"), () => makeIf(isStale, checkout, log)));
    return { name: "nats-plugin", origin: `${made ? "made from" : "of"} this checkout (v${NATS_PLUGIN_VERSION})`, path, standIn: false };
}

/** Asks once more: another process may have made it in the meantime. */
async function makeIf(isStale: () => boolean, checkout: string, log: Log): Promise<boolean> {
    if (!isStale()) {
        return false;
    }
    log("making the NATS plugin from provider/");
    const script = join(checkout, "scripts", "bundle.mjs");
    const bundled = await run(process.execPath, [script], { folder: checkout });
    if (bundled.code !== 0) {
        throw new SandboxFailure("nats-plugin", `making it failed:\n${lastLines(bundled.all, 15)}`, "see what scripts/bundle.mjs says");
    }
    return true;
}

/** When a file, or the newest file of a folder, was changed; 0 when there is none. */
export function newestChange(path: string): number {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) {
        return 0;
    }
    if (!stat.isDirectory()) {
        return stat.mtimeMs;
    }
    return Math.max(0, ...readdirSync(path).map((entry) => newestChange(join(path, entry))));
}
