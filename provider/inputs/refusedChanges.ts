import { REFUSED_CHANGES } from "./contract";

/** An input whose entry says that a change of it may be refused. When and why stands in `review/refusals.ts`. */
export type RefusedPath = keyof typeof REFUSED_CHANGES;

/** Whether a change of this input can be made if somebody accepts what it costs. */
export function isAcceptable(path: RefusedPath): boolean {
    return REFUSED_CHANGES[path] === "acceptable";
}
