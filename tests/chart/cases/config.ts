// Clusters, JetStream and resolvers: the server's configuration and the volumes that follow from it.
import type { Release } from "../render";

export const configCases: Record<string, Release> = {
    "three servers": { values: { config: { cluster: { enabled: true } } } },
    "five servers that advertise themselves on another port": {
        values: { config: { cluster: { enabled: true, replicas: 5, noAdvertise: false, port: 6333 } }, natsBox: { enabled: false } },
    },
    "routes with a password that has to be escaped": {
        values: {
            config: { cluster: { enabled: true, routeURLs: { user: "r o", password: `p@:/?#"\\é%` } } },
            natsBox: { enabled: false },
        },
    },
    "routes by full domain name": {
        values: { config: { cluster: { enabled: true, routeURLs: { useFQDN: true, k8sClusterDomain: "corp.example" } } } },
        namespace: "messaging",
    },
    "JetStream on disk": { values: { config: { jetstream: { enabled: true } } } },
    "JetStream in memory only": {
        values: {
            config: { jetstream: { enabled: true, fileStore: { enabled: false }, memoryStore: { enabled: true, maxSize: "512Mi" } } },
        },
    },
    "JetStream on a volume of the user's": {
        values: {
            config: { jetstream: { enabled: true, fileStore: { dir: "/store", maxSize: "9Gi", pvc: { enabled: false } } } },
            podTemplate: {
                patch: [{ op: "add", path: "/spec/volumes/0", value: { name: "own", persistentVolumeClaim: { claimName: "own" } } }],
            },
            container: { patch: [{ op: "add", path: "/volumeMounts/0", value: { name: "own", mountPath: "/store" } }] },
        },
    },
    "a store with no limit but the disk's": {
        values: {
            config: { jetstream: { enabled: true, memoryStore: { enabled: true, maxSize: null }, fileStore: { pvc: { enabled: false } } } },
        },
    },
    "JetStream's claim changed": {
        values: {
            config: {
                jetstream: {
                    enabled: true,
                    fileStore: {
                        pvc: {
                            name: "streams",
                            size: "20Gi",
                            merge: { metadata: { labels: { tier: "gold" } }, spec: { accessModes: ["ReadWriteOncePod"] } },
                            patch: [{ op: "add", path: "/metadata/annotations", value: { "example.com/backup": "yes" } }],
                        },
                    },
                    merge: { domain: "hub", unique_tag: "az:", strict: true },
                    patch: [{ op: "replace", path: "/store_dir", value: "/data/js" }],
                },
            },
        },
    },
    "a JWT resolver": {
        values: {
            config: {
                resolver: {
                    enabled: true,
                    merge: { type: "full", interval: "2m", allow_delete: false },
                    pvc: { size: "2Gi", storageClassName: "fast" },
                },
                merge: { operator: "eyJhbGciOiJlZDI1NTE5LW5rZXkifQ", system_account: "SYS", resolver_preload: { AAA: "eyJ0" } },
            },
        },
    },
    "a resolver without a volume": {
        values: {
            config: {
                resolver: { enabled: true, dir: "/tmp/jwt", pvc: { enabled: false }, patch: [{ op: "add", path: "/limit", value: 10 }] },
            },
        },
    },
    "two volumes for each server": {
        values: { config: { jetstream: { enabled: true }, resolver: { enabled: true, pvc: { name: "jwt" } } } },
    },
};
