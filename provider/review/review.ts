import type { Problem } from "../values/problem";
import type { Facts } from "./facts";
import { type Notice, noticesOf } from "./notices";
import { REFUSALS } from "./refusals";

export interface Review {
    readonly problems: readonly Problem[];
    readonly notices: readonly Notice[];
}

/** Compares what is with what is to be. Of a new cluster, of which there are no facts yet, there is nothing to say. */
export function review(old: Facts, now: Facts): Review {
    const broken = REFUSALS.filter(({ needs, when }) => knows(old, needs) && knows(now, needs) && when(old, now));
    const accepted = broken.filter(({ path }) => now.acceptChanges?.includes(path));
    return {
        problems: broken
            .filter((refusal) => !accepted.includes(refusal))
            .map(({ path, reason }) => ({
                path,
                reason: `${reason(old as Required<Facts>, now as Required<Facts>)}. To do it nevertheless, add ${JSON.stringify(path)} to acceptChanges`,
            })),
        notices: [
            ...accepted.map(({ path, reason }): Notice => ({
                severity: "warning",
                message: `accepted by acceptChanges: ${path} ${reason(old as Required<Facts>, now as Required<Facts>)}`,
            })),
            ...noticesOf(old, now),
        ],
    };
}

function knows(facts: Facts, needs: readonly (keyof Facts)[]): facts is Required<Facts> {
    return needs.every((fact) => facts[fact] !== undefined);
}
