// What the component sets: the values that the stand-in is made for.
import type { Release } from "../render";

/** What the component itself sets for three servers; a password is never among the values, so files are included instead. */
export const component = {
    fullnameOverride: "nats",
    config: {
        cluster: { enabled: true, replicas: 3, merge: { zz$include: "../nats-auth/cluster.conf" } },
        jetstream: {
            enabled: true,
            fileStore: {
                enabled: true,
                dir: "/data",
                maxSize: "9663676416",
                pvc: { enabled: true, size: "10Gi", storageClassName: "replicated" },
            },
            merge: { zz$include: "../nats-auth/jetstream.conf" },
        },
        merge: { "00$include": "../nats-auth/auth.conf", max_payload: 16777216, write_deadline: "2s", debug: false },
    },
    container: {
        env: { GOMEMLIMIT: "102MiB" },
        resources: { limits: { cpu: "250m", memory: "128Mi" }, requests: { cpu: "250m", memory: "128Mi" } },
        merge: {
            securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
        },
        patch: [
            { op: "add", path: "/volumeMounts/-", value: { name: "auth", mountPath: "/etc/nats-auth", readOnly: true } },
            {
                op: "replace",
                path: "/startupProbe",
                value: {
                    exec: { command: ["sh", "-c", `wget -qO- http://127.0.0.1:8222/routez | grep -q '"num_routes": 0'`] },
                    periodSeconds: 5,
                    failureThreshold: 180,
                },
            },
        ],
    },
    reloader: { enabled: true, merge: { securityContext: {} } },
    podTemplate: {
        merge: {
            metadata: { annotations: { "nats.pulumi.com/restart": "abc" } },
            spec: {
                automountServiceAccountToken: false,
                securityContext: { runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000 },
            },
        },
        patch: [{ op: "add", path: "/spec/volumes/-", value: { name: "auth", secret: { secretName: "nats-auth" } } }],
        topologySpreadConstraints: { "kubernetes.io/hostname": { maxSkew: 1, whenUnsatisfiable: "ScheduleAnyway" } },
    },
    statefulSet: { merge: { spec: { persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete", whenScaled: "Retain" } } } },
    natsBox: { enabled: false },
};

export const componentCases: Record<string, Release> = {
    "what the component sets": { values: component },
    "what the component sets, with the store's size as a number": {
        values: {
            ...component,
            config: { jetstream: { enabled: true, fileStore: { maxSize: 9663676416, pvc: { size: "10Gi" } } } },
        },
    },
    "what the component sets for one server without JetStream": {
        values: {
            ...component,
            config: { merge: { "00$include": "../nats-auth/auth.conf", max_payload: 1048576 } },
            statefulSet: {},
        },
    },
    "what the component sets, with TLS, leafnodes and metrics besides": {
        values: {
            ...component,
            tlsCA: { enabled: true, secretName: "nats-ca" },
            config: {
                ...component.config,
                nats: { tls: { enabled: true, secretName: "nats-tls", merge: { verify: true } } },
                leafnodes: {
                    enabled: true,
                    tls: { enabled: true, secretName: "nats-leaf" },
                    merge: { zz$include: "../nats-auth/leafnodes.conf", no_advertise: false },
                },
            },
            promExporter: { enabled: true, podMonitor: { enabled: true } },
            serviceAccount: { enabled: true },
        },
    },
};
