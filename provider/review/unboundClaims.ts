import { readOwner } from "../kubernetes/owner";
import type { Facts } from "./facts";
import type { Seen, SeenClaim } from "./seen";

/**
 * The claims that have to be made anew for what is wanted: nobody can change a claim that has no volume yet, and an update that named a
 * StorageClass which isn't there leaves such claims behind. None where a server runs, or where any of them has a volume.
 */
export function claimsToRenew({ set, claims }: Pick<Seen, "set" | "claims">, now: Facts, id: string | undefined): readonly SeenClaim[] {
    const { replicas, volumeBytes, storageClass } = now;
    if (replicas === undefined || volumeBytes === undefined || storageClass === undefined || (set !== undefined && set.readyReplicas > 0)) {
        return [];
    }
    if (id === undefined || claims.some((claim) => claim.bytes !== undefined || readOwner(claim.annotations)?.id !== id)) {
        return [];
    }
    const differs = (claim: SeenClaim): boolean => claim.requested !== volumeBytes || (claim.storageClassName ?? "") !== storageClass;
    const changed = claims.filter(({ ordinal }) => ordinal < replicas).some(differs);
    return changed ? claims : [];
}
