import type { RefusedPath } from "../inputs/refusedChanges";
import type { Facts } from "./facts";

/** A change that can't work, or would lose what is stored: what it compares, when it is refused, and the way out. */
export interface Refusal {
    /** A stable name, for programs that read reviews. */
    readonly code: string;
    /** The input, by which the change is also accepted where it can be. */
    readonly path: RefusedPath;
    readonly when: (old: Required<Facts>, now: Required<Facts>) => boolean;
    /** The facts that have to be known, before and now. */
    readonly needs: readonly (keyof Facts)[];
    readonly reason: (old: Required<Facts>, now: Required<Facts>) => string;
}

/** Whether there were streams before that are still meant to be there. */
export function stores(old: Facts, now: Facts): boolean {
    return old.jetstream === true && now.jetstream === true;
}

/** Whether the StatefulSet is made anew: Kubernetes lets nobody change which volumes it has. See `create/release.ts`. */
export function madeAnew(old: Facts, now: Facts): boolean {
    return (["jetstream", "resolverVolumes", "resolverClaims"] as const).some((fact) => differs(old[fact], now[fact]));
}

function differs(before: unknown, after: unknown): boolean {
    return before !== undefined && after !== undefined && before !== after;
}

export function fromTo(before: unknown, after: unknown): string {
    return `from ${JSON.stringify(before)} to ${JSON.stringify(after)}`;
}

/** The way out where what is stored can't come along. */
export const ANOTHER_CLUSTER = "keep it, or make another cluster beside this one and copy the streams";

const UNITS = [
    [2 ** 30, "Gi"],
    [2 ** 20, "Mi"],
    [1, " bytes"],
] as const;

/** A size as people write it: `2Gi`, `1536Mi`. */
export function size(bytes: number): string {
    const [unit, name] = UNITS.find(([each]) => bytes % each === 0) ?? [1, " bytes"];
    return `${bytes / unit}${name}`;
}
