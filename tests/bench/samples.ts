/** Measured values of one thing, one for each round. */
export type Samples = readonly number[];

export function median(samples: Samples): number {
    const sorted = [...samples].sort((a, b) => a - b);
    const middle = Math.floor(sorted.length / 2);
    return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** How many times b's value a's is, in the middle of the rounds: what slows the machine down for a while slows both in that round. */
export function ratio(a: Samples, b: Samples): number {
    return median(a.map((value, round) => value / b[round]!));
}

type Measures = Readonly<Record<string, () => Promise<unknown>>>;
export type Measured<M extends Measures> = { readonly [Name in keyof M]: readonly Awaited<ReturnType<M[Name]>>[] };

/**
 * Measures several things in turn, round by round, so that they meet the same machine; in every other round in reverse, so that none
 * always comes first. The first round only warms the machine's caches and doesn't count.
 */
export async function interleave<M extends Measures>(rounds: number, measures: M): Promise<Measured<M>> {
    const names = Object.keys(measures);
    const measured: Record<string, unknown[]> = Object.fromEntries(names.map((name) => [name, []]));
    for (let round = 0; round <= rounds; round++) {
        for (const name of round % 2 === 0 ? names : names.toReversed()) {
            const value = await measures[name]!();
            if (round > 0) {
                measured[name]!.push(value);
            }
        }
    }
    return measured as Measured<M>;
}

/** How long something takes, in seconds. */
export async function timed(body: () => unknown): Promise<number> {
    const start = performance.now();
    await body();
    return (performance.now() - start) / 1000;
}
