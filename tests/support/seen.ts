import type { Seen, SeenClaim, SeenObject, SeenSet } from "../../provider/review/seen";

/** The path of the component that tests construct, and the id that the mocks give its owner. */
export const PATH = "organization/project/stack/nats";
export const OURS = `${PATH} nats-owner`;

export const NOTHING: Seen = { objects: [], set: undefined, claims: [], release: undefined };

export function object(owner: string | undefined, name = "nats-auth", kind = "Secret"): SeenObject {
    return { kind, name, annotations: owner === undefined ? {} : { "pulumi-nats/owner": owner } };
}

export function set(facts?: object, changes: Partial<SeenSet> = {}): SeenSet {
    return { kind: "StatefulSet", name: "nats", annotations: annotation(facts), replicas: 3, readyReplicas: 3, ...changes };
}

/** One that has a volume, unless the changes say otherwise. */
export function claim(ordinal: number, facts?: object, changes: Partial<SeenClaim> = {}): SeenClaim {
    return {
        kind: "PersistentVolumeClaim",
        name: `nats-js-nats-${ordinal}`,
        annotations: annotation(facts),
        ordinal,
        bytes: 2 ** 30,
        requested: 2 ** 30,
        storageClassName: undefined,
        resourceVersion: "1",
        ...changes,
    };
}

function annotation(facts: object | undefined): Record<string, string> {
    return facts === undefined ? {} : { "pulumi-nats/facts": JSON.stringify(facts) };
}
