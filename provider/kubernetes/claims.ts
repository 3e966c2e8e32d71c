import type { Spec } from "../inputs/spec";
import type { Text } from "../values/text";
import { type resourceNames, objectNames } from "./names";

/** As it stands in the spec of a claim: without one, Kubernetes takes its default class. */
type OfClass = { readonly storageClassName?: Text };

export interface ClaimPlan extends OfClass {
    readonly resource: string;
    readonly name: Text;
    readonly size: Text;
}

/** The volumes of JetStream, one for each server. */
export function claimPlans(spec: Spec, resources: ReturnType<typeof resourceNames>): ClaimPlan[] {
    if (!spec.jetstream.enabled) {
        return [];
    }
    return Array.from({ length: spec.replicas }, (_, ordinal) => ({
        resource: resources.claim(ordinal),
        name: objectNames(spec.name).claim(ordinal),
        size: spec.jetstream.size,
        ...ofClass(spec),
    }));
}

/** The class of every volume, also of those that the chart makes. */
export function ofClass({ storageClass }: Spec): OfClass {
    return storageClass === "" ? {} : { storageClassName: storageClass };
}
