/** The annotation of each object of ours that says which component of which stack has made it. */
export const OWNER_ANNOTATION = "pulumi-nats/owner";

export interface Owner {
    /** Organization, project, stack and resource: for people. Stacks of two backends may have all of them in common. */
    readonly path: string;
    /** Made at random for each component, and kept in its stack's state: no other stack has it. */
    readonly id: string;
}

/** `organization/project/stack/nats 5f0c2a9b…` */
export function ownerMark({ path, id }: Owner): string {
    return `${path} ${id}`;
}

/** Names of resources may have spaces in them, ids have none. */
export function readOwner(annotations: Readonly<Record<string, string>>): Owner | undefined {
    const mark = annotations[OWNER_ANNOTATION];
    if (mark === undefined) {
        return undefined;
    }
    const space = mark.lastIndexOf(" ");
    return { path: mark.slice(0, Math.max(space, 0)), id: mark.slice(space + 1) };
}
