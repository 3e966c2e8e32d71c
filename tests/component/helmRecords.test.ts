import assert from "node:assert/strict";
import { forgetRelease } from "../../provider/lookout/helmRecords";
import { base64 } from "../support/base64";
import { FakeApi } from "../support/fakeApi";
import { helmRecord } from "../support/helmRecord";

const OURS = "organization/project/stack/nats";

function by(owner: unknown, version = 1): object {
    return helmRecord({ fullnameOverride: "nats", global: { labels: {}, pulumi: owner } }, version);
}

describe("a release that was left behind", () => {
    let api: FakeApi;
    let records: object[];
    let mark: string | undefined;

    beforeEach(async () => {
        records = [];
        mark = undefined;
        api = await FakeApi.start(({ method, url }) => {
            const auth = { metadata: { name: "nats-auth", annotations: mark && { "pulumi-nats/owner": mark } } };
            return method !== "GET" ? {} : url.pathname.endsWith("/nats-auth") ? auth : records;
        });
    });
    afterEach(() => {
        api.stop();
    });

    const forget = () =>
        forgetRelease(
            { kubeconfig: api.kubeconfig() },
            { namespace: "queues", name: "nats", owner: { path: OURS, id: "ours" }, marked: "nats-auth" },
        );
    const deleted = () => api.asked.filter(({ method }) => method !== "GET");

    it("is forgotten, and nothing but Helm's records of it", async () => {
        records = [by(OURS, 1), by(OURS, 2)];
        assert.equal(await forget(), true);
        assert.deepEqual(
            deleted().map(({ method, url, body }) => [method, url.pathname, body]),
            [1, 2].map((version) => [
                "DELETE",
                `/api/v1/namespaces/queues/secrets/sh.helm.release.v1.nats.v${version}`,
                `{"preconditions":{"resourceVersion":"10${version}"}}`,
            ]),
        );
    });

    it("is forgotten only when the Secret that was made before it is of the same stack, and not of one with the same name", async () => {
        records = [by(OURS)];
        mark = `${OURS} another`;
        assert.equal(await forget(), false);
        assert.deepEqual(deleted(), []);
        mark = `${OURS} ours`;
        assert.equal(await forget(), true);
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
