import type { Facts } from "./machine";
import type { Section, Target } from "./section";

/** One subject: what was measured of it, or why nothing was. */
export interface Subject {
    readonly title: string;
    readonly result: Section | { readonly missing: string };
}

/** docs/benchmarks.md. */
export function report(subjects: readonly Subject[], facts: Facts, day: string): string {
    const targets = subjects.flatMap(({ result }) => ("missing" in result ? [] : result.targets));
    const missing = subjects.flatMap(({ title, result }) => ("missing" in result ? [`- ${title}: ${result.missing}`] : []));
    return [
        "# Benchmarks",
        `Written by \`make bench\` on ${day}. Numbers are medians, with the least and the most in brackets; what is compared is measured in turn, round by round, and a ratio is the median of the rounds' own ratios.`,
        markdownTable([["target", "wanted", "measured", ""], ...targets.map(targetRow)]),
        ...(missing.length > 0 ? ["Not measured:", missing.join("\n")] : []),
        ...subjects.flatMap(({ title, result }) => ("missing" in result ? [] : [`## ${title}`, result.about, markdownTable(result.table)])),
        "## Measured on",
        markdownTable([["", ""], ...facts]),
        "",
    ]
        .join("\n\n")
        .trimEnd()
        .concat("\n");
}

export function targetLine({ what, wanted, measured, met }: Target): string {
    return `${met ? "met    " : "NOT MET"}  ${what}: ${measured} (wanted ${wanted})`;
}

function targetRow({ what, wanted, measured, met }: Target): string[] {
    return [what, wanted, measured, met ? "met" : "**not met**"];
}

/** With columns of one width, as Prettier has them. */
function markdownTable(rows: readonly (readonly string[])[]): string {
    const widths = rows[0]!.map((_, column) => Math.max(3, ...rows.map((row) => row[column]!.length)));
    const line = (cells: readonly string[]) => `| ${cells.map((cell, column) => cell.padEnd(widths[column]!)).join(" | ")} |`;
    const [head, ...body] = rows;
    return [line(head!), `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`, ...body.map(line)].join("\n");
}
