import { randomBytes } from "node:crypto";
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { type Layout, makeFolders, layout as thisLayout } from "./layout";
import { findOnPath } from "./parts/machine";
import type { Part, PartName } from "./parts/part";

/**
 * A folder as a backend. Without the files of metadata that Pulumi doesn't read: they are written in place, and a Pulumi that is killed
 * meanwhile leaves an empty one, after which it can't load the stack ("failed to load checkpoint: EOF").
 * https://pkg.go.dev/gocloud.dev/blob/fileblob#hdr-URLs
 */
export function fileBackend(folder: string): string {
    return `file://${folder}?metadata=skip`;
}

/** What the parts, the sandbox's folders and its passphrase make of an environment. */
export function ownVariables(parts: Partial<Readonly<Record<PartName, Part>>>, layout: Layout, passphrase: string): Record<string, string> {
    return {
        PULUMI_HOME: layout.home,
        PULUMI_BACKEND_URL: fileBackend(layout.backend),
        PULUMI_CONFIG_PASSPHRASE: passphrase,
        // A stack's salt is also in its state: so its settings file, beside some Pulumi.yaml, isn't needed.
        PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
        PULUMI_SKIP_UPDATE_CHECK: "1",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
        PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
        PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
        ...(parts.kubernetes && { KUBECONFIG: parts.kubernetes.path }),
        ...(parts.chart && { NATS_CHART: parts.chart.path }),
    };
}

/**
 * The folders that go before a PATH so that the parts are found. Node.js is first: the NATS plugin's launcher runs `node`, and an old
 * one won't do. A part that the PATH has needs no folder, which would only bring forward what else is in it.
 */
export function ownPath(parts: Partial<Readonly<Record<PartName, Part>>>, layout: Layout, ambient: string): string[] {
    const bundled = join(layout.checkout, "node_modules", "node", "bin");
    const node = existsSync(join(bundled, "node")) ? bundled : dirname(process.execPath);
    const commands = (["pulumi", "kubectl", "helm", "nats-server"] as const)
        .flatMap((name) => parts[name] ?? [])
        .filter(({ name, path }) => findOnPath(name, ambient) !== path);
    return [...new Set([node, ...commands.map(({ path }) => dirname(path))])];
}

/** The environment for Pulumi and for programs that use the parts. Nothing of the user's own Pulumi or Kubernetes gets through. */
export function sandboxEnvironment(
    parts: Partial<Readonly<Record<PartName, Part>>>,
    layout: Layout = thisLayout,
    ambient: NodeJS.ProcessEnv = process.env,
): Record<string, string> {
    const kept = Object.entries(ambient).filter(
        (entry): entry is [string, string] =>
            entry[1] !== undefined && !entry[0].startsWith("PULUMI_") && !["KUBECONFIG", "NATS_CHART"].includes(entry[0]),
    );
    makeFolders(layout);
    const path = ambient["PATH"] ?? "";
    return {
        ...Object.fromEntries(kept),
        ...ownVariables(parts, layout, passphraseOf(layout)),
        PATH: [...ownPath(parts, layout, path), path].join(delimiter),
    };
}

/** A file for the user's shell: `. .sandbox/env`, and `pulumi` works on the sandbox. */
export function shellScript(parts: Partial<Readonly<Record<PartName, Part>>>, layout: Layout): string {
    const quote = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`;
    const variables = Object.entries(ownVariables(parts, layout, passphraseOf(layout)));
    return [
        ...variables.map(([name, value]) => `export ${name}=${quote(value)}`),
        `export PATH=${quote(ownPath(parts, layout, process.env["PATH"] ?? "").join(delimiter))}${delimiter}"$PATH"`,
        "",
    ].join("\n");
}

/** The passphrase of the sandbox's stacks: random, and made once. Of two processes that make it at the same time, the first wins. */
function passphraseOf({ passphrase }: Layout): string {
    if (!existsSync(passphrase)) {
        const partial = `${passphrase}.${String(process.pid)}`;
        writeFileSync(partial, randomBytes(24).toString("base64url"), { mode: 0o600 });
        try {
            linkSync(partial, passphrase);
        } catch (error) {
            if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
                throw error;
            }
        } finally {
            rmSync(partial);
        }
    }
    return readFileSync(passphrase, "utf8");
}
