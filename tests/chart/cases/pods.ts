// What runs: images, sidecars, natsBox, and how pods are placed and replaced.
import type { Release } from "../render";

export const podCases: Record<string, Release> = {
    "images from a private registry": {
        values: {
            global: { image: { registry: "registry.example/mirror", pullPolicy: "Always", pullSecretNames: ["one", "two"] } },
            container: { image: { tag: "2.14.2", pullPolicy: "IfNotPresent" } },
            reloader: { image: { registry: "other.example" } },
            promExporter: { enabled: true, image: { fullImageName: "full.example/exporter:1", registry: "ignored.example" } },
            natsBox: { container: { image: { digest: "sha256:0123", repository: "box" } } },
        },
    },
    "metrics for Prometheus": {
        values: {
            config: { cluster: { enabled: true }, jetstream: { enabled: true }, leafnodes: { enabled: true }, gateway: { enabled: true } },
            promExporter: {
                enabled: true,
                port: 7778,
                env: { TZ: "UTC" },
                merge: { resources: { limits: { memory: "64Mi" } } },
                patch: [{ op: "add", path: "/args/0", value: "-healthz" }],
                podMonitor: {
                    enabled: true,
                    name: "nats-metrics",
                    merge: { metadata: { labels: { release: "prometheus" } }, spec: { interval: "30s" } },
                },
            },
        },
    },
    "reloader with mounts and files of its own": {
        values: {
            config: { nats: { tls: { enabled: true, secretName: "cert", dir: "/secrets/nats" } }, merge: { ca_file: "/opt/ca.crt" } },
            container: {
                patch: [
                    { op: "add", path: "/volumeMounts/-", value: { name: "a", mountPath: "/opt/a", subPath: "x", readOnly: true } },
                    { op: "add", path: "/volumeMounts/-", value: { name: "b", mountPath: "/etcetera" } },
                ],
            },
            reloader: {
                natsVolumeMountPrefixes: ["/secrets", "/opt/", "/opt/a"],
                env: { A: "b" },
                merge: { resources: { limits: { cpu: "50m" } } },
                patch: [{ op: "add", path: "/args/-", value: "-signal=1" }],
            },
        },
    },
    "a roll-out on every change of the configuration": {
        values: { podTemplate: { configChecksumAnnotation: true }, configMap: { merge: { data: { "more.conf": "a: <b>\n" } } } },
    },
    "spreading over zones": {
        values: {
            podTemplate: {
                topologySpreadConstraints: {
                    "topology.kubernetes.io/zone": { maxSkew: 1, labelSelector: { matchLabels: { extra: "x" } } },
                    "kubernetes.io/hostname": { maxSkew: 2, whenUnsatisfiable: "DoNotSchedule", topologyKey: "ignored" },
                },
            },
        },
    },
    "natsBox with credentials of every kind": {
        values: {
            tlsCA: { enabled: true, secretName: "ca" },
            config: { nats: { tls: { enabled: true, secretName: "server" } } },
            natsBox: {
                contexts: {
                    default: { creds: { contents: `-----BEGIN <"NATS">-----\nabc\n` }, tls: { secretName: "client", dir: "/etc/own/" } },
                    sys: { nkey: { secretName: "sys", key: "sys.nk" }, merge: { description: `system & "more" <x>`, user: "admin" } },
                    app: {
                        creds: { secretName: "app" },
                        nkey: { contents: "SUAA" },
                        patch: [{ op: "replace", path: "/url", value: "nats://elsewhere" }],
                    },
                    plain: {},
                },
                defaultContextName: `sys "x"`,
            },
        },
    },
    "natsBox changed in all its parts": {
        values: {
            service: { enabled: false },
            global: { image: { pullSecretNames: ["pull"] }, labels: { team: "core" } },
            natsBox: {
                defaultContextName: null,
                container: {
                    env: { NATS_USER: "u", NATS_PASSWORD: { valueFrom: { secretKeyRef: { name: "p", key: "k" } } } },
                    resources: { limits: { memory: "32Mi" } },
                    merge: { workingDir: "/nsc" },
                    patch: [{ op: "add", path: "/volumeMounts/-", value: { name: "nsc", mountPath: "/nsc" } }],
                },
                podTemplate: {
                    merge: { spec: { nodeSelector: { a: "b" } } },
                    patch: [{ op: "add", path: "/spec/volumes/-", value: { name: "nsc", emptyDir: {} } }],
                },
                deployment: {
                    name: "shell",
                    merge: { spec: { replicas: 2 } },
                    patch: [{ op: "add", path: "/spec/revisionHistoryLimit", value: 1 }],
                },
                contextsSecret: { name: "contexts", merge: { metadata: { annotations: { a: "b" } } } },
            },
        },
    },
};
