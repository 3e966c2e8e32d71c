import assert from "node:assert/strict";
import { type Names, look } from "../../provider/lookout/look";
import { type Answer, FakeApi } from "../support/fakeApi";
import { helmRecord } from "../support/helmRecord";

const NAMES: Names = {
    namespace: "queues",
    name: "nats",
    secrets: ["nats-auth"],
    objects: [
        { kind: "NetworkPolicy", name: "nats" },
        { kind: "Service", name: "nats-external" },
    ],
};
const OWNED = { "pulumi-nats/owner": "o/p/s/nats 1" };

describe("a look into the cluster", () => {
    let api: FakeApi;
    let answers: Record<string, Answer>;

    beforeEach(async () => {
        answers = { secrets: [], persistentvolumeclaims: [] };
        api = await FakeApi.start(({ url }) => answers[url.pathname.replace(/^.*\/namespaces\/queues\//, "")]);
    });
    afterEach(() => {
        api.stop();
    });
    const seen = (names: Partial<Names> = {}) => look({ kubeconfig: api.kubeconfig() }, { ...NAMES, ...names });

    it("finds nothing where nothing is", async () => {
        assert.deepEqual(await seen(), { objects: [], set: undefined, namespace: false, claims: [], release: undefined });
        // So the API writes an empty list of metadata.
        answers["secrets"] = { kind: "PartialObjectMetadataList", items: null };
        assert.deepEqual((await seen()).objects, []);
    });

    it("finds the objects of these names alone, whoever has made them", async () => {
        answers["secrets"] = [{ metadata: { name: "nats-auth", annotations: OWNED } }, { metadata: { name: "nats-authority" } }];
        answers["networkpolicies/nats"] = { metadata: { name: "nats" } };
        answers["services/nats-external"] = { metadata: { name: "nats-external", annotations: OWNED } };
        assert.deepEqual((await seen()).objects, [
            { kind: "Secret", name: "nats-auth", annotations: OWNED },
            { kind: "NetworkPolicy", name: "nats", annotations: {} },
            { kind: "Service", name: "nats-external", annotations: OWNED },
        ]);
        assert.equal((await seen({ objects: [] })).objects.length, 1);
    });

    it("finds which load balancer serves the external Service, where one does", async () => {
        const metadata = { name: "nats-external" };
        const service = async (spec: object) => {
            answers["services/nats-external"] = { metadata, spec };
            return (await seen()).objects[0]?.loadBalancer;
        };
        assert.deepEqual(await service({ type: "LoadBalancer", loadBalancerClass: "internal" }), { class: "internal" });
        assert.deepEqual(await service({ type: "LoadBalancer" }), { class: undefined });
        assert.equal(await service({ type: "NodePort" }), undefined);
    });

    it("reads of all Secrets no more than their metadata", async () => {
        await seen();
        const lists = api.asked.filter(({ url }) => url.pathname.endsWith("/secrets"));
        assert.equal(lists.length, 1);
        assert.match(lists[0]!.accept, /as=PartialObjectMetadataList/);
    });

    it("finds the servers, and the volumes with what can't be taken back of their sizes", async () => {
        const containers = [{ name: "reloader" }, { name: "nats", image: "nats:2.14.2-alpine" }];
        const spec = { replicas: 3, template: { spec: { containers } } };
        answers["statefulsets/nats"] = { metadata: { name: "nats" }, spec, status: { readyReplicas: 2 } };
        const claim = (name: string, phase: string, requested: string, capacity?: string) => ({
            metadata: { name, resourceVersion: "7" },
            spec: { resources: { requests: { storage: requested } } },
            status: { phase, ...(capacity !== undefined && { capacity: { storage: capacity } }) },
        });
        answers["persistentvolumeclaims"] = [
            claim("nats-js-nats-0", "Bound", "1Gi", "1Gi"),
            claim("nats-js-nats-1", "Bound", "2Gi", "1Gi"),
            claim("nats-js-nats-2", "Bound", "1Gi", "100Gi"),
            claim("nats-js-nats-3", "Pending", "1Gi"),
            claim("nats-js-nats-x", "Bound", "1Gi", "1Gi"),
            claim("other-js-other-0", "Bound", "1Gi", "1Gi"),
        ];
        const { set, claims } = await seen();
        assert.deepEqual([set?.replicas, set?.readyReplicas, set?.image], [3, 2, "nats:2.14.2-alpine"]);
        const GIB = 2 ** 30;
        assert.deepEqual(
            claims.map(({ ordinal, bytes, requested }) => [ordinal, bytes, requested]),
            [
                [0, GIB, GIB],
                [1, GIB, 2 * GIB],
                [2, GIB, GIB],
                [3, undefined, GIB],
            ],
        );
    });

    it("tells a StorageClass that was asked for from one that Kubernetes has chosen", async () => {
        const claim = (ordinal: number, fields: object) => ({
            metadata: { name: `nats-js-nats-${ordinal}`, managedFields: [{ fieldsV1: { "f:metadata": {} } }, { fieldsV1: fields }] },
            spec: { storageClassName: "fast" },
        });
        answers["persistentvolumeclaims"] = [
            claim(0, { "f:spec": { "f:storageClassName": {} } }),
            claim(1, { "f:spec": { "f:accessModes": {} } }),
        ];
        assert.deepEqual(
            (await seen()).claims.map(({ storageClassName }) => storageClassName),
            ["fast", undefined],
        );
    });

    it("finds who has installed Helm's release, by its newest record", async () => {
        const records = [9, 10].map(
            (version) => helmRecord({ global: { pulumi: `owner ${version}` } }, version) as { metadata: { name: string } },
        );
        answers["secrets"] = records.map(({ metadata }) => ({ metadata }));
        records.forEach((record) => (answers[`secrets/${record.metadata.name}`] = record));
        assert.deepEqual((await seen()).release, { owner: "owner 10" });
        answers[`secrets/${records[1]!.metadata.name}`] = helmRecord({});
        assert.deepEqual((await seen()).release, { owner: undefined });
    });

    it("ends with an error for whoever may not look, and is then no look at all", async () => {
        await assert.rejects(look({ kubeconfig: api.kubeconfig({ token: "another" }) }, NAMES));
    });
});
