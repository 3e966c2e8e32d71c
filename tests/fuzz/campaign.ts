// Many specs, two at a time, each by a seed of its own; what fails is made as small as it can be.
import fc from "fast-check";
import { inspect } from "node:util";
import { type Outcome, type Tools, check } from "./check";
import { specs } from "./specs";

export interface Failure {
    readonly seed: number;
    readonly spec: string;
    readonly message: string;
}

export interface Result {
    readonly counts: Record<Outcome | "failed", number>;
    /** One for each kind of failure. */
    readonly failures: readonly Failure[];
}

const LANES = 2;

export async function campaign(
    tools: Tools,
    seed: number,
    cases: number,
    onFailure: (failure: Failure) => void = () => undefined,
): Promise<Result> {
    const counts = { refused: 0, booted: 0, failed: 0 };
    const failures: Failure[] = [];
    const kinds = new Set<string>();
    let next = 0;

    async function lane(): Promise<void> {
        while (next < cases) {
            const own = seed + next++;
            const [spec] = fc.sample(specs, { seed: own, numRuns: 1 });
            try {
                counts[await check(tools, spec!)] += 1;
            } catch (error) {
                counts.failed += 1;
                const kind = kindOf(error);
                if (!kinds.has(kind)) {
                    kinds.add(kind);
                    const failure = await minimize(tools, own, kind);
                    failures.push(failure);
                    onFailure(failure);
                }
            }
        }
    }

    await Promise.all(Array.from({ length: LANES }, lane));
    return { counts, failures };
}

/** The smallest spec that fails in the same way. */
async function minimize(tools: Tools, seed: number, kind: string): Promise<Failure> {
    const details = await fc.check(
        fc.asyncProperty(specs, async (spec) => {
            await check(tools, spec).catch((error: unknown) => {
                if (kindOf(error) === kind) {
                    throw error;
                }
            });
        }),
        { seed, numRuns: 1, interruptAfterTimeLimit: 60_000 },
    );
    const error = details.errorInstance;
    return {
        seed,
        spec: inspect(details.counterexample?.[0], { depth: null, breakLength: 140, maxStringLength: 200 }),
        message: error instanceof Error ? error.message : `seen once, and not again: ${kind}`,
    };
}

/** A message without what differs from case to case. */
function kindOf(error: unknown): string {
    const message = error instanceof Error ? `${error.name} ${error.message}` : String(error);
    return message.replaceAll(/"(\\.|[^"\\])*"|'[^']*'|\[\d+\]|\b[0-9a-f]{16,}\b|\d+/g, "_").slice(0, 400);
}
