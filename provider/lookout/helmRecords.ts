import type { V1Secret } from "@kubernetes/client-node" with { "resolution-mode": "import" };
import { gunzipSync } from "node:zlib";
import { type ClusterAccess, coreApi } from "./clusterAccess";

/** The values that say which component of which stack has installed a release. Helm gives `global` to all charts. */
export function ownedBy(owner: string) {
    return { global: { pulumi: owner } };
}

export interface Installation {
    readonly namespace: string;
    readonly name: string;
    readonly owner: string;
}

/**
 * Forgets a release that `owner` has installed, which leaves what was installed where it is: the next installation under the name takes
 * it over. A release that isn't the owner's in every revision stays, and Helm refuses the name.
 */
export async function forgetRelease(access: ClusterAccess, { namespace, name, owner }: Installation): Promise<boolean> {
    const api = await coreApi(access);
    const records = { namespace, labelSelector: `owner=helm,name=${name}` };
    const { items } = await api.listNamespacedSecret(records);
    const own = items.length > 0 && items.every((record) => ownerOf(record) === owner);
    if (own) {
        await api.deleteCollectionNamespacedSecret(records);
    }
    return own;
}

/** https://github.com/helm/helm/blob/v3.20.2/pkg/storage/driver/util.go */
function ownerOf({ data }: V1Secret): unknown {
    const record = Buffer.from(Buffer.from(data?.["release"] ?? "", "base64").toString(), "base64");
    const { config } = JSON.parse(gunzipSync(record).toString()) as { readonly config?: Partial<ReturnType<typeof ownedBy>> };
    return config?.global?.pulumi;
}
