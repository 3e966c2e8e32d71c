// One real nats-server with a pod's configuration.
import { spawn } from "node:child_process";
import { basename } from "node:path";
import type { Pod } from "./pod";

export interface Server {
    readonly address: string;
    /** What it has logged so far. */
    readonly log: () => string;
    readonly stop: () => Promise<void>;
}

const SECONDS = 20;

/** @throws with the server's last words, when it does not start. */
export async function boot(program: string, pod: Pod, name: string, env: Readonly<Record<string, string>> = {}): Promise<Server> {
    const child = spawn(program, ["-c", pod.config, "-a", "127.0.0.1"], {
        env: { SERVER_NAME: `${name}-0`, HOME: pod.folder, GOMAXPROCS: "2", ...env },
        cwd: pod.folder,
        stdio: ["ignore", "ignore", "pipe"],
    });
    let log = "";
    const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
    const stop = async () => {
        child.kill("SIGKILL");
        await gone;
    };
    const ready = new Promise<boolean>((resolve) => {
        child.stderr.on("data", (text: Buffer) => {
            log += text.toString();
            if (log.includes("Server is ready")) {
                resolve(true);
            }
        });
        void gone.then(() => resolve(false));
        setTimeout(() => resolve(false), SECONDS * 1000).unref();
    });
    const started = await ready;
    const port = /Listening for client connections on 127\.0\.0\.1:(\d+)/.exec(log)?.[1];
    if (!started || port === undefined) {
        await stop();
        throw new Error(`${basename(program)} does not start: ${log.replaceAll(pod.folder, "").split("\n").slice(-4).join("\n").trim()}`);
    }
    return { address: `127.0.0.1:${port}`, log: () => log, stop };
}
