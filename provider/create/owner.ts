import * as pulumi from "@pulumi/pulumi";
import { ownerMark } from "../kubernetes/owner";
import type { Plan } from "../plan/plan";
import type { LeafOutputs } from "./leafOutputs";
import { OWNER_TYPE, type OwnOptions } from "./types";

/**
 * Whose the objects are: an id that no other stack has, made once and kept in this one's state, also when the component is renamed with an
 * alias. It comes before everything else.
 */
class OwnerResource extends pulumi.CustomResource {
    /** Every `namespace/name` that this component has had. */
    declare readonly places: pulumi.Output<readonly string[] | undefined>;

    constructor(name: string, place: pulumi.Input<string>, options: OwnOptions) {
        super(OWNER_TYPE, name, { place, places: undefined }, options as pulumi.CustomResourceOptions);
    }
}

export interface OwnerOf {
    readonly resource: pulumi.Resource;
    readonly path: string;
    /** Undefined at the first preview, as all that isn't known. */
    readonly id: () => Promise<string | undefined>;
    readonly places: () => Promise<readonly string[]>;
    /** What is written on every object. */
    readonly mark: pulumi.Output<string>;
}

export function createOwner(leaves: LeafOutputs, { owner, name, namespace, release }: Plan, options: OwnOptions): OwnerOf {
    const place = pulumi.interpolate`${leaves.input(namespace)}/${leaves.input(name)}`;
    const resource = new OwnerResource(owner, place, options);
    const path = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}/${release.resource}`;
    return {
        resource,
        path,
        id: () => known(resource.id),
        places: async () => (await known(resource.places)) ?? [],
        mark: resource.id.apply((id) => ownerMark({ path, id })),
    };
}

/** The value of an Output of a resource, where the engine knows it. The SDK's own runtime reads these members, too. */
async function known<T>(output: pulumi.Output<T>): Promise<T | undefined> {
    const inside = output as unknown as { readonly isKnown: Promise<boolean>; promise(): Promise<T> };
    const value = await inside.promise();
    return (await inside.isKnown) ? value : undefined;
}
