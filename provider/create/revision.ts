import * as pulumi from "@pulumi/pulumi";
import type { Plan } from "../plan/plan";
import type { Context } from "./context";

export const REVISION_TYPE = "nats:index:Revision";

/**
 * The facts of this revision, in the stack's state: a component never sees its old inputs, but a resource's `check` does. It comes
 * before everything else, so that a change which is refused has changed nothing.
 */
class Revision extends pulumi.CustomResource {
    constructor(name: string, facts: pulumi.Inputs, options: pulumi.CustomResourceOptions) {
        // Without a version, so that the engine takes the plugin that runs already, whichever version that is installed under.
        super(REVISION_TYPE, name, facts, options);
    }
}

export function createRevision({ leaves, options }: Context, { revision }: Plan): pulumi.Resource {
    return new Revision(revision.resource, leaves.inputs(revision.facts) as pulumi.Inputs, options);
}
