import type { V1PersistentVolumeClaim } from "@kubernetes/client-node" with { "resolution-mode": "import" };
import { setTimeout as after } from "node:timers/promises";
import { type ClusterAccess, apisOf } from "../lookout/clusterAccess";
import type { Seen, SeenClaim } from "../review/seen";

const SECONDS = 20;

export interface WantedClaims {
    readonly namespace: string;
    readonly replicas: number;
    readonly size: string;
    /** Undefined: Kubernetes takes its default class. */
    readonly storageClassName: string | undefined;
}

/**
 * Makes claims anew that never had a volume, each as it was seen, and before them deletes the StatefulSet that would make them again as they
 * were: Helm makes that anew. Patches find a claim then, and not nothing, which they can't update.
 */
export async function renewClaims(
    access: ClusterAccess,
    { set }: Pick<Seen, "set">,
    claims: readonly SeenClaim[],
    wanted: WantedClaims,
): Promise<void> {
    const { core, apps } = await apisOf(access);
    const { namespace } = wanted;
    if (set !== undefined) {
        await apps.deleteNamespacedStatefulSet({ namespace, name: set.name, propagationPolicy: "Background" });
    }
    for (const { name, resourceVersion } of claims) {
        const body: object = { preconditions: { resourceVersion } };
        await core.deleteNamespacedPersistentVolumeClaim({ namespace, name, body });
    }
    await gone(async () => (await core.listNamespacedPersistentVolumeClaim({ namespace })).items, claims);
    for (const claim of claims.filter(({ ordinal }) => ordinal < wanted.replicas)) {
        const body: object = claimOf(claim, wanted);
        await core.createNamespacedPersistentVolumeClaim({ namespace, body });
    }
}

function claimOf({ name, annotations }: SeenClaim, { size, storageClassName }: WantedClaims): object {
    return {
        metadata: { name, annotations },
        spec: {
            accessModes: ["ReadWriteOnce"],
            resources: { requests: { storage: size } },
            ...(storageClassName !== undefined && { storageClassName }),
        },
    };
}

/** A claim that a pod waits for goes when the pod has gone. */
async function gone(list: () => Promise<readonly V1PersistentVolumeClaim[]>, claims: readonly SeenClaim[]): Promise<void> {
    const names = new Set(claims.map(({ name }) => name));
    for (let second = 0; second < SECONDS && (await list()).some(({ metadata }) => names.has(metadata?.name ?? "")); second++) {
        await after(1000);
    }
}
