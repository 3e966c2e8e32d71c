import { parseQuantity } from "../../values/quantity";
import type { Text } from "../../values/text";
import { NAMES, NUMBERS, QUANTITIES } from "../contract";
import { type Spec, inputAt } from "../spec";
import * as is from "./predicates";
import type { Rule } from "./rule";

interface Range {
    readonly minimum: number;
    readonly maximum: number;
    readonly unit?: string;
}

/** Numbers within the ranges of their entries in schema/. */
const numberRules = Object.entries<Range>(NUMBERS).map(([path, { minimum, maximum, unit }]): Rule<Spec> => ({
    path,
    fails: (spec) => {
        const value = inputAt(spec, path);
        return typeof value === "number" && !(value >= minimum && value <= maximum);
    },
    reason: (spec) => `must be from ${minimum} to ${maximum}${unit === undefined ? "" : ` ${unit}`}, got ${inputAt(spec, path) as number}`,
}));

/** Quantities within the ranges of their entries. What is reserved is the limit where nothing else is said: its problem is told once. */
const quantityRules = Object.entries(QUANTITIES).flatMap(([path, { minimum, example }]): Rule<Spec>[] => {
    const limit = path.replace("requests.", "");
    const quantity = (spec: Spec) => inputAt(spec, path) as Text;
    const rule = (test: (value: string) => boolean, must: string): Rule<Spec> => ({
        path,
        fails: (spec) => is.fails(quantity(spec), test) && (limit === path || quantity(spec) !== inputAt(spec, limit)),
        reason: (spec) => `must be ${must}, got ${is.shown(quantity(spec))}`,
    });
    return [
        rule(is.isQuantity, `a Kubernetes quantity, such as ${minimum} or ${example}`),
        rule(is.isAtLeast(parseQuantity(minimum)!), `at least ${minimum}`),
        rule(is.isCountable, "less than 8Ei"),
    ];
});

/** Names of objects that Kubernetes would look for. An empty one names none. */
const namingRules = Object.entries<string>(NAMES).map(([path, kind]): Rule<Spec> => {
    const named = (spec: Spec) => (inputAt(spec, path) ?? "") as Text;
    return {
        path,
        fails: (spec) => named(spec) !== "" && is.fails(named(spec), is.isDnsSubdomain),
        reason: (spec) => `must be the name of a ${kind}, got ${is.shown(named(spec))}`,
    };
});

/** The rules that stand in the entries of the inputs: nothing else has to be written for them. */
export const entryRules = [...numberRules, ...quantityRules, ...namingRules];
