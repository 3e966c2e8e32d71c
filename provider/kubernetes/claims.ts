import type { Spec } from "../inputs/spec";
import type { Text } from "../values/text";
import { type resourceNames, objectNames } from "./names";

export interface ClaimPlan {
    readonly resource: string;
    readonly name: Text;
    readonly size: Text;
    readonly storageClass: Text;
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
        storageClass: spec.storageClass,
    }));
}
