import type { V1DeleteOptions, V1Secret } from "@kubernetes/client-node" with { "resolution-mode": "import" };
import { gunzipSync } from "node:zlib";
import { type Owner, readOwner } from "../kubernetes/owner";
import { type ClusterAccess, coreApi } from "./clusterAccess";

/** The values that say which component of which stack has installed a release. Helm gives `global` to all charts. */
export function ownedBy(owner: string) {
    return { global: { pulumi: owner } };
}

export interface Installation {
    readonly namespace: string;
    readonly name: string;
    readonly owner: Owner;
    /** The Secret that is made before the release, and says whose it is. */
    readonly marked: string;
}

/**
 * Forgets a release that `owner` has installed, which leaves what was installed where it is: the next installation under the name takes
 * it over. A release that isn't the owner's in every revision stays, and Helm refuses the name. Each record goes as it was read: one that
 * somebody has written meanwhile is not deleted.
 */
export async function forgetRelease(access: ClusterAccess, { namespace, name, owner, marked }: Installation): Promise<boolean> {
    const api = await coreApi(access);
    const { items } = await api.listNamespacedSecret({ namespace, labelSelector: `owner=helm,name=${name}` });
    if (items.length === 0 || items.some((record) => ownerOf(record) !== owner.path)) {
        return false;
    }
    // Stacks of two backends may have the same path.
    const mark = readOwner((await api.readNamespacedSecret({ namespace, name: marked })).metadata?.annotations ?? {});
    if (mark !== undefined && mark.id !== owner.id) {
        return false;
    }
    for (const { metadata } of items) {
        const body = { preconditions: { resourceVersion: metadata?.resourceVersion } };
        await api.deleteNamespacedSecret({ namespace, name: metadata?.name ?? "", body: body as unknown as V1DeleteOptions });
    }
    return true;
}

export function ownerOf(secret: V1Secret): unknown {
    return recordIn(secret).config?.global?.pulumi;
}

/** The objects of a revision, as YAML. */
export function manifestOf(secret: V1Secret): string {
    return recordIn(secret).manifest ?? "";
}

interface HelmRecord {
    readonly config?: Partial<ReturnType<typeof ownedBy>>;
    readonly manifest?: string;
}

/** https://github.com/helm/helm/blob/v3.20.2/pkg/storage/driver/util.go */
function recordIn({ data }: V1Secret): HelmRecord {
    const record = Buffer.from(Buffer.from(data?.["release"] ?? "", "base64").toString(), "base64");
    return JSON.parse(gunzipSync(record).toString()) as HelmRecord;
}
