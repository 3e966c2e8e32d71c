// A plan as a server's pod sees it: the chart's nats.conf in one folder, and the files of the auth Secret beside it.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { Plan } from "../../provider/plan/plan";
import { reveal } from "../support/reveal";

export interface Pod {
    readonly folder: string;
    readonly config: string;
    readonly remove: () => void;
}

export interface Chart {
    readonly helm: string;
    readonly path: string;
}

export async function layOut(chart: Chart, { name, namespace, release, authSecret }: Plan): Promise<Pod> {
    const values = await reveal(release.values);
    const manifest = await helmTemplate(
        chart,
        String(await reveal(name)),
        String(await reveal(namespace)),
        inAscii(JSON.stringify(values)),
    );
    const folder = mkdtempSync(join(tmpdir(), "fuzz-nats-"));
    for (const inner of ["nats-config", "nats-auth", "data"]) {
        mkdirSync(join(folder, inner));
    }
    for (const [file, text] of Object.entries((await reveal(authSecret.data)) as Record<string, string>)) {
        writeFileSync(join(folder, "nats-auth", file), text);
    }
    const config = join(folder, "nats-config", "nats.conf");
    writeFileSync(config, onThisMachine(natsConf(manifest), folder));
    return { folder, config, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function natsConf(manifest: string): string {
    for (const document of parseAllDocuments(manifest)) {
        const object = document.toJS() as { kind?: string; data?: Record<string, string> } | null;
        const text = object?.kind === "ConfigMap" ? object.data?.["nats.conf"] : undefined;
        if (text !== undefined) {
            return text;
        }
    }
    throw new Error("the chart renders no nats.conf");
}

/** Ports that are free here, in place of those that are free in a pod, and its volume in the folder; the rest as it was rendered. */
function onThisMachine(config: string, folder: string): string {
    return config
        .replace(
            /^( *"listen": )("?)([^"\n]*?)(\d+)("?,?)$/gm,
            (line, key: string, open: string, host: string, port: string, end: string) =>
                isPort(port) ? `${key}${open}${host}-1${end}` : line,
        )
        .replace(/^( *"(?:http_|prof_)?port": )(\d+)(,?)$/gm, (line, key: string, port: string, end: string) =>
            isPort(port) ? `${key}-1${end}` : line,
        )
        .replace(/^( *"(?:store_dir|dir|pid_file)": ")(\/data|\/var\/run)/gm, (_, key: string) => `${key}${folder}/data`)
        .replace(`${folder}/data/nats/nats.pid`, `${folder}/nats.pid`);
}

function isPort(digits: string): boolean {
    return Number(digits) >= 1 && Number(digits) <= 65535;
}

function helmTemplate({ helm, path }: Chart, name: string, namespace: string, values: string): Promise<string> {
    return new Promise((resolve, reject) => {
        const run = execFile(
            helm,
            ["template", name, path, "--namespace", namespace, "--skip-tests", "--values", "-"],
            { maxBuffer: 64 << 20 },
            (error, output, messages) => (error === null ? resolve(output) : reject(new Error(`helm: ${messages || error.message}`))),
        );
        run.stdin?.end(values);
    });
}

/** Helm reads YAML, which has no raw control characters; Pulumi hands values over without text in between. */
function inAscii(json: string): string {
    const whole = json.replace(/\\ud[89a-f]../g, "\\ufffd");
    return whole.replace(/[^ -~]/gu, (letter) => `\\U${letter.codePointAt(0)!.toString(16).padStart(8, "0")}`);
}
