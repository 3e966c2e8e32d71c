// How much slower a preview is for having a component in it, and how that grows with the number of components.
import { byHand } from "./byHand";
import { type EngineParts, type Operation, BenchStack } from "./engine";
import { pluginPeakDuring } from "./memory";
import { CLUSTER, clusters } from "./programs";
import { interleave, median, ratio } from "./samples";
import { type Section, atMost, megabytes, seconds, spread, times } from "./section";
import { byHandInYaml, clusterInYaml } from "./yamlPrograms";

/** Of every report that compares programs. */
export const PROGRAMS = "Programs in TypeScript, run by Pulumi's Automation API; each command starts the CLI and its plugins anew.";

export const WITHOUT_CHECKPOINTS =
    "The engine keeps no checkpoints (`PULUMI_SKIP_CHECKPOINTS`), whose time grows with the square of the resources, whoever declares them.";

const YAML_PROGRAMS = "Programs in YAML; each command starts the CLI, the language host and the plugins anew.";

const ROUNDS = 7;
const MANY = 50;
const MANY_ROUNDS = 3;

export async function measurePreviews(parts: EngineParts): Promise<Section> {
    const properties = { ...CLUSTER, chart: parts.chart.path };
    const programOfHand = await byHand(properties);
    const component = await BenchStack.create(clusters(1, properties));
    return comparePreviews({ component, hand: await BenchStack.create(programOfHand) }, PROGRAMS, { language: "TypeScript", wanted: 1.1 });
}

export async function measureYaml(parts: EngineParts): Promise<Section> {
    const properties = { ...CLUSTER, chart: parts.chart.path };
    const component = await BenchStack.ofYaml(clusterInYaml(properties));
    const hand = await BenchStack.ofYaml(await byHandInYaml(properties));
    return comparePreviews({ component, hand }, YAML_PROGRAMS, { language: "YAML", wanted: 1.3 });
}

interface Compared {
    readonly component: BenchStack;
    readonly hand: BenchStack;
}

async function comparePreviews(
    { component, hand }: Compared,
    programs: string,
    { language, wanted }: { readonly language: string; readonly wanted: number },
): Promise<Section> {
    try {
        const runs = await interleave(ROUNDS, { component: () => component.preview(), hand: () => hand.preview() });
        requireSame(runs.component, runs.hand);
        const [ofComponent, ofHand] = [secondsOf(runs.component), secondsOf(runs.hand)];
        return {
            about:
                `${programs} The preview of a new stack with one Cluster, and of one with the same ${runs.hand[0]!.created - 1} resources ` +
                `declared by hand. No cluster can be reached, so that nothing waits for one. ${ROUNDS} rounds.`,
            table: [
                ["", "time"],
                ["one Cluster", spread(ofComponent, seconds)],
                ["by hand", spread(ofHand, seconds)],
                ["ratio", times(ratio(ofComponent, ofHand))],
            ],
            targets: [atMost(`preview of one Cluster in ${language}, against by hand`, ratio(ofComponent, ofHand), wanted, times)],
        };
    } finally {
        component.remove();
        hand.remove();
    }
}

export async function measureMany(parts: EngineParts): Promise<Section> {
    const properties = { ...CLUSTER, chart: parts.chart.path };
    const one = await BenchStack.large(clusters(1, properties));
    const many = await BenchStack.large(clusters(MANY, properties));
    try {
        const { one: ofOne, many: ofMany } = await interleave(MANY_ROUNDS, {
            one: () => watchedPreview(one),
            many: () => watchedPreview(many),
        });
        // All but the stack itself.
        const [few, all] = [ofOne[0]!.created - 1, ofMany[0]!.created - 1];
        if (all !== few * MANY) {
            throw new Error(`${MANY} Clusters are ${all} resources, and one is ${few}`);
        }
        const growth = ratio(secondsOf(ofMany), secondsOf(ofOne));
        const peaks = ofMany.map(({ megabytes }) => megabytes);
        return {
            about:
                `${PROGRAMS} The preview of a new stack with ${MANY} Clusters (${all} resources) and of one with one, ` +
                `and the most memory that our plugin had resident meanwhile. No cluster can be reached. ${WITHOUT_CHECKPOINTS} ${MANY_ROUNDS} rounds.`,
            table: [
                ["", "time", "peak memory of the plugin"],
                [
                    "one Cluster",
                    spread(secondsOf(ofOne), seconds),
                    spread(
                        ofOne.map(({ megabytes }) => megabytes),
                        megabytes,
                    ),
                ],
                [`${MANY} Clusters`, spread(secondsOf(ofMany), seconds), spread(peaks, megabytes)],
            ],
            targets: [
                atMost(`preview of ${MANY} Clusters, against one`, growth, MANY, times),
                atMost(`the plugin's memory with ${MANY} Clusters`, median(peaks), 160, megabytes),
            ],
        };
    } finally {
        one.remove();
        many.remove();
    }
}

/** Without the component itself, its owner and its review it is three resources less. Anything else would compare different things. */
export function requireSame(component: readonly Operation[], hand: readonly Operation[]): void {
    const [ofComponent, ofHand] = [component[0]!.created, hand[0]!.created];
    if (ofComponent !== ofHand + 3) {
        throw new Error(`the Cluster makes ${ofComponent} resources with itself, and by hand there are ${ofHand}`);
    }
}

export function secondsOf(operations: readonly Operation[]): number[] {
    return operations.map(({ seconds }) => seconds);
}

async function watchedPreview(stack: BenchStack): Promise<Operation & { readonly megabytes: number }> {
    let preview: Operation | undefined;
    const megabytes = await pluginPeakDuring(async () => {
        preview = await stack.preview();
    });
    return { ...preview!, megabytes };
}
