// Everything that accepts connections: TLS, ports, the ingress, the monitor.
import type { Release } from "../render";

const protocols = ["nats", "cluster", "leafnodes", "gateway", "websocket", "mqtt"];

export const listenerCases: Record<string, Release> = {
    "TLS everywhere, with a CA from a ConfigMap": {
        values: {
            tlsCA: { enabled: true, configMapName: "ca" },
            config: {
                ...Object.fromEntries(
                    protocols.map((name) => [name, { enabled: true, tls: { enabled: true, secretName: `${name}-cert` } }]),
                ),
                monitor: { tls: { enabled: true } },
            },
            service: { ports: { cluster: { enabled: true }, gateway: { enabled: true }, monitor: { enabled: true } } },
            promExporter: { enabled: true, monitorDomain: "nats.example" },
        },
    },
    "TLS with everything named otherwise": {
        values: {
            tlsCA: { enabled: true, secretName: "ca", dir: "/etc/authority/", key: "root.pem" },
            config: {
                nats: {
                    tls: {
                        enabled: true,
                        secretName: "s",
                        dir: "/etc/client/",
                        cert: "c.pem",
                        key: "k.pem",
                        merge: { verify: true, timeout: 2.5 },
                    },
                },
                cluster: {
                    enabled: true,
                    tls: {
                        enabled: true,
                        secretName: "r",
                        patch: [{ op: "add", path: "/cipher_suites", value: ["TLS_AES_128_GCM_SHA256"] }],
                    },
                },
                mqtt: {
                    enabled: true,
                    tls: { enabled: true, merge: { cert_file: "/mnt/x.crt" }, patch: [{ op: "remove", path: "/ca_file" }] },
                },
            },
        },
    },
    "certificates of listeners that are off": {
        values: {
            config: { leafnodes: { tls: { enabled: true, secretName: "unused" } }, nats: { tls: { secretName: "unused" } } },
            tlsCA: { secretName: "unused" },
        },
    },
    leafnodes: {
        values: {
            config: {
                leafnodes: {
                    enabled: true,
                    port: 7423,
                    merge: {
                        no_advertise: false,
                        remotes: [{ urls: ["tls://hub:7422"], account: "APP", credentials: "/etc/leaf/app.creds" }],
                    },
                    patch: [{ op: "add", path: "/remotes/0/tls", value: { ca_file: "/etc/leaf/ca.crt" } }],
                },
            },
        },
    },
    "a super-cluster": {
        values: {
            config: {
                serverNamePrefix: "eu-",
                cluster: { enabled: true, merge: { name: "eu" } },
                gateway: { enabled: true, merge: { name: "eu", gateways: [{ name: "us", url: "nats://us:7222" }] } },
            },
            service: { ports: { gateway: { enabled: true, nodePort: 30722 }, cluster: { enabled: true } } },
        },
    },
    "a websocket behind an ingress": {
        values: {
            config: {
                websocket: {
                    enabled: true,
                    merge: { allowed_origins: ["https://app.example"], compression: true },
                    ingress: {
                        enabled: true,
                        hosts: ["ws.example", "*.ws.example"],
                        path: "/ws",
                        pathType: "Prefix",
                        className: "nginx",
                        tlsSecretName: "ws",
                    },
                },
            },
        },
    },
    "an ingress of the user's making": {
        values: {
            config: {
                websocket: {
                    enabled: true,
                    ingress: {
                        enabled: true,
                        hosts: ["ws.example"],
                        name: "front",
                        merge: { metadata: { annotations: { "nginx.ingress.kubernetes.io/proxy-read-timeout": "3600" } } },
                        patch: [{ op: "replace", path: "/spec/rules/0/http/paths/0/path", value: "/nats" }],
                    },
                },
            },
        },
    },
    "an ingress without a service to lead to": {
        values: {
            config: { websocket: { enabled: true, ingress: { enabled: true, hosts: ["h"] } } },
            service: { ports: { websocket: { enabled: false } } },
        },
    },
    MQTT: {
        values: { config: { mqtt: { enabled: true, merge: { ack_wait: "1m", max_ack_pending: 100 } }, jetstream: { enabled: true } } },
    },
    "no monitor, so no probes": { values: { config: { monitor: { enabled: false } } } },
    profiling: {
        values: {
            config: { profiling: { enabled: true } },
            service: { ports: { profiling: { enabled: true }, monitor: { enabled: true } } },
        },
    },
    "all ports, through the host and the service": {
        values: {
            config: { ...Object.fromEntries(protocols.map((name) => [name, { enabled: true }])), profiling: { enabled: true, port: 7000 } },
            container: {
                ports: {
                    nats: { hostPort: 4222 },
                    leafnodes: { hostPort: 7422, hostIP: "10.0.0.1" },
                    monitor: { name: "m", containerPort: 1 },
                },
            },
            service: {
                ports: {
                    nats: { nodePort: 30222, port: 4333 },
                    leafnodes: { appProtocol: "mine", targetPort: 1 },
                    mqtt: { enabled: false },
                    websocket: { port: 443, protocol: "TCP" },
                    monitor: { enabled: true },
                },
                merge: { metadata: { annotations: { a: "b" } }, spec: { type: "LoadBalancer", externalTrafficPolicy: "Local" } },
                patch: [{ op: "replace", path: "/spec/ports/0/appProtocol", value: "kubernetes.io/h2c" }],
            },
        },
    },
};
