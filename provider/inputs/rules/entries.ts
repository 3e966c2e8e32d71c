import { type Settled, type SettledMap, valueAt } from "../../values/leaf";
import { parseQuantity } from "../../values/quantity";
import type { Text } from "../../values/text";
import { NUMBERS, QUANTITIES } from "../contract";
import type { Spec } from "../spec";
import * as is from "./predicates";
import type { Rule } from "./rule";

interface Range {
    readonly minimum: number;
    readonly maximum: number;
    readonly unit?: string;
}

/** What stands at the path of an input of one value: a spec has them where the inputs have them. */
function scalar(spec: Spec, path: string): Settled {
    return valueAt(spec as unknown as SettledMap, ...path.split("."));
}

/** Numbers within the ranges of their entries in schema/. */
const numberRules = Object.entries<Range>(NUMBERS).map(([path, { minimum, maximum, unit }]): Rule<Spec> => ({
    path,
    fails: (spec) => {
        const value = scalar(spec, path);
        return typeof value === "number" && !(value >= minimum && value <= maximum);
    },
    reason: (spec) => `must be from ${minimum} to ${maximum}${unit === undefined ? "" : ` ${unit}`}, got ${scalar(spec, path) as number}`,
}));

/** Quantities within the ranges of their entries. What is reserved is the limit where nothing else is said: its problem is told once. */
const quantityRules = Object.entries(QUANTITIES).flatMap(([path, { minimum, example }]): Rule<Spec>[] => {
    const limit = path.replace("requests.", "");
    const quantity = (spec: Spec) => scalar(spec, path) as Text;
    const rule = (test: (value: string) => boolean, must: string): Rule<Spec> => ({
        path,
        fails: (spec) => is.fails(quantity(spec), test) && (limit === path || quantity(spec) !== scalar(spec, limit)),
        reason: (spec) => `must be ${must}, got ${is.shown(quantity(spec))}`,
    });
    return [
        rule(is.isQuantity, `a Kubernetes quantity, such as ${minimum} or ${example}`),
        rule(is.isAtLeast(parseQuantity(minimum)!), `at least ${minimum}`),
        rule(is.isCountable, "less than 8Ei"),
    ];
});

/** The rules that stand in the entries of the inputs: nothing else has to be written for them. */
export const entryRules = [...numberRules, ...quantityRules];
