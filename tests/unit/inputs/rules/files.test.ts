// What servers write: the file system of their containers is read-only but for what is mounted.
import { type Inputs, secret } from "../../../support/planning";
import { itRefuses } from "../../../support/refusals";

function merge(settings: Inputs, inputs: Inputs = {}): Inputs {
    return { users: { app: {} }, ...inputs, config: { merge: settings } };
}
const mounted = (mountPath: string, more: Inputs = {}): Inputs => ({
    values: { container: { patch: [{ op: "add", path: "/volumeMounts/-", value: { name: "logs", mountPath, ...more } }] } },
});
const LOG = { log_file: "/var/log/nats/nats.log" };

describe("rules for what servers write", () => {
    itRefuses({
        "a log file where nothing can be written": {
            inputs: merge(LOG),
            path: "config.merge.log_file",
            says: ["read-only file system", "kubectl logs", "mount a volume"],
            near: [
                merge(LOG, mounted("/var/log/nats")),
                merge(LOG, mounted("/var/log/")),
                merge({ log_file: "/data/nats.log" }),
                merge({ log_file: "/dev/stdout" }),
                merge({ log_file: "" }),
                merge(LOG, { values: { container: { merge: { securityContext: { readOnlyRootFilesystem: false } } } } }),
            ],
        },
        "a log file on a volume that is mounted elsewhere": {
            inputs: merge(LOG, mounted("/var/log/nat")),
            path: "config.merge.log_file",
            says: ["read-only"],
            near: merge(LOG, mounted("/var/log/nats")),
        },
        "a log file on a volume that is mounted to be read": {
            inputs: merge(LOG, mounted("/var/log/nats", { readOnly: true })),
            path: "config.merge.log_file",
            says: ["read-only"],
            near: merge(LOG, mounted("/var/log/nats", { readOnly: false })),
        },
        "a log file on a volume that there is none of": {
            inputs: merge({ log_file: "/data/nats.log" }, { jetstream: { enabled: false } }),
            path: "config.merge.log_file",
            says: ["read-only"],
            near: merge({ log_file: "/data/nats.log" }),
        },
        "a secret log file where nothing can be written": {
            inputs: merge({ log_file: secret("nats.log") }),
            path: "config.merge.log_file",
            says: ["read-only"],
            near: merge({ log_file: secret("/var/run/nats/nats.log") }),
        },
        "a directory for ports where nothing can be written": {
            inputs: merge({ ports_file_dir: "/tmp" }),
            path: "config.merge.ports_file_dir",
            says: ["read-only file system", "leave it out"],
            near: [merge({ ports_file_dir: "/tmp" }, mounted("/tmp")), merge({ ports_file_dir: "/var/run/nats" })],
        },
        "answers of OCSP where nothing can be written": {
            inputs: merge({ ocsp_cache: { type: "local", local_store: "/var/ocsp" } }),
            path: "config.merge.ocsp_cache.local_store",
            says: ["read-only file system"],
            near: merge({ ocsp_cache: { type: "local", local_store: "/data/ocsp" } }),
        },
        "keys where nothing can be written": {
            inputs: merge({ jetstream: { tpm: { keys_file: "/keys", encryption_password: "x" } } }),
            path: "config.merge.jetstream.tpm.keys_file",
            says: ["read-only file system"],
            near: merge({ jetstream: { tpm: { keys_file: "/data/keys", encryption_password: "x" } } }),
        },
    });
});
