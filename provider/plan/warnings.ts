import { opened } from "../inputs/opened";
import { anonymousWarnings } from "../inputs/rules/anonymous";
import { peerWarnings } from "../inputs/rules/peers";
import { placementWarnings } from "../inputs/rules/placement";
import { versionWarnings } from "../inputs/rules/serverVersions";
import { serviceWarnings } from "../inputs/rules/service";
import type { Spec } from "../inputs/spec";
import { NATS_WARNINGS } from "./natsWarnings";
import { valuesWarnings } from "./valuesWarnings";

/** What works, but not as many expect: of an input it is said next to the rules for it. */
const WARNINGS = [...valuesWarnings, ...anonymousWarnings, ...serviceWarnings, ...peerWarnings, ...placementWarnings, ...NATS_WARNINGS];

/** Decided with all secrets in the clear, and told where they are hidden. */
export function warningsOf(spec: Spec): string[] {
    const open = opened(spec);
    const warnings = WARNINGS.filter(({ when }) => when(open));
    return [...warnings.map(({ message }) => (typeof message === "string" ? message : message(spec))), ...versionWarnings(open)];
}
