// `make login`: what an application does. It reads a user's Secret, connects, and stores and reads back one message.
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { jetstream, jetstreamManager } from "@nats-io/jetstream";

import { connect } from "@nats-io/transport-node";
import { SandboxFailure, command } from "./failure";
import { layout } from "./layout";
import { type Log, quiet, toTerminal } from "./log";
import { findParts } from "./parts";
import { thisMachine } from "./parts/machine";
import { readRecord } from "./record";
import { run } from "./run";

const STREAM = "sandbox-login";
const FORWARD_SECONDS = 15;

async function login(log: Log): Promise<void> {
    const record = readRecord(layout);
    const [secretName, namespace] = [
        process.argv[2] ?? record?.outputs["credentialsSecret"],
        process.argv[3] ?? namespaceOf(record?.outputs["url"]),
    ];
    if (record === undefined || secretName === undefined) {
        throw new SandboxFailure("login", "there is no sandbox, or its stack has no output `credentialsSecret`", "run `make up` first");
    }
    const { kubectl } = await findParts(["kubectl"], quiet, thisMachine(log));
    const kube = [kubectl.path, "--kubeconfig", record.kubeconfig, "--namespace", namespace] as const;

    const secret = await readSecret(kube, secretName);
    log(`read user and password from Secret ${secretName} in namespace ${namespace}`);
    const [service = ""] = (secret["host"] ?? "").split(".");
    const forward = await forwardPort(kube, service, secret["port"] ?? "");
    try {
        const connection = await connect({
            servers: forward.address,
            user: secret["username"] ?? "",
            pass: secret["password"] ?? "",
            // The other servers' addresses are the cluster's own; this connection goes through one forwarded port.
            ignoreClusterUpdates: true,
            timeout: FORWARD_SECONDS * 1000,
        });
        log(
            `logged in as ${secret["username"] ?? ""} to ${connection.info?.server_name ?? "a server"} (NATS ${connection.info?.version ?? "?"})`,
        );
        const manager = await jetstreamManager(connection);
        await manager.streams.add({ name: STREAM, subjects: [STREAM], max_msgs: 1 });
        const { seq } = await jetstream(connection).publish(STREAM, `hello at ${new Date().toISOString()}`);
        const message = await manager.streams.getMessage(STREAM, { seq });
        log(`stored in JetStream and read back: "${message?.string() ?? ""}"`);
        await manager.streams.delete(STREAM);
        await connection.close();
    } finally {
        forward.stop();
    }
}

function namespaceOf(url: string | undefined): string {
    return /^nats:\/\/[^.]+\.([^.]+)\.svc/.exec(url ?? "")?.[1] ?? "default";
}

type Kube = readonly [command: string, ...args: string[]];

async function readSecret([kubectl, ...args]: Kube, name: string): Promise<Record<string, string>> {
    const { code, stdout, all } = await run(kubectl, [...args, "get", "secret", name, "--output", "jsonpath={.data}"]);
    if (code !== 0) {
        throw new SandboxFailure("login", `Secret ${name} can't be read: ${all}`, "see whether `make up` succeeded");
    }
    const data = JSON.parse(stdout) as Record<string, string>;
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString("utf8")]));
}

/** Through the API server, which works with every cluster: not all let this machine reach their Services. */
async function forwardPort([kubectl, ...args]: Kube, service: string, port: string): Promise<{ address: string; stop: () => void }> {
    const child = spawn(kubectl, [...args, "port-forward", `service/${service}`, `:${port}`], { stdio: ["ignore", "pipe", "inherit"] });
    const local = await new Promise<string | undefined>((resolve) => {
        const lines = createInterface(child.stdout);
        lines.on("line", (line) => {
            resolve(/127\.0\.0\.1:(\d+)/.exec(line)?.[1]);
        });
        lines.once("close", () => {
            resolve(undefined);
        });
        setTimeout(resolve, FORWARD_SECONDS * 1000, undefined).unref();
    });
    if (local === undefined) {
        child.kill();
        throw new SandboxFailure("login", `port ${port} of Service ${service} can't be forwarded`, "see whether its pods run");
    }
    return {
        address: `127.0.0.1:${local}`,
        stop() {
            child.kill();
        },
    };
}

void command(toTerminal, () => login(toTerminal));
