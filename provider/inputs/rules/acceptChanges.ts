import { didYouMean } from "../../values/didYouMean";
import { REFUSED_CHANGES } from "../contract";
import type { Spec } from "../spec";
import type { Rule } from "./rule";

const table: ReadonlyMap<string, string> = new Map(Object.entries(REFUSED_CHANGES));
const acceptable = [...table.keys()].filter((path) => table.get(path) === "acceptable");

/** Also here, for a path that nothing is refused by is a slip: the change that it was meant for would be refused later. */
export const acceptChangesRules: readonly Rule<Spec>[] = [
    {
        path: "acceptChanges",
        fails: ({ acceptChanges }) => acceptChanges.some((path) => !table.has(path)),
        reason: ({ acceptChanges }) => {
            const unknown = acceptChanges.filter((path) => !table.has(path));
            return unknown.map((path) => `${JSON.stringify(path)} is nothing that can be accepted${hint(path)}`).join("; ");
        },
    },
    {
        path: "acceptChanges",
        fails: ({ acceptChanges }) => acceptChanges.some((path) => table.get(path) === "impossible"),
        reason: ({ acceptChanges }) => {
            const impossible = acceptChanges.filter((path) => table.get(path) === "impossible");
            return `can't have ${impossible.join(" and ")}: such a change can't be made, whoever accepts it; remove it from the list`;
        },
    },
];

function hint(path: string): string {
    return didYouMean(path, [...table.keys()]) || `; one of ${acceptable.join(", ")}`;
}
