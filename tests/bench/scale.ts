// Stacks as large as anybody's: how time and memory grow, beside the same resources by hand.
import { byHand } from "./byHand";
import { BenchStack, type EngineParts, type Operation } from "./engine";
import { pluginPeakDuring } from "./memory";
import { PROGRAMS } from "./previews";
import { CLUSTER, clusters } from "./programs";
import { interleave, ratio } from "./samples";
import { type Section, atMost, megabytes, seconds, spread, times } from "./section";

const CLUSTERS = 100;
const ACCOUNTS = 50;
const USERS = 2000;
const ROUNDS = 1;

interface Watched extends Operation {
    readonly megabytes: number;
}

export async function measureScale(parts: EngineParts): Promise<Section> {
    const chart = parts.chart.path;
    const many = await compare({ ...CLUSTER, chart }, CLUSTERS);
    const users = await compare({ replicas: 3, accounts: accounts(), chart }, 1);
    const row = (what: string, { component, hand }: Runs): string[] => [
        what,
        String(hand[0]!.created - 1),
        spread(of(component, "seconds"), seconds),
        spread(of(hand, "seconds"), seconds),
        times(growth({ component, hand })),
        spread(of(component, "megabytes"), megabytes),
    ];
    return {
        about:
            `${PROGRAMS} Previews of new stacks, with no cluster that can be reached: ${CLUSTERS} Clusters, and one Cluster with ${USERS} users in ` +
            `${ACCOUNTS} accounts. ${ROUNDS} round after one that doesn't count.`,
        table: [
            ["", "resources", "time", "by hand", "ratio", "peak memory of the plugin"],
            row(`${CLUSTERS} Clusters`, many),
            row(`${USERS} users`, users),
        ],
        targets: [
            atMost(`${CLUSTERS} Clusters, against by hand`, growth(many), 1.2, times),
            atMost(`${USERS} users, against by hand`, growth(users), 1.2, times),
        ],
    };
}

interface Runs {
    readonly component: readonly Watched[];
    readonly hand: readonly Operation[];
}

async function compare(properties: object, count: number): Promise<Runs> {
    const component = await BenchStack.create(clusters(count, properties));
    const hand = await BenchStack.create(await byHand(properties, count));
    try {
        return await interleave(ROUNDS, { component: () => watched(component), hand: () => hand.preview() });
    } finally {
        component.remove();
        hand.remove();
    }
}

function growth({ component, hand }: Runs): number {
    return ratio(of(component, "seconds"), of(hand, "seconds"));
}

function of<T>(operations: readonly T[], what: keyof T): number[] {
    return operations.map((operation) => operation[what] as number);
}

async function watched(stack: BenchStack): Promise<Watched> {
    let preview: Operation | undefined;
    const peak = await pluginPeakDuring(async () => {
        preview = await stack.preview();
    });
    return { ...preview!, megabytes: peak };
}

/** No two users of a cluster can have one name, whatever their accounts. */
function accounts(): object {
    // No name is the beginning of another: recorded texts are told apart by them.
    const named = (prefix: string, count: number) =>
        Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(4, "0")}`);
    return Object.fromEntries(
        named("account-", ACCOUNTS).map((account) => [
            account,
            { users: Object.fromEntries(named(`${account}-user-`, USERS / ACCOUNTS).map((user) => [user, {}])) },
        ]),
    );
}
