import { makeFolders } from "../layout";
import { type Log, quiet, row, stopwatch } from "../log";
import { findChart } from "./chart";
import { linkPlugins } from "./home";
import { findKubernetes, requireKubernetes } from "./kubernetes";
import { type Machine, thisMachine } from "./machine";
import { findNatsPlugin } from "./natsPlugin";
import type { Part, PartName } from "./part";
import { findKubernetesPlugin, findRandomPlugin } from "./plugins";
import { findLanguageYaml, findPulumi } from "./pulumi";
import { findHelm, findKubectl, findNatsServer, findNextNatsServer } from "./tools";

export type { Part, PartName, Parts } from "./part";
export { PART_NAMES } from "./part";

/** What Pulumi needs for a program in YAML, beside the cluster. */
export const PARTS_OF_DOWN = [
    "pulumi",
    "language-yaml",
    "kubernetes-plugin",
    "random-plugin",
    "nats-plugin",
    "chart",
    "kubectl",
] as const satisfies readonly PartName[];

/** The cluster comes last: it is of no use while the rest is being built. */
export const PARTS_OF_UP = [...PARTS_OF_DOWN, "kubernetes"] as const satisfies readonly PartName[];

/** What a part is found with: a few need another part. */
type Finder = (machine: Machine, other: (name: PartName) => Promise<Part>) => Promise<Part>;

const FINDERS: Readonly<Record<PartName, Finder>> = {
    pulumi: findPulumi,
    "language-yaml": async (machine, other) => findLanguageYaml(machine, await other("pulumi")),
    "kubernetes-plugin": findKubernetesPlugin,
    "random-plugin": findRandomPlugin,
    "nats-plugin": findNatsPlugin,
    chart: findChart,
    kubectl: findKubectl,
    kubernetes: async (machine, other) => findKubernetes(machine, await other("kubectl")),
    helm: findHelm,
    "nats-server": findNatsServer,
    "nats-server-next": findNextNatsServer,
};

/**
 * Finds parts, in the given order, and puts the plugins among them where the sandbox's engine looks. It may be called by many
 * processes at once: what has to be made is made by one of them. `log` gets a line for each part; the machine's own log is told of
 * what takes long.
 */
export async function findParts<Name extends PartName>(
    names: readonly Name[],
    log: Log = quiet,
    machine: Machine = thisMachine(log),
): Promise<Readonly<Record<Name, Part>>> {
    if (names.some((name) => name === "kubernetes")) {
        await requireKubernetes(machine);
    }
    makeFolders(machine.layout);
    const found = new Map<PartName, Part>();
    const find = async (name: PartName): Promise<Part> => {
        const known = found.get(name);
        if (known !== undefined) {
            return known;
        }
        const elapsed = stopwatch();
        const part = await FINDERS[name](machine, find);
        found.set(name, part);
        log(row(name, part.origin, elapsed()));
        return part;
    };
    for (const name of names) {
        await find(name);
    }
    linkPlugins(machine.layout.home, [...found.values()]);
    return Object.fromEntries(found) as Record<Name, Part>;
}
