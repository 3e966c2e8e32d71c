import assert from "node:assert/strict";
import { Leaf } from "../../../provider/values/leaf";
import { type Inputs, planOf, unknown } from "../../support/planning";
import { reveal } from "../../support/reveal";

const PROMETHEUS = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } };
const SHOP = { podSelector: { matchLabels: { app: "shop" } } };
const tcp = (port: number): object => ({ protocol: "TCP", port });

describe("the network policy", () => {
    const specOf = (inputs: Inputs): Readonly<Record<string, unknown>> => planOf(inputs).objects[0]!.spec;
    const openings = (inputs: Inputs): unknown => specOf({ replicas: 1, ...inputs })["ingress"];

    it("lets clients come from anywhere and routes from the servers of this cluster, and nobody to the monitoring", () => {
        const servers = {
            matchLabels: {
                "app.kubernetes.io/name": "nats",
                "app.kubernetes.io/instance": "mq",
                "app.kubernetes.io/component": "nats",
            },
        };
        assert.deepEqual(planOf({ name: "mq", replicas: 3 }, "res").objects, [
            {
                resource: "res-network-policy",
                kind: "NetworkPolicy",
                name: "mq",
                spec: {
                    podSelector: servers,
                    policyTypes: ["Ingress"],
                    ingress: [{ ports: [tcp(4222)] }, { ports: [tcp(6222)], from: [{ podSelector: servers }] }],
                },
            },
        ]);
    });

    it("opens no port for routes of a lone server", () => assert.deepEqual(openings({}), [{ ports: [tcp(4222)] }]));

    it("is none when there is to be none", () => assert.deepEqual(planOf({ networkPolicy: { enabled: false } }).objects, []));

    it("lets in the clients that are named, and those who monitor", () => {
        assert.deepEqual(openings({ networkPolicy: { clients: [SHOP, { ipBlock: { cidr: "10.0.0.0/8" } }], monitoring: [PROMETHEUS] } }), [
            { ports: [tcp(4222)], from: [SHOP, { ipBlock: { cidr: "10.0.0.0/8" } }] },
            { ports: [tcp(8222)], from: [PROMETHEUS] },
        ]);
    });

    it("lets nobody in where the list is empty, which Kubernetes would take for everybody", () => {
        assert.deepEqual(openings({ networkPolicy: { clients: [], monitoring: [] } }), []);
    });

    it("opens the ports of other protocols where they are on, by the chart's values or by configuration", () => {
        const values = { config: { leafnodes: { enabled: true }, websocket: { enabled: true, port: 9090 }, mqtt: { enabled: false } } };
        assert.deepEqual(openings({ values }), [{ ports: [tcp(4222), tcp(7422), tcp(9090)] }]);
        const merge = {
            leafnodes: { remotes: [{ url: "nats://hub" }] },
            websocket: { listen: "0.0.0.0:443", no_tls: true },
            mqtt: { port: 8883 },
        };
        assert.deepEqual(openings({ config: { merge } }), [{ ports: [tcp(4222), tcp(443), tcp(8883)] }]);
        const gateway = { enabled: true, merge: { port: 7333 } };
        assert.deepEqual(openings({ values: { config: { gateway } }, jetstream: { enabled: false } }), [{ ports: [tcp(4222), tcp(7333)] }]);
    });

    it("opens the exporter to those who monitor, beside the monitoring endpoint", () => {
        const values = { promExporter: { enabled: true } };
        assert.deepEqual(openings({ networkPolicy: { monitoring: [PROMETHEUS] }, values }), [
            { ports: [tcp(4222)] },
            { ports: [tcp(8222), tcp(7777)], from: [PROMETHEUS] },
        ]);
    });

    it("takes peers, and names, that are known only later", async () => {
        const { spec } = planOf({
            name: Leaf.unknown("mq", false),
            networkPolicy: { clients: [Leaf.unknown(SHOP, false)], monitoring: [{ ipBlock: { cidr: Leaf.unknown("10.0.0.0/8", false) } }] },
            replicas: 1,
        }).objects[0]!;
        const { podSelector, ingress } = (await reveal(spec)) as { podSelector: { matchLabels: object }; ingress: unknown };
        assert.ok(Object.values(podSelector.matchLabels).includes("mq"));
        assert.deepEqual(ingress, [
            { ports: [tcp(4222)], from: [SHOP] },
            { ports: [tcp(8222)], from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] },
        ]);
    });

    it("says what it assumes while it isn't known", () => {
        assert.match(planOf({ replicas: 1, networkPolicy: { clients: unknown() } }).warnings.join(), /networkPolicy\.clients is not known/);
    });
});
