import { OPERATOR } from "./operator";
import { type Inputs, secret } from "./planning";

/** Inputs of many kinds, whose facts are recorded for the next versions of the plugin (`tests/data/facts-*.json`). Add, don't change. */
export const RECORDED_SPECS: Readonly<Record<string, () => Inputs>> = {
    "the defaults": () => ({}),
    "the quickstart": () => ({ replicas: 3, resourcesPreset: "small", users: { app: {} }, jetstream: { size: "10Gi" } }),
    standalone: () => ({ replicas: 1, users: { app: { password: secret("p") } }, jetstream: { size: "1.5Gi", retainData: false } }),
    "without JetStream": () => ({ replicas: 3, users: { app: {} }, jetstream: { enabled: false } }),
    tenants: () => ({
        replicas: 3,
        users: { app: {} },
        systemUsers: { admin: {} },
        accounts: { A: { users: { a: {} }, jetstream: { maxFile: "1Gi" }, exports: [{ stream: "a.>" }] }, B: { users: { b: {} } } },
        noAuthUser: "app",
        authTimeoutSeconds: 5,
    }),
    "a Service outside and a network policy": () => ({
        replicas: 3,
        users: { app: {} },
        external: true,
        service: { ports: { nats: 4333 }, loadBalancerSourceRanges: ["10.0.0.0/8"] },
        networkPolicy: { monitoring: [{ namespaceSelector: {} }] },
    }),
    "settings in NATS's words": () => ({
        replicas: 3,
        users: { app: {} },
        storageClass: "fast",
        config: {
            merge: {
                max_payload: "2MB",
                max_pending: "32MB",
                lame_duck_duration: "40s",
                jetstream: { domain: "hub", key: secret("k"), max_memory_store: "64Mi" },
                cluster: { name: "hub" },
                leafnodes: { port: 7422 },
                websocket: { port: 8080, no_tls: true },
            },
        },
    }),
    "an operator": () => ({ replicas: 3, config: { merge: { operator: OPERATOR }, resolver: { type: "full" } } }),
    "a token": () => ({ replicas: 3, config: { merge: { authorization: { token: secret("t") } } } }),
    "values of the chart": () => ({
        replicas: 3,
        users: { app: {} },
        resources: { cpu: "1", memory: "1Gi", requests: { cpu: "500m" } },
        values: {
            promExporter: { enabled: true },
            podTemplate: { merge: { spec: { nodeSelector: { disk: "ssd" } } } },
            container: { env: { TZ: "UTC" } },
            config: { merge: { write_deadline: "10s" }, nats: { tls: { enabled: true, secretName: "tls" } } },
        },
    }),
};
