// Inputs that become Kubernetes objects, beside the servers.
import fc from "fast-check";
import { oddText, often, some } from "./words";

const cidr = often(
    fc.constantFrom("10.0.0.0/8", "0.0.0.0/0", "fd00::/8", "10.1.0.0/16"),
    fc.constantFrom("10.0.0.0", "10.0.0.0/33", "x"),
    15,
);
const labels = fc.dictionary(
    often(fc.constantFrom("app", "kubernetes.io/metadata.name"), oddText, 20),
    often(fc.constantFrom("worker", "", "v1.2"), oddText, 20),
    { maxKeys: 2 },
);
const selector = some({
    matchLabels: labels,
    matchExpressions: often<unknown>(
        fc.constant([]),
        fc.constantFrom<unknown>(
            [{ key: "app", operator: "In", values: ["a"] }],
            [{ key: "app", operator: "Exists" }],
            [{ key: "app", operator: "In" }],
        ),
        4,
    ),
});
const peer = fc.oneof(
    { arbitrary: fc.record({ podSelector: selector }), weight: 3 },
    { arbitrary: fc.record({ namespaceSelector: selector, podSelector: selector }), weight: 2 },
    { arbitrary: fc.record({ ipBlock: fc.record({ cidr }) }), weight: 2 },
    { arbitrary: fc.record({ ipBlock: fc.record({ cidr, except: fc.array(cidr, { maxLength: 2 }) }) }), weight: 1 },
    { arbitrary: fc.constantFrom({}, { podSelector: {}, ipBlock: { cidr: "10.0.0.0/8" } }), weight: 1 },
);

export const networkPolicy = some({
    enabled: fc.boolean(),
    clients: fc.array(peer, { maxLength: 2 }),
    monitoring: fc.array(peer, { maxLength: 2 }),
});

const ports = often(fc.constantFrom<unknown>({ nats: 443 }, {}), fc.constantFrom<unknown>({ nats: 0 }, { nats: 70000 }, { mqtt: 1883 }), 8);

export const service = some({
    type: fc.constantFrom("LoadBalancer", "NodePort"),
    annotations: fc.dictionary(fc.constantFrom("a", "b/c"), oddText, { maxKeys: 2 }),
    loadBalancerClass: often(fc.constant(null), fc.constant("internal"), 3),
    loadBalancerSourceRanges: fc.array(cidr, { maxLength: 2 }),
    externalTrafficPolicy: fc.constantFrom("Cluster", "Local"),
    nodePorts: ports,
    ports,
});
