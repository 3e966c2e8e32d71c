import assert from "node:assert/strict";
import { planInputs } from "../../provider/engine/planInputs";
import { type Normalized, normalize } from "../../provider/inputs/normalize";
import type { ClusterInputs } from "../../provider/inputs/spec";
import type { Plan } from "../../provider/plan/plan";
import { type Settled, type SettledMap, Leaf, mapLeaves } from "../../provider/values/leaf";
import type { Problem } from "../../provider/values/problem";

/** Inputs as they are after settling: plain, with leaves for what is secret or unknown. */
export type Inputs = Readonly<Record<string, unknown>>;

export function secret(value: unknown): Leaf {
    return Leaf.secret(value, value);
}

/** A value that this preview doesn't know; no test resolves it. */
export function unknown(): Leaf {
    return Leaf.unknown(undefined, false);
}

/** The plan of inputs that can work. */
export function planOf(inputs: Inputs, name = "nats", environment: Readonly<Record<string, string>> = {}): Plan {
    const { plan, problems } = planInputs(inputs as SettledMap, name, environment);
    assert.deepEqual(problems, []);
    return plan!;
}

/** What is wrong with inputs, and that nothing is planned then. */
export function problemsOf(inputs: Inputs, name = "nats"): readonly Problem[] {
    const { plan, problems } = planInputs(inputs as SettledMap, name, {});
    assert.equal(plan === undefined, problems.length > 0, "there is a plan, or there are problems");
    return problems;
}

/** The inputs with every default filled in. */
export function normalized(inputs: Inputs, name = "nats", environment: Readonly<Record<string, string>> = {}): Normalized {
    return normalize(inputs as Settled as ClusterInputs, name, environment);
}

/** What a plan gives to Helm, at a path. */
export function valueAt({ release }: Plan, ...path: readonly (string | number)[]): unknown {
    return path.reduce<unknown>((part, key) => (part as Record<string | number, unknown> | undefined)?.[key], release.values);
}

/** A plan, or a part of one, for comparing: leaves by what they come from, as functions can't be compared. */
export function sketch(part: unknown): unknown {
    return mapLeaves(part as Settled, ({ origin, secret: hidden }) => ({
        secret: hidden,
        ...(origin.kind === "tree" ? { of: sketch(origin.tree) } : origin),
    }));
}
