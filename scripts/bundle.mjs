// Makes the plugin: bin/pulumi-resource-nats and the one file that it runs. In plain JavaScript, with esbuild alone: it also runs where
// the package is installed from its repository, without what development needs.
import { build } from "esbuild";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const bin = join(root, "bin");

/**
 * What the Pulumi SDK loads only to serialise functions (the TypeScript compiler, npm's dependency trees), to install plugins or to
 * export traces. None of it is used by a plugin, and it is nine tenths of its start. https://github.com/pulumi/pulumi/issues/7149
 */
const UNUSED = [
    /^typescript$/,
    /typescript-shim$/,
    /^@npmcli\/arborist$/,
    /^@opentelemetry\/(core|exporter|instrumentation|resources|sdk|semantic)/,
    /^(execa|normalize-package-data|read-package-tree|@logdna\/tail-file|ini|js-yaml|require-from-string)$/,
];

/** Formats every stack trace by way of source maps, and the bundle has none. */
const SOURCE_MAPS = /^source-map-support$/;

/** The SDK keeps a stack trace with each of its promises, for a message about promises that never settle. It is a fifth of a Construct. */
const STACK_TRACES = /runtime\/debuggable\.js$/;

const leaveOut = {
    name: "leave-out",
    setup(build) {
        for (const filter of UNUSED) {
            build.onResolve({ filter }, ({ path }) => ({ path, namespace: "left-out" }));
        }
        build.onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: "module.exports = {};" }));
        build.onLoad({ filter: STACK_TRACES }, ({ path }) => {
            const [before, after, ...more] = readFileSync(path, "utf8").split("new Error().stack");
            if (after === undefined || more.length > 0) {
                throw new Error(`${path} is not what it was: look again at what it does with stack traces`);
            }
            return { contents: `${before}undefined${after}` };
        });
        build.onResolve({ filter: SOURCE_MAPS }, ({ path }) => ({ path, namespace: "source-maps" }));
        build.onLoad({ filter: /.*/, namespace: "source-maps" }, () => ({ contents: "exports.install = () => {};" }));
    },
};

/** What only updates need that wait: the plugin's start is not the longer for it. */
const CLIENT = "pulumi-resource-nats-client.cjs";

const apart = {
    name: "apart",
    setup(build) {
        build.onResolve({ filter: /^@kubernetes\/client-node$/ }, () => ({ path: `./${CLIENT}`, external: true }));
    },
};

const LAUNCHER = `#!/bin/sh
exec node "$(dirname "$(readlink -f "$0")")/pulumi-resource-nats.cjs" "$@"
`;

const LAUNCHER_WINDOWS = `@echo off\r\nnode "%~dp0pulumi-resource-nats.cjs" %*\r\n`;

mkdirSync(bin, { recursive: true });
const options = {
    bundle: true,
    platform: "node",
    target: "node20",
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "warning",
};
await build({
    ...options,
    entryPoints: [join(root, "provider", "index.ts")],
    outfile: join(bin, "pulumi-resource-nats.cjs"),
    plugins: [leaveOut, apart],
});
await build({
    ...options,
    stdin: { contents: 'export { CoreV1Api, KubeConfig } from "@kubernetes/client-node";', resolveDir: root },
    outfile: join(bin, CLIENT),
    // Node.js warns on stderr of its own module of this name. https://nodejs.org/api/deprecations.html#DEP0040
    alias: { punycode: "punycode/" },
});
writeFileSync(join(bin, "pulumi-resource-nats"), LAUNCHER);
writeFileSync(join(bin, "pulumi-resource-nats.cmd"), LAUNCHER_WINDOWS);
chmodSync(join(bin, "pulumi-resource-nats"), 0o755);
