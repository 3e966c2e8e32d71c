import assert from "node:assert/strict";
import { type Inputs, problemsOf } from "./planning";

/** Inputs that can't work: where the one problem is and what its reason has to say; and inputs nearly the same that can. */
export interface Refusal {
    readonly inputs: Inputs;
    readonly path: string;
    readonly says: readonly string[];
    readonly near: Inputs | readonly Inputs[];
}

/** A test for each: the inputs are refused at the path and nowhere else, and what is near them is not refused. */
export function itRefuses(refusals: Readonly<Record<string, Refusal>>): void {
    for (const [what, { inputs, path, says, near }] of Object.entries(refusals)) {
        it(`refuses ${what}`, () => {
            const problems = problemsOf(inputs);
            assert.deepEqual(
                problems.map((problem) => problem.path),
                [path],
            );
            for (const words of says) {
                assert.ok(problems[0]!.reason.includes(words), problems[0]!.reason);
            }
            for (const inputs of Array.isArray(near) ? (near as Inputs[]) : [near as Inputs]) {
                assert.deepEqual(problemsOf(inputs), []);
            }
        });
    }
}

/** `config.merge`, of servers with a user. */
export const merge = (config: unknown, inputs: Inputs = {}): Inputs => ({ users: { app: {} }, ...inputs, config: { merge: config } });

/** One setting with a value that can't work and one that can. */
export function setting(path: string, wrong: unknown, right: unknown, ...says: string[]): Refusal {
    const nested = (value: unknown) =>
        path
            .split(".")
            .reverse()
            .reduce<unknown>((inner, key) => ({ [key]: inner }), value);
    return { inputs: merge(nested(wrong)), path: `config.merge.${path}`, says, near: merge(nested(right)) };
}
