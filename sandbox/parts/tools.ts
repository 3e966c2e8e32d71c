import { choose } from "./choose";
import { GENSDK, type GoBinary, HELM, KUBECTL, NATS_SERVER, NEXT_NATS_SERVER } from "./goBinaries";
import type { Machine } from "./machine";
import type { Part, PartName } from "./part";
import { fromGoModule } from "./sources";
import { satisfies, satisfiesMinor } from "./versions";

interface Tool {
    readonly binary: GoBinary;
    /** What it is asked for its version. */
    readonly ask: readonly string[];
    /** Whether one on PATH, of another version, does. */
    readonly does: (actual: string, wanted: string) => boolean;
}

/** Any version of kubectl does for what the sandbox asks of it. */
export function findKubectl(machine: Machine): Promise<Part> {
    return findTool(machine, "kubectl", { binary: KUBECTL, ask: ["version", "--client"], does: () => true });
}

export function findHelm(machine: Machine): Promise<Part> {
    return findTool(machine, "helm", { binary: HELM, ask: ["version", "--short"], does: satisfies });
}

/** What the server accepts changes between minor versions. */
export function findNatsServer(machine: Machine): Promise<Part> {
    return findTool(machine, "nats-server", { binary: NATS_SERVER, ask: ["--version"], does: satisfiesMinor });
}

export function findNextNatsServer(machine: Machine): Promise<Part> {
    return findTool(machine, "nats-server-next", { binary: NEXT_NATS_SERVER, ask: ["--version"], does: satisfiesMinor });
}

/** The generators of the SDKs, for scripts: always of the CLI's version, so never from elsewhere. */
export function buildGensdk(machine: Machine): Promise<string> {
    return machine.build(GENSDK);
}

function findTool(machine: Machine, name: PartName, { binary, ask, does }: Tool): Promise<Part> {
    return choose(
        name,
        [
            {
                place: "PATH",
                async find() {
                    const path = machine.onPath(binary.name);
                    if (path === undefined) {
                        return { missing: "there is none" };
                    }
                    const answer = await machine.answer(path, ask);
                    const version = /v?\d+\.\d+\.\d+/.exec(answer ?? "")?.[0] ?? "of an unknown version";
                    return does(version, binary.version)
                        ? { path, origin: `on PATH (${version})` }
                        : { missing: `${path} is ${version}, and ${binary.version} is wanted` };
                },
            },
            fromGoModule(machine, binary),
        ],
        `install ${binary.name} ${binary.version}`,
    );
}
