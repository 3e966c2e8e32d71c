import type * as pulumi from "@pulumi/pulumi";
import type { OWNER_ANNOTATION } from "../kubernetes/owner";
import type { LeafOutputs } from "./leafOutputs";

/** What every resource of one component is made with. */
export interface Context {
    readonly leaves: LeafOutputs;
    readonly namespace: pulumi.Input<string>;
    /** The annotation that says whose an object is. */
    readonly owned: Readonly<Record<typeof OWNER_ANNOTATION, pulumi.Input<string>>>;
    readonly options: { readonly parent: pulumi.Resource };
}
