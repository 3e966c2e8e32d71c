import { isAcceptable } from "../inputs/refusedChanges";
import type { Problem } from "../values/problem";
import type { Facts } from "./facts";
import { comparable } from "./format";
import type { Notice } from "./notice";
import { noticesOf } from "./notices";
import type { Refusal } from "./refusal";
import { REFUSALS } from "./refusals";

export interface Review {
    readonly problems: readonly (Problem & Pick<Refusal, "code">)[];
    readonly notices: readonly Notice[];
}

/** Compares what is with what is to be. Of a new cluster, of which there are no facts yet, there is nothing to say. */
export function review(before: Facts, after: Facts): Review {
    const { old, now } = comparable(before, after);
    const broken = REFUSALS.filter(({ needs, when }) => knows(old, needs) && knows(now, needs) && when(old, now));
    const accepted = broken.filter(({ path }) => isAcceptable(path) && now.acceptChanges?.includes(path));
    const said = ({ reason }: Refusal) => reason(old as Required<Facts>, now as Required<Facts>);
    return {
        problems: broken
            .filter((refusal) => !accepted.includes(refusal))
            .map((refusal) => ({ code: refusal.code, path: refusal.path, reason: `${said(refusal)}${wayThrough(refusal)}` })),
        notices: [
            ...accepted.map((refusal): Notice => ({
                code: `accepted-${refusal.code}`,
                severity: "warning",
                message: `accepted by acceptChanges: ${refusal.path} ${said(refusal)}`,
            })),
            ...noticesOf(old, now, broken.length > 0),
        ],
    };
}

function wayThrough({ path }: Refusal): string {
    return isAcceptable(path) ? `. To do it nevertheless, add ${JSON.stringify(path)} to acceptChanges` : "";
}

function knows(facts: Facts, needs: readonly (keyof Facts)[]): facts is Required<Facts> {
    return needs.every((fact) => facts[fact] !== undefined);
}
