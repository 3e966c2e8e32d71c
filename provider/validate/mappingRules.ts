import { type Settled, type SettledMap, isList, isMap } from "../leaf";
import { canMap } from "../nats/mappings";
import { isSubject } from "../nats/subjects";
import { mapAt, rawAccounts } from "../plan/authentication";
import { at } from "../problems";
import type { Spec } from "../spec";
import type { Rule } from "./rules";

/** Why NATS would not start with mappings by subject, or undefined if it would. */
export function mappingProblem(mappings: SettledMap): string | undefined {
    for (const [subject, shares] of Object.entries(mappings)) {
        const problem = isSource(subject) ? sharesProblem(subject, shares) : `must be by subject, got ${JSON.stringify(subject)}`;
        if (problem !== undefined) {
            return problem;
        }
    }
    return undefined;
}

/** Messages that go nowhere else go where they were sent, and NATS reads that as a destination, too. */
function isSource(subject: string): boolean {
    return isSubject(subject) && !subject.split(".").some((token) => /^(\$\d+|\{\{.+\}\})$/.test(token));
}

function sharesProblem(subject: string, shares: Settled): string | undefined {
    const list = isList(shares) ? shares.filter(isMap) : isMap(shares) ? [shares] : [];
    const destinations = typeof shares === "string" ? [shares] : list.map((share) => share["destination"] ?? share["dest"]);
    const misfit = destinations.find((to) => typeof to === "string" && !canMap(subject, to));
    if (misfit !== undefined) {
        return `can't send ${JSON.stringify(subject)} to ${JSON.stringify(misfit)}: a destination is a subject with $1, {{wildcard(1)}} and the like in place of wildcards`;
    }
    const again = destinations.find((to, index) => destinations.indexOf(to) !== index);
    if (again !== undefined) {
        return `must name each destination once, and ${JSON.stringify(subject)} has ${JSON.stringify(again)} twice`;
    }
    const weights = list.map((share) => weightOf(share["weight"]));
    if (weights.some((weight) => !Number.isInteger(weight) || weight < 0 || weight > 100)) {
        return `must have weights from 0 to 100, and ${JSON.stringify(subject)} has others`;
    }
    return weights.reduce((sum, weight) => sum + weight, 0) > 100
        ? 'must have weights of at most 100 together for one subject; a NATS server with more does not start ("total weight needs to be <= 100")'
        : undefined;
}

/** A number, or a percentage in NATS's own words. */
function weightOf(weight: Settled): number {
    return typeof weight === "string"
        ? Number(weight.replace(/%$/, ""))
        : typeof weight === "number"
          ? weight
          : weight === undefined
            ? NaN
            : 0;
}

/** The rules of mappings in `config.merge`, at the top and in its accounts. */
export const rawMappingRules: readonly Rule<Spec>[] = [
    {
        path: "config.merge.mappings",
        fails: ({ config }) => mappingProblem(mapAt(config, "mappings")) !== undefined,
        reason: ({ config }) => mappingProblem(mapAt(config, "mappings")) ?? "",
    },
    {
        path: "config.merge.accounts",
        fails: (spec) => rawAccountProblem(spec) !== undefined,
        reason: (spec) => rawAccountProblem(spec) ?? "",
    },
];

function rawAccountProblem({ config }: Spec): string | undefined {
    const problems = Object.entries(rawAccounts(config)).map(([name, account]) => {
        const problem = mappingProblem(mapAt(account, "mappings"));
        return problem && `${at(name, "mappings")} ${problem}`;
    });
    return problems.find((problem) => problem !== undefined);
}
