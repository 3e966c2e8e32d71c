// How much slower an update is for having a component in it.
import type { PulumiFn } from "@pulumi/pulumi/automation";
import { clusterIdentity } from "../../sandbox/clusters";
import { SandboxFailure } from "../../sandbox/failure";
import { layout } from "../../sandbox/layout";
import type { Part } from "../../sandbox/parts";
import { readRecord } from "../../sandbox/record";
import { run } from "../../sandbox/run";
import { uniqueNamespace } from "../support/cluster";
import { byHand } from "./byHand";
import { type EngineParts, type Operation, BenchStack } from "./engine";
import { PROGRAMS, requireSame, secondsOf } from "./previews";
import { CLUSTER, clusters } from "./programs";
import { interleave, ratio } from "./samples";
import { type Section, seconds, spread, times } from "./section";

const ROUNDS = 3;

/** No node has this label, so no container starts: it would take the processor from the next measurement. */
const NOWHERE = { podTemplate: { merge: { spec: { nodeSelector: { "pulumi-nats/bench": "nowhere" } } } } };

/** A cluster that is up. None is started for this: `make up` does, and tells what it does. */
export async function findCluster({ kubectl }: EngineParts): Promise<Part> {
    const given = process.env["SANDBOX_KUBECONFIG"];
    const path = given ?? readRecord(layout)?.kubeconfig;
    if (path === undefined || (await clusterIdentity(kubectl.path, path)) === undefined) {
        throw new SandboxFailure("kubernetes", "no cluster is up", "run `make up`, or set SANDBOX_KUBECONFIG, and run this again");
    }
    const origin = given === undefined ? "of `make up`" : "from SANDBOX_KUBECONFIG";
    return { name: "kubernetes", origin, path, standIn: false };
}

export async function measureUpdates(parts: EngineParts, kubernetes: Part): Promise<Section> {
    const runs = await interleave(ROUNDS, {
        component: () => life(parts, kubernetes, (properties) => Promise.resolve(clusters(1, properties))),
        hand: () => life(parts, kubernetes, byHand),
    });
    const component = { up: runs.component.map(({ up }) => up), destroy: runs.component.map(({ destroy }) => destroy) };
    const hand = { up: runs.hand.map(({ up }) => up), destroy: runs.hand.map(({ destroy }) => destroy) };
    requireSame(component.up, hand.up);
    const show = (operations: readonly Operation[]) => spread(secondsOf(operations), seconds);
    const compare = (a: readonly Operation[], b: readonly Operation[]) => times(ratio(secondsOf(a), secondsOf(b)));
    return {
        about:
            `${PROGRAMS} The \`up\` of a new stack with one Cluster, and of one with the same ${hand.up[0]!.created - 1} resources declared by ` +
            `hand; then its \`destroy\`. With what the Automation API asks the CLI for afterwards: outputs and history. With \`skipAwait\`, ` +
            `and with pods that no node takes: the start of pods is the same for both, and would be most of the time. ${ROUNDS} rounds.`,
        table: [
            ["", "up", "destroy"],
            ["one Cluster", show(component.up), show(component.destroy)],
            ["by hand", show(hand.up), show(hand.destroy)],
            ["ratio", compare(component.up, hand.up), compare(component.destroy, hand.destroy)],
        ],
        targets: [],
    };
}

/** A stack comes and goes, in a namespace of its own: one that is there already would have less to do. */
async function life(
    parts: EngineParts,
    kubernetes: Part,
    program: (properties: object) => Promise<PulumiFn>,
): Promise<{ readonly up: Operation; readonly destroy: Operation }> {
    const namespace = uniqueNamespace("bench");
    const properties = { ...CLUSTER, namespace, chart: parts.chart.path, skipAwait: true, values: NOWHERE };
    const stack = await BenchStack.create(await program(properties), kubernetes);
    try {
        const up = await stack.up();
        return { up, destroy: await stack.destroy() };
    } finally {
        const remove = ["delete", "namespace", namespace, "--ignore-not-found", "--wait=false"];
        await run(parts.kubectl.path, ["--kubeconfig", kubernetes.path, ...remove]);
        stack.remove();
    }
}
