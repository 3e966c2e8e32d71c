import { type Settled, isList, isMap, mapAt, valueAt } from "../../values/leaf";
import { RESOLVER_DIRECTORY, keepsJwts } from "../accountResolver";
import type { Spec } from "../spec";
import type { Rule } from "./rule";

const JETSTREAM_DIRECTORY = "/data";
/** Where the chart mounts an empty volume for the server's process id. */
const PID_DIRECTORY = "/var/run/nats";

/** Where Go looks for a syslog. https://github.com/golang/go/blob/go1.26.0/src/log/syslog/syslog_unix.go */
const SYSLOGS = ["/dev/log", "/var/run/syslog", "/var/run/log"];

/** The directories that a server can write to: its container's file system is read-only but for what is mounted. */
function writableDirectories({ jetstream, accountResolver, values }: Spec): string[] {
    const resolver = keepsJwts(accountResolver) ? (accountResolver["dir"] ?? RESOLVER_DIRECTORY) : undefined;
    return [
        PID_DIRECTORY,
        // Of the container runtime: stdout, stderr and shared memory.
        "/dev",
        ...(jetstream.enabled ? [JETSTREAM_DIRECTORY] : []),
        ...(typeof resolver === "string" ? [resolver] : []),
        ...mountPaths(values["container"]),
    ];
}

/** Every `mountPath` of the chart's values, as entries of patches or of lists that replace the chart's. */
function mountPaths(value: Settled): string[] {
    if (isList(value)) {
        return value.flatMap(mountPaths);
    }
    if (!isMap(value)) {
        return [];
    }
    const { mountPath, readOnly } = value;
    return [...(typeof mountPath === "string" && readOnly !== true ? [mountPath] : []), ...Object.values(value).flatMap(mountPaths)];
}

function isWritable(spec: Spec, path: Settled): boolean {
    const open = valueAt(spec.values, "container", "merge", "securityContext", "readOnlyRootFilesystem") === false;
    // What isn't known yet, or has another shape, is no path to be judged; nothing said is none.
    return open || typeof path !== "string" || path === "" || writableDirectories(spec).some((directory) => isWithin(path, directory));
}

function isWithin(path: string, directory: string): boolean {
    const parent = directory.replace(/\/+$/, "");
    return path === parent || path.startsWith(`${parent}/`);
}

const READ_ONLY = "is on the read-only file system of the container, and a NATS server";
const MOUNT = "or mount a volume there with `patch` under values.container and values.podTemplate";

/** What a server writes, by where it is told to; where it keeps JWTs and streams has rules of its own. */
const WRITTEN: readonly (readonly [path: string, of: (spec: Spec) => Settled, what: string])[] = [
    [
        "log_file",
        ({ config }) => config["log_file"],
        `${READ_ONLY} does not start without its log; leave it out, since Kubernetes keeps what a server prints (\`kubectl logs\`), ${MOUNT}`,
    ],
    [
        "ports_file_dir",
        ({ config }) => config["ports_file_dir"],
        `${READ_ONLY} can't write its ports file there; leave it out, since the ports are always the same, ${MOUNT}`,
    ],
    [
        "ocsp_cache.local_store",
        ({ config }) => valueAt(config, "ocsp_cache", "local_store"),
        `${READ_ONLY} can't keep answers of OCSP there; use a directory under ${PID_DIRECTORY}, ${MOUNT}`,
    ],
    [
        "jetstream.tpm.keys_file",
        ({ config }) => valueAt(config, "jetstream", "tpm", "keys_file"),
        `${READ_ONLY} can't keep keys there; use a file under ${JETSTREAM_DIRECTORY}, ${MOUNT}`,
    ],
];

const resolverDirectory = ({ accountResolver }: Spec) => (keepsJwts(accountResolver) ? accountResolver["dir"] : undefined);

export const fileRules: readonly Rule<Spec>[] = [
    ...WRITTEN.map(([path, of, reason]): Rule<Spec> => ({
        path: `config.merge.${path}`,
        needs: ["jetstream.enabled", "config.resolver", "values"],
        fails: (spec) => !isWritable(spec, of(spec)),
        reason,
    })),
    {
        path: "config.merge.syslog",
        needs: ["values"],
        fails: ({ config, values }) =>
            config["syslog"] === true &&
            (config["remote_syslog"] ?? "") === "" &&
            !mountPaths(values["container"]).some((path) => SYSLOGS.some((socket) => isWithin(socket, path))),
        reason:
            "needs a syslog in the container, and there is none: a NATS server with it does not start; leave it out, since Kubernetes keeps " +
            "what a server prints (`kubectl logs`), or say where one is with config.merge.remote_syslog",
    },
    {
        path: "config.merge.resolver",
        needs: ["jetstream.enabled", "values"],
        fails: (spec) => keepsJwts(spec.config["resolver"]) && !isWritable(spec, mapAt(spec.config, "resolver")["dir"] ?? "jwt"),
        reason: "keeps JWTs, and has no volume for them: the file system of the container is read-only; use config.resolver, which has one",
    },
    {
        path: "config.resolver.dir",
        fails: (spec) => {
            const directory = resolverDirectory(spec);
            return typeof directory === "string" && !directory.startsWith("/");
        },
        reason: (spec) =>
            `must be an absolute path, got ${JSON.stringify(resolverDirectory(spec))}: a volume is mounted there; ` +
            `leave it out for ${RESOLVER_DIRECTORY}`,
    },
    {
        path: "config.resolver.dir",
        fails: (spec) => {
            const directory = resolverDirectory(spec);
            const taken = ["", "/etc", "/etc/nats-config", "/etc/nats-auth", PID_DIRECTORY, JETSTREAM_DIRECTORY];
            return typeof directory === "string" && directory.startsWith("/") && taken.includes(directory.replace(/\/+$/, ""));
        },
        reason: (spec) =>
            `must be a directory of its own, got ${JSON.stringify(resolverDirectory(spec))}: a volume is mounted there; ` +
            `leave it out for ${RESOLVER_DIRECTORY}`,
    },
];
