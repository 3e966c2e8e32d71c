import type * as pulumi from "@pulumi/pulumi";
import type { Resolver } from "./leafOutputs";

/** What every resource of one component is made with. */
export interface Context {
    readonly resolver: Resolver;
    readonly namespace: pulumi.Input<string>;
    readonly options: { readonly parent: pulumi.Resource };
}
