import assert from "node:assert/strict";
import { forgetRelease } from "../../provider/lookout/helmRecords";
import { base64 } from "../support/base64";
import { FakeApi } from "../support/fakeApi";
import { helmRecord } from "../support/helmRecord";

const OURS = "organization/project/stack/nats";

function by(owner: unknown): object {
    return helmRecord({ fullnameOverride: "nats", global: { labels: {}, pulumi: owner } });
}

describe("a release that was left behind", () => {
    let api: FakeApi;
    let records: object[];

    beforeEach(async () => {
        records = [];
        api = await FakeApi.start(({ method }) => (method === "GET" ? records : []));
    });
    afterEach(() => {
        api.stop();
    });

    const forget = () => forgetRelease({ kubeconfig: api.kubeconfig() }, { namespace: "queues", name: "nats", owner: OURS });
    const deleted = () => api.asked.filter(({ method }) => method !== "GET");

    it("is forgotten, and nothing but Helm's records of it", async () => {
        records = [by(OURS), by(OURS)];
        assert.equal(await forget(), true);
        assert.deepEqual(
            deleted().map(({ method, url }) => [method, url.pathname, url.searchParams.get("labelSelector")]),
            [["DELETE", "/api/v1/namespaces/queues/secrets", "owner=helm,name=nats"]],
        );
    });

    it("isn't when there is none", async () => {
        assert.equal(await forget(), false);
        assert.deepEqual(deleted(), []);
    });

    for (const [whose, left] of Object.entries({
        "another stack's": [by("organization/project/another/nats")],
        "in part somebody else's": [by(OURS), by(undefined)],
        "somebody's who installed it by hand": [helmRecord({}), helmRecord({ global: {} })],
        "without values": [helmRecord(undefined), helmRecord(null)],
        "the owner's in capitals": [by(OURS.toUpperCase())],
    })) {
        it(`stays when it is ${whose}`, async () => {
            for (const one of whose.startsWith("in part") ? [left] : left.map((single) => [single])) {
                records = one;
                assert.equal(await forget(), false);
            }
            assert.deepEqual(deleted(), []);
        });
    }

    for (const [what, data] of Object.entries({
        "that has nothing in it": undefined,
        "that is no record": { release: base64("no record") },
        "that is not packed": { release: base64(base64(JSON.stringify({ config: { global: { pulumi: OURS } } }))) },
    })) {
        it(`stays when there is a record ${what}`, async () => {
            records = [by(OURS), { metadata: { name: "sh.helm.release.v1.nats.v2" }, data }];
            await assert.rejects(forget());
            assert.deepEqual(deleted(), []);
        });
    }
});
