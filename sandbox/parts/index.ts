import { prepareDisposable } from "../clusters";
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
 * Finds parts, side by side, and puts the plugins among them where the sandbox's engine looks. It may be called by many processes at
 * once: what has to be made is made by one of them. `log` gets a line for each part when it is found; the machine's own log is told of
 * what takes long.
 */
export async function findParts<Name extends PartName>(
    names: readonly Name[],
    log: Log = quiet,
    machine: Machine = thisMachine(log),
): Promise<Readonly<Record<Name, Part>>> {
    const cluster = names.some((name) => name === "kubernetes") ? await requireKubernetes(machine) : undefined;
    makeFolders(machine.layout);
    const found = new Map<PartName, Promise<Part>>();
    const find = (name: PartName): Promise<Part> => {
        const known = found.get(name);
        if (known !== undefined) {
            return known;
        }
        const elapsed = stopwatch();
        const part = FINDERS[name](machine, find).then((result) => {
            log(row(name, result.origin, elapsed()));
            return result;
        });
        found.set(name, part);
        return part;
    };
    const others = names.filter((name) => name !== "kubernetes");
    const work: Promise<unknown>[] = others.map(find);
    if (cluster === "disposable") {
        work.push(find("kubectl").then(({ path }) => prepareDisposable(machine, path)));
    }
    await allOrNone(work, machine);
    if (cluster !== undefined) {
        // The cluster starts last: it is of no use while the rest is being built, and would be slow.
        await find("kubernetes");
    }
    const parts = await Promise.all([...found].map(async ([name, part]) => [name, await part] as const));
    linkPlugins(
        machine.layout.home,
        parts.map(([, part]) => part),
    );
    return Object.fromEntries(parts) as Record<Name, Part>;
}

/** Waits for all; when one fails, ends the others' builds, so that the failure is told soon and nothing runs on behind it. */
async function allOrNone(work: readonly Promise<unknown>[], machine: Machine): Promise<void> {
    try {
        await Promise.all(work);
    } catch (error) {
        machine.endBuilds();
        await Promise.allSettled(work);
        throw error;
    }
}
