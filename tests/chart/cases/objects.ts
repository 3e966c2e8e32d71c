// Which objects there are, and what they are called.
import type { Release } from "../render";

export const objectCases: Record<string, Release> = {
    "no values at all": { values: {} },
    "no service, no budget, no reloader": {
        values: {
            service: { enabled: false },
            podDisruptionBudget: { enabled: false },
            reloader: { enabled: false },
            config: { merge: { $include: "a.conf" } },
        },
    },
    "another budget": {
        values: {
            podDisruptionBudget: {
                patch: [
                    { op: "remove", path: "/spec/maxUnavailable" },
                    { op: "add", path: "/spec/minAvailable", value: 2 },
                ],
            },
        },
    },
    "service accounts": {
        values: {
            serviceAccount: {
                enabled: true,
                merge: { automountServiceAccountToken: false },
                patch: [{ op: "add", path: "/metadata/annotations", value: { a: "b" } }],
            },
            natsBox: { serviceAccount: { enabled: true, name: "box" } },
        },
    },
    "names of the user's choosing": {
        values: {
            nameOverride: "broker",
            namespaceOverride: "elsewhere",
            global: { labels: { team: "core", "app.kubernetes.io/managed-by": "someone", note: "a: b" } },
            config: { cluster: { enabled: true, routeURLs: { useFQDN: true } }, jetstream: { enabled: true } },
            statefulSet: { name: "servers" },
            service: { name: "front" },
            headlessService: { name: "peers" },
            configMap: { name: "conf" },
            podDisruptionBudget: { name: "budget" },
            serviceAccount: { enabled: true, name: "account" },
            natsBox: { contexts: { default: { creds: { contents: "x" } } }, contentsSecret: { name: "contents" } },
        },
    },
    "names that are too long": { values: { nameOverride: "an-application-with-a-long-name" }, name: "r".repeat(53) },
    "a full name that is cut at a dash": { values: { fullnameOverride: `${"n".repeat(62)}-rest` } },
    "a release that is called after the chart": { values: {}, name: "my-nats" },
    "a name that YAML takes for a number": { values: { fullnameOverride: "1e3", natsBox: { enabled: false } }, name: "123" },
    "objects of the user's own": {
        values: {
            extraResources: [
                { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "extra" }, data: { a: "{{ not a template }}", b: "1" } },
                { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata: { name: "extra" }, spec: { podSelector: {} } },
            ],
        },
    },
};
