import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Part, PartName } from "./part";
import { KUBERNETES_PLUGIN_VERSION, LANGUAGE_YAML_VERSION, NATS_PLUGIN_VERSION, RANDOM_PLUGIN_VERSION } from "./versions";

/** What of a Pulumi home's `plugins` folder each part is. */
const PLUGINS: Readonly<Partial<Record<PartName, { readonly kind: string; readonly name: string; readonly version: string }>>> = {
    "language-yaml": { kind: "language", name: "yaml", version: LANGUAGE_YAML_VERSION },
    "kubernetes-plugin": { kind: "resource", name: "kubernetes", version: KUBERNETES_PLUGIN_VERSION },
    "random-plugin": { kind: "resource", name: "random", version: RANDOM_PLUGIN_VERSION },
    "nats-plugin": { kind: "resource", name: "nats", version: NATS_PLUGIN_VERSION },
};

/** Puts plugins where the engine looks for them: `plugins/resource-random-v4.21.1/pulumi-resource-random`, as links. */
export function linkPlugins(home: string, parts: readonly Part[]): void {
    const plugins = join(home, "plugins");
    for (const part of parts) {
        const plugin = PLUGINS[part.name];
        if (plugin === undefined) {
            continue;
        }
        const stem = `${plugin.kind}-${plugin.name}-v`;
        const folder = join(plugins, `${stem}${plugin.version}`);
        mkdirSync(folder, { recursive: true });
        // Other processes may use the link right now, so it is replaced in one step.
        const partial = join(plugins, `.${stem}${String(process.pid)}`);
        rmSync(partial, { force: true });
        symlinkSync(part.path, partial);
        renameSync(partial, join(folder, `pulumi-${plugin.kind}-${plugin.name}`));
        // A program that names no version gets the newest, which may be one that this checkout no longer asks for.
        for (const other of readdirSync(plugins).filter((entry) => entry.startsWith(stem) && join(plugins, entry) !== folder)) {
            rmSync(join(plugins, other), { recursive: true });
        }
    }
}
