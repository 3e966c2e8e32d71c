import type { Facts } from "../facts";
import { type Refusal, ANOTHER_CLUSTER, fromTo, madeAnew, size, stores } from "../refusal";
import { UNCHANGEABLE } from "../unchangeable";

/**
 * With `retainData: false` a StatefulSet that is deleted takes its volumes along, and to be made anew it is deleted. What counts is how
 * the running one was made. https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#persistentvolumeclaim-retention
 */
function deletesVolumes(old: Facts, now: Facts): boolean {
    return old.retainData === false && madeAnew(old, now) && (old.jetstream === true || old.resolverVolumes === true);
}

export const KEEP_FIRST = "set jetstream.retainData: true in an update of its own first, which restarts nothing, to keep them";

/** How much JetStream may keep, and may not be made to keep less while it runs. */
const store = (fact: "fileStoreBytes" | "memoryStoreBytes", setting: "max_file_store" | "max_memory_store"): Refusal => ({
    code: fact === "fileStoreBytes" ? "file-store-lowered" : "memory-store-lowered",
    path: `config.merge.jetstream.${setting}`,
    needs: ["jetstream", fact, "volumeBytes"],
    // A smaller volume has its own reason.
    when: (old, now) => stores(old, now) && cantReload(old[fact], now[fact]) && now.volumeBytes >= old.volumeBytes,
    reason: (old, now) =>
        `would change from ${amount(old[fact])} to ${amount(now[fact])}, and a running server's limit can only grow: it would refuse this and ` +
        'every later change of configuration ("config reload not supported"); keep it, or accept the change and restart the servers: ' +
        "`kubectl rollout restart statefulset`",
});

/** https://github.com/nats-io/nats-server/blob/v2.14.2/server/reload.go (`jetstreammaxmemory`) */
function cantReload(before: number, after: number): boolean {
    return before !== after && (before < 0 || after < before);
}

function amount(bytes: number): string {
    return bytes < 0 ? "as much as each server finds" : size(bytes);
}

/** Raw values by which the StatefulSet would have to be made anew, which Helm doesn't: it ends with "Forbidden: updates to statefulset spec". */
const madeAnewByHand: readonly Refusal[] = UNCHANGEABLE.map((path) => ({
    code: `statefulset-${path.split(".").at(-1)}`.toLowerCase(),
    path,
    needs: ["unchangeable", "name", "retainData"],
    when: (old, now) => {
        const [before, after] = [old.unchangeable[path], now.unchangeable[path]];
        return before !== undefined && after !== undefined && before !== after;
    },
    reason: (old, now) =>
        "would change what Kubernetes lets nobody change of a StatefulSet; keep it, or stop all servers for a moment: " +
        `\`kubectl delete statefulset ${now.name}\`, and \`pulumi up\` makes it anew` +
        (old.retainData ? ", with its volumes" : `; its volumes would be deleted, because jetstream.retainData is off: ${KEEP_FIRST}`),
}));

export const volumes: readonly Refusal[] = [
    {
        code: "volume-shrink",
        path: "jetstream.size",
        needs: ["jetstream", "volumeBytes"],
        when: (old, now) => stores(old, now) && now.volumeBytes < old.volumeBytes,
        reason: (old, now) =>
            `would shrink the volumes from ${size(old.volumeBytes)} to ${size(now.volumeBytes)}, which Kubernetes can't; ` +
            `keep at least ${size(old.volumeBytes)}, or make another cluster beside this one and copy the streams`,
    },
    {
        code: "storage-class",
        path: "storageClass",
        needs: ["jetstream", "resolverVolumes", "storageClass"],
        when: (old, now) => (stores(old, now) || (old.resolverVolumes && now.resolverVolumes)) && old.storageClass !== now.storageClass,
        reason: (old, now) =>
            `would change ${fromTo(old.storageClass, now.storageClass)}, and volumes can't change theirs; ` + ANOTHER_CLUSTER,
    },
    {
        code: "jetstream-off",
        path: "jetstream.enabled",
        needs: ["jetstream", "retainData"],
        when: (old, now) => old.jetstream && !now.jetstream,
        reason: (old) =>
            "would turn JetStream off: clients lose their streams, key-value buckets and object stores; " +
            (old.retainData
                ? "the volumes are kept, and give them back when it is turned on again"
                : `the volumes are deleted with all messages, because jetstream.retainData is off; ${KEEP_FIRST}`),
    },
    {
        code: "resolver-volumes-deleted",
        path: "jetstream.enabled",
        needs: ["jetstream", "retainData", "resolverVolumes"],
        when: (old, now) => !old.jetstream && now.jetstream && deletesVolumes(old, now),
        reason: () =>
            "would turn JetStream on, for which the StatefulSet is made anew, and the volumes of config.resolver are deleted with all JWTs, because " +
            `jetstream.retainData is off; ${KEEP_FIRST}`,
    },
    {
        code: "volumes-deleted",
        path: "config.resolver",
        needs: ["jetstream", "retainData", "resolverVolumes"],
        // JetStream off has its own reason.
        when: (old, now) => old.jetstream === now.jetstream && deletesVolumes(old, now),
        reason: (old) =>
            `would change which volumes the servers have, for which the StatefulSet is made anew, and ${contents(old)} are deleted, because ` +
            `jetstream.retainData is off; ${KEEP_FIRST}`,
    },
    store("fileStoreBytes", "max_file_store"),
    store("memoryStoreBytes", "max_memory_store"),
    ...madeAnewByHand,
];

function contents({ jetstream, resolverVolumes }: Facts): string {
    return [...(jetstream ? ["the volumes with all messages"] : []), ...(resolverVolumes ? ["the volumes with all JWTs"] : [])].join(
        " and ",
    );
}
