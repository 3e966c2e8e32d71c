import type { Spec } from "../spec";

/** What works, but not as many expect. `when` may look at secrets in the clear; `message` gets the spec in which they are hidden. */
export interface Warning {
    readonly when: (spec: Spec) => boolean;
    readonly message: string | ((spec: Spec) => string);
}
