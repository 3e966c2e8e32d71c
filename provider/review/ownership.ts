import { type Owner, readOwner } from "../kubernetes/owner";
import type { Problem } from "../values/problem";
import { isRecorded } from "./clusterFacts";
import type { Seen, SeenObject } from "./seen";

/** The component that is about to write. */
export interface Writer {
    readonly path: string;
    /** Undefined at the first preview: nothing that is there can be its own. */
    readonly id: string | undefined;
    readonly name: string;
    readonly namespace: string;
}

/** What would be overwritten of somebody else's. Whatever it is, the way out is another name: one problem is enough. */
export function ownershipProblems(seen: Seen, writer: Writer): Problem[] {
    const reason = othersObject(seen, writer) ?? othersRelease(seen, writer) ?? keptByOther(seen, writer);
    return reason === undefined ? [] : [{ path: "name", reason: `${describe(writer)} ${reason}` }];
}

function describe({ name, namespace }: Writer): string {
    return `would write over what is there: in the namespace ${JSON.stringify(namespace)}, ${JSON.stringify(name)}`;
}

function othersObject({ objects, release, ...seen }: Seen, writer: Writer): string | undefined {
    // Versions before the mark left it out; Helm's record says whose the cluster is.
    const unmarkedAreOurs = release?.owner === writer.path || (isOurs(objects, writer) && !isRecorded(seen));
    for (const object of objects) {
        const owner = readOwner(object.annotations);
        if (owner === undefined ? !unmarkedAreOurs : owner.id !== writer.id) {
            return owner === undefined
                ? `is the name of a ${nameOf(object)} that was not made by this stack. Take another name, or delete that object`
                : `is the cluster of ${ownerOf(owner, writer)}, as the ${nameOf(object)} says. ${wayOut(owner, writer)}`;
        }
    }
    return undefined;
}

function isOurs(objects: readonly SeenObject[], { id }: Writer): boolean {
    return id !== undefined && objects.some(({ annotations }) => readOwner(annotations)?.id === id);
}

/** Of a release whose Secrets are ours, or that an older version of this component has installed, nothing more is asked. */
function othersRelease({ objects, set, release }: Seen, writer: Writer): string | undefined {
    if ((set === undefined && release === undefined) || isOurs(objects, writer) || release?.owner === writer.path) {
        return undefined;
    }
    if (release === undefined) {
        return `is a StatefulSet that was not made by this stack. Take another name`;
    }
    const whose = release.owner === undefined ? "was not installed by Pulumi" : `is of ${release.owner}`;
    return `is a Helm release that ${whose}. Take another name, or uninstall that release`;
}

/** Volumes that were kept of a cluster that is gone come back to the resource that they were made for, in whichever life. */
function keptByOther({ set, release, claims }: Seen, writer: Writer): string | undefined {
    if (set !== undefined || release !== undefined) {
        return undefined;
    }
    for (const claim of claims) {
        const owner = readOwner(claim.annotations);
        if (owner !== undefined && owner.id !== writer.id && owner.path !== writer.path) {
            return (
                `has the volumes that ${ownerOf(owner, writer)} has left behind, with its data. Take another name; or give the data to this ` +
                "cluster: remove the annotation pulumi-nats/owner from the claims"
            );
        }
    }
    return undefined;
}

function nameOf({ kind, name }: SeenObject): string {
    return `${kind} ${JSON.stringify(name)}`;
}

function ownerOf(owner: Owner, writer: Writer): string {
    const resource = resourceOfSameStack(owner, writer);
    if (owner.path === writer.path) {
        return `another stack that is called ${owner.path}, too`;
    }
    return resource === undefined ? owner.path : `the resource ${JSON.stringify(resource)} of this stack`;
}

function wayOut(owner: Owner, writer: Writer): string {
    const resource = resourceOfSameStack(owner, writer);
    return resource === undefined || owner.path === writer.path
        ? "Take another name or namespace"
        : "Take another name or namespace; or, when the resource was renamed, say so, or the cluster is deleted with what it holds: " +
              `aliases: [{ name: ${JSON.stringify(resource)} }]`;
}

function resourceOfSameStack(owner: Owner, writer: Writer): string | undefined {
    const stack = stackOf(writer.path);
    return owner.path.startsWith(stack) ? owner.path.slice(stack.length) : undefined;
}

/** `organization/project/stack/` */
function stackOf(path: string): string {
    return /^(?:[^/]*\/){3}/.exec(path)?.[0] ?? `${path}/`;
}
