import type * as pulumi from "@pulumi/pulumi";
import type { LeafOutputs } from "./leafOutputs";

/** What every resource of one component is made with. */
export interface Context {
    readonly leaves: LeafOutputs;
    readonly namespace: pulumi.Input<string>;
    readonly options: { readonly parent: pulumi.Resource };
}
