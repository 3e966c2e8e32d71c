// Makes the plugin: bin/pulumi-resource-nats and the files that it runs. In plain JavaScript, with esbuild alone: it also runs where
// the package is installed from its repository, without what development needs.
import { chmodSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CLIENT, PLUGIN, PROXY, bundleClient, bundlePlugin, bundleProxy } from "./bundling.mjs";

const bin = join(import.meta.dirname, "..", "bin");

// Processes cost milliseconds, so none is started but for a link.
const LAUNCHER = `#!/bin/sh
self=$0
if [ -L "$self" ]; then self=$(readlink -f "$self"); fi
exec node "\${self%/*}/pulumi-resource-nats.cjs" "$@"
`;

const LAUNCHER_WINDOWS = `@echo off\r\nnode "%~dp0pulumi-resource-nats.cjs" %*\r\n`;

mkdirSync(bin, { recursive: true });
const provider = join(bin, "..", "provider");
await bundlePlugin(join(provider, "main.ts"), join(bin, PLUGIN));
await bundlePlugin(join(provider, "launch.ts"), join(bin, "pulumi-resource-nats.cjs"));
await bundleClient(join(bin, CLIENT));
await bundleProxy(join(bin, PROXY));
writeFileSync(join(bin, "pulumi-resource-nats"), LAUNCHER);
writeFileSync(join(bin, "pulumi-resource-nats.cmd"), LAUNCHER_WINDOWS);
chmodSync(join(bin, "pulumi-resource-nats"), 0o755);
