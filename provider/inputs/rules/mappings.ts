import { canMap } from "../../nats/mappings";
import { isSubject } from "../../nats/subjects";
import { canTransform, numbered } from "../../nats/transforms";
import { type Settled, type SettledMap, Leaf, isList, isMap, mapAt } from "../../values/leaf";
import type { Spec } from "../spec";
import type { Rule } from "./rule";

/** Why NATS would not start with mappings by subject, or undefined if it would. */
export function mappingProblem(mappings: SettledMap): string | undefined {
    for (const [subject, shares] of Object.entries(mappings)) {
        const problem = isSubject(subject) ? sharesProblem(subject, shares) : `must be by subject, got ${JSON.stringify(subject)}`;
        if (problem !== undefined) {
            return problem;
        }
    }
    return undefined;
}

function sharesProblem(subject: string, shares: Settled): string | undefined {
    const all: SettledMap[] =
        typeof shares === "string"
            ? [{ destination: shares, weight: 100 }]
            : isList(shares)
              ? shares.filter(isMap)
              : isMap(shares)
                ? [shares]
                : [];
    const destinations = all.map(({ destination }) => destination);
    if (destinations.includes(undefined)) {
        return `must name a destination each, and ${JSON.stringify(subject)} has a share without one: a NATS server stops at the first message`;
    }
    const misfit = destinations.find((to) => typeof to === "string" && !canMap(subject, to));
    if (misfit !== undefined) {
        return `can't send ${JSON.stringify(subject)} to ${JSON.stringify(misfit)}: a destination is a subject with $1, {{wildcard(1)}} and the like in place of wildcards`;
    }
    const again = destinations.find((to, index) => destinations.indexOf(to) !== index);
    if (again !== undefined) {
        return `must name each destination once, and ${JSON.stringify(subject)} has ${JSON.stringify(again)} twice`;
    }
    if (all.some(({ weight }) => !isWeight(weight))) {
        return `must have weights from 0 to 100, and ${JSON.stringify(subject)} has others`;
    }
    return [...new Set([undefined, ...all.map(({ cluster }) => cluster || undefined)])]
        .map((cluster) =>
            restProblem(
                subject,
                all.filter((share) => (share["cluster"] || undefined) === cluster),
            ),
        )
        .find((problem) => problem !== undefined);
}

/** What of one cluster's messages goes nowhere else goes where it was sent, and NATS reads that as a destination, too. */
function restProblem(subject: string, shares: readonly SettledMap[]): string | undefined {
    const sum = shares.reduce((total, { weight }) => total + weightOf(weight), 0);
    if (sum > 100) {
        return 'must have weights of at most 100 together for one subject; a NATS server with more does not start ("total weight needs to be <= 100")';
    }
    const stays = sum < 100 && !shares.some(({ destination }) => destination === subject);
    return stays && !canTransform(subject, numbered(subject))
        ? `must say where all messages to ${JSON.stringify(subject)} go: NATS takes the subject itself for a destination with functions`
        : undefined;
}

/** A number, or a percentage in NATS's own words; what isn't known yet may be one. */
function isWeight(weight: Settled): boolean {
    return weight instanceof Leaf || /^(\d|[1-9]\d|100)%?$/.test(asText(weight));
}

function weightOf(weight: Settled): number {
    return weight instanceof Leaf ? 0 : Number(asText(weight).replace(/%$/, ""));
}

function asText(weight: Settled): string {
    return typeof weight === "string" || typeof weight === "number" ? String(weight) : "";
}

/** The rules of mappings in `config.merge`, at the top and in its accounts. */
export const rawMappingRules: readonly Rule<Spec>[] = [
    {
        path: "config.merge.mappings",
        fails: ({ config }) => mappingProblem(mapAt(config, "mappings")) !== undefined,
        reason: ({ config }) => mappingProblem(mapAt(config, "mappings")) ?? "",
    },
];
