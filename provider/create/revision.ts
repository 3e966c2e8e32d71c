import * as pulumi from "@pulumi/pulumi";
import type { Plan } from "../plan/plan";
import type { Context } from "./context";
import type { Reviewed } from "./reviewed";
import { type OwnOptions, REVISION_TYPE } from "./types";

/**
 * The facts of what has succeeded, in the stack's state: a component never sees its old inputs, but a resource's `check` does. It comes
 * after everything else, so that an update which failed leaves the facts of the one before.
 */
class Revision extends pulumi.CustomResource {
    constructor(name: string, inputs: pulumi.Inputs, options: OwnOptions) {
        super(REVISION_TYPE, name, inputs, options as pulumi.CustomResourceOptions);
    }
}

/** `reviewed` is for `check` alone, which keeps it out of the state. */
export function createRevision(
    { leaves, options }: Context,
    { revision }: Plan,
    reviewed: Reviewed,
    own: Omit<OwnOptions, "parent"> & { readonly dependsOn: pulumi.Resource[] },
): pulumi.Resource {
    const facts = leaves.inputs(revision.facts) as pulumi.Inputs;
    return new Revision(revision.resource, { ...facts, reviewed }, { ...options, ...own });
}
