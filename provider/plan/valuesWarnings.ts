import { includesOf } from "../inputs/includes";
import { variableReferences } from "../inputs/rules/variables";
import type { Spec } from "../inputs/spec";
import type { Warning } from "../inputs/rules/warning";

/** What works in the chart's values, but not as many expect. */
export const valuesWarnings: readonly Warning[] = [
    {
        when: (spec) => secretVariables(spec).length > 0,
        message: (spec) =>
            `${secretVariables(spec).join(", ")}: NATS reads what is in a variable as configuration, so only letters, digits and _ behind a letter ` +
            "are safe there (12345 stops the servers, and a;b is a), and a change of it needs a restart; a Pulumi secret in its place takes any " +
            "text, and changes without",
    },
    {
        when: ({ values }) => includesOf(values).length > 0,
        message: ({ values }) =>
            `${includesOf(values).join(", ")}: what the file says is read by the servers alone; a mistake in it stops them, and who it lets in isn't known here`,
    },
];

/** The secrets of nats.conf that are variables of the servers' environment. */
function secretVariables(spec: Spec): string[] {
    const paths = variableReferences(spec).map(({ path }) => path);
    return paths.filter((path) => /\b(password|pass|token|key|prev_key)$/.test(path));
}
