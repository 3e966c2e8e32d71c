// How the plugin's programs are made of its source.
import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");

/**
 * What the Pulumi SDK loads only to serialise functions (the TypeScript compiler, npm's dependency trees), to install plugins or to
 * export traces. None of it is used by a plugin, and it is nine tenths of its start. https://github.com/pulumi/pulumi/issues/7149
 */
const UNUSED = [
    /^typescript$/,
    /typescript-shim$/,
    /^@npmcli\/arborist$/,
    /^@opentelemetry\/(core|exporter|instrumentation|resources|sdk|semantic)/,
    // The Automation API, and functions as text: `index.js` and `runtime/index.js` load both.
    /^\.\/(automation|closure\/(serializeClosure|codePaths))$/,
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

/** What few updates need, to look into the cluster: the plugin's start is not the longer for it. */
export const CLIENT = "pulumi-resource-nats-client.cjs";
/** What those need who reach the chart by way of a proxy. */
export const PROXY = "pulumi-resource-nats-proxy.cjs";

/** The plugin itself, without what the launch does first. */
export const PLUGIN = "pulumi-resource-nats-provider.cjs";

const apart = {
    name: "apart",
    setup(build) {
        build.onResolve({ filter: /^\.\/main$/ }, () => ({ path: `./${PLUGIN}`, external: true }));
        build.onResolve({ filter: /^@kubernetes\/client-node$/ }, () => ({ path: `./${CLIENT}`, external: true }));
        build.onResolve({ filter: /^undici$/ }, () => ({ path: `./${PROXY}`, external: true }));
    },
};

const options = {
    bundle: true,
    platform: "node",
    target: "node22.12",
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: "none",
    logLevel: "warning",
};

/** Whatever `entry` imports of the provider, as the plugin has it. */
export function bundlePlugin(entry, outfile) {
    return build({ ...options, entryPoints: [entry], outfile, plugins: [leaveOut, apart] });
}

export function bundleClient(outfile) {
    return build({
        ...options,
        stdin: {
            contents:
                'export { AppsV1Api, CoreV1Api, KubeConfig, NetworkingV1Api, loadYaml, setHeaderOptions } from "@kubernetes/client-node";',
            resolveDir: root,
        },
        outfile,
        // Node.js warns on stderr of its own module of this name. https://nodejs.org/api/deprecations.html#DEP0040
        alias: { punycode: "punycode/" },
    });
}

export function bundleProxy(outfile) {
    const contents = 'export { EnvHttpProxyAgent, fetch } from "undici";';
    return build({ ...options, stdin: { contents, resolveDir: root }, outfile });
}
