// The tables of inputs and of changes in README.md, between their markers.
import { format, resolveConfig } from "prettier";
import type { Change } from "./entry";
import { type Contract, type Placed, ROOT, allInputs } from "./read";
import { outcome, shownDefault } from "./sentences";

export async function renderReadme(contract: Contract, readme: string): Promise<string> {
    const inputs = allInputs(contract).filter(({ path }) => !/[*[]/.test(path));
    const text = between(between(readme, "inputs", inputTable(inputs)), "changes", changeTable(inputs));
    return format(text, { ...(await resolveConfig(`${ROOT}/README.md`)), parser: "markdown" });
}

/** What stands between two markers, anew. */
function between(text: string, name: string, content: string): string {
    const [start, end] = [`<!-- ${name}: made from schema/ by make sdk -->`, `<!-- end of ${name} -->`];
    const [before, rest] = text.split(start);
    const after = rest?.split(end)[1];
    if (before === undefined || after === undefined) {
        throw new Error(`README.md has to have the lines "${start}" and "${end}"`);
    }
    return `${before}${start}\n\n${content}\n\n${end}${after}`;
}

function inputTable(inputs: readonly Placed[]): string {
    const rows = inputs
        .filter(({ section }) => !section)
        .map(({ path, property, entry }) => {
            const fallback = entry.default === undefined ? firstClause(entry.defaultNote ?? "") : shownDefault(entry.default);
            return row(`\`${path}\``, fallback, firstSentence(property.description ?? ""));
        });
    return [row("input", "default", "what it says"), row("---", "---", "---"), ...rows].join("\n");
}

/** Inputs for which the same happens are one row, and those without a restart come first. */
function changeTable(inputs: readonly Placed[]): string {
    const order: readonly Change["does"][] = ["nothing", "reload", "grows", "restart", "replaced", "refused"];
    const changes = inputs
        .filter(({ section }) => !section)
        .flatMap(({ path, entry }) =>
            (entry.change ?? []).map((change) => ({ change, path: named(path, change), happens: outcome(change) })),
        )
        .sort((a, b) => order.indexOf(a.change.does) - order.indexOf(b.change.does));
    const outcomes = [...new Set(changes.map(({ happens }) => happens))];
    const rows = outcomes.map((happens) => {
        const paths = changes.filter((change) => change.happens === happens).map(({ path }) => path);
        return row(paths.join(", "), happens);
    });
    return [row("change", "what happens"), row("---", "---"), ...rows].join("\n");
}

function named(path: string, { when, paths }: Change): string {
    const places = paths?.map((part) => `\`${path}.${part}\``).join(", ") ?? `\`${path}\``;
    return when === undefined || paths !== undefined ? places : `${places} ${when}`;
}

function firstSentence(description: string): string {
    return description
        .trim()
        .replaceAll("\n", " ")
        .replace(/^(.*?)[.:](\s.*)?$/, "$1")
        .replace(/^[A-Z](?=[a-z ])/, (letter) => letter.toLowerCase());
}

function firstClause(text: string): string {
    return text.replace(/[,:;].*$/, "");
}

function row(...cells: readonly string[]): string {
    return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
