import { existsSync, readFileSync } from "node:fs";
import { arch, cpus, loadavg, platform, release, totalmem } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import type { Part } from "../../sandbox/parts";
import { run } from "../../sandbox/run";
import type { EngineParts } from "./engine";
import { megabytes } from "./section";

/** What the numbers depend on: a name and a description each. */
export type Facts = readonly (readonly [name: string, fact: string])[];

export function describeMachine(): Facts {
    return [
        ["processor", `${cpus()[0]?.model ?? "unknown"}, ${cpus().length} cores`],
        ["memory", megabytes(totalmem() / 1e6)],
        ["system", `${systemName()}, ${arch()}`],
        ["Node.js", process.version],
        ["load before", loadavg()[0]!.toFixed(1)],
    ];
}

/** Where each part is from that the engine ran with. That of a stand-in says so; one on a PATH or in a variable may be anything. */
export function describeParts(parts: EngineParts): Facts {
    return [
        ...[parts.pulumi, parts["kubernetes-plugin"], parts["random-plugin"], parts["nats-plugin"]].map(
            (part) => [part.name, part.origin] as const,
        ),
        ["chart", `${chartName(parts.chart.path)}${parts.chart.origin}`],
    ];
}

export async function describeCluster({ kubectl }: EngineParts, kubernetes: Part): Promise<Facts> {
    const { stdout } = await run(kubectl.path, ["--kubeconfig", kubernetes.path, "version", "--output", "json"]);
    const { serverVersion } = JSON.parse(stdout) as { readonly serverVersion: { readonly gitVersion: string } };
    return [["kubernetes", `${serverVersion.gitVersion}, ${kubernetes.origin}`]];
}

/** The name and the version of a chart in a folder; a packed one's origin says them. */
function chartName(path: string): string {
    const description = join(path, "Chart.yaml");
    if (!existsSync(description)) {
        return "";
    }
    const { name, version } = parse(readFileSync(description, "utf8")) as { readonly name: string; readonly version: string };
    return `${name} ${version}, `;
}

function systemName(): string {
    const names = "/etc/os-release";
    const name = existsSync(names) ? /^PRETTY_NAME="?(.*?)"?$/m.exec(readFileSync(names, "utf8"))?.[1] : undefined;
    return name ?? `${platform()} ${release()}`;
}
