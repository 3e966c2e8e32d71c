import assert from "node:assert/strict";
import { clusterFacts } from "../../../provider/review/clusterFacts";
import { type Facts, completed, publicFacts } from "../../../provider/review/facts";
import { review } from "../../../provider/review/review";
import type { SettledMap } from "../../../provider/values/leaf";
import { type Inputs, planOf, secret, unknown } from "../../support/planning";
import { reveal } from "../../support/reveal";
import { SMALL, factsAtPreview, factsOf, merge } from "../../support/reviewing";
import { claim, set } from "../../support/seen";

const GIB = 2 ** 30;
const BOUND = [0, 1, 2].map((ordinal) => claim(ordinal));

describe("the facts that hold in a cluster", () => {
    it("are none where nothing is, or where no volume was ever made", async () => {
        const now = await factsOf(SMALL);
        const unbound = BOUND.map((one) => ({ ...one, bytes: undefined }));
        for (const claims of [[], unbound]) {
            assert.deepEqual(clusterFacts({ set: undefined, claims }, now), { running: false, facts: {} });
        }
    });

    it("are those that the last update which succeeded has written", async () => {
        const now = await factsOf(SMALL);
        const facts = { ...now, logins: undefined };
        for (const seen of [
            { set: set(), claims: [claim(0, facts), ...BOUND.slice(1)] },
            { set: set({ ...facts, jetstream: false }), claims: [claim(0, { ...facts, replicas: 7 })] },
        ]) {
            const known = clusterFacts(seen, now);
            assert.deepEqual([known.running, known.facts.replicas, known.facts.format], [true, 3, now.format]);
        }
    });

    it("have the version of the servers that run, where a chart in a file doesn't tell it", async () => {
        const now = await factsOf({ ...SMALL, values: { container: { image: { tag: "2.15.2-alpine" } } } });
        const seen = (facts: Facts) => ({ set: set(facts, { image: "nats:2.12.11-alpine" }), claims: BOUND });
        const unknownChart = { ...now, chartVersion: "", serverVersion: "" };
        const { problems } = review(clusterFacts(seen(unknownChart), now).facts, now);
        assert.deepEqual(
            problems.map(({ code, path }) => [code, path]),
            [["versions-apart", "chartVersion"]],
        );
        const told = { ...now, chartVersion: "2.14.2", serverVersion: "" };
        assert.equal(clusterFacts(seen(told), now).facts.serverVersion, "");
    });

    it("are the volumes' alone when the servers are gone, so that nothing is said of restarts", async () => {
        const before = await factsOf({ ...SMALL, resources: { memory: "1Gi" }, config: { merge: { jetstream: { domain: "hub" } } } });
        const seen = { set: undefined, claims: [claim(0, before), ...BOUND.slice(1)] };
        const now = await factsOf({ ...SMALL, jetstream: { size: "512Mi" } });
        const { problems, notices } = review(clusterFacts(seen, now).facts, now);
        assert.deepEqual(problems.map(({ path }) => path).sort(), ["config.merge.jetstream.domain", "jetstream.size"]);
        assert.deepEqual(notices, []);
        const standalone = await factsOf({ ...SMALL, replicas: 1, config: { merge: { jetstream: { domain: "hub" } } } });
        assert.deepEqual(
            review(clusterFacts(seen, standalone).facts, standalone).problems.map(({ path }) => path),
            ["replicas"],
        );
        const off = await factsOf({ ...SMALL, jetstream: { enabled: false } });
        assert.deepEqual(clusterFacts(seen, off).facts, {});
    });

    it("have the size that can't be taken back, of the volumes that the change reaches", async () => {
        const now = await factsOf({ ...SMALL, replicas: 2 });
        const claims = [
            claim(0, undefined, { bytes: GIB }),
            claim(1, undefined, { bytes: 2 * GIB }),
            claim(2, undefined, { bytes: 9 * GIB }),
        ];
        assert.equal(clusterFacts({ set: set(), claims }, now).facts.volumeBytes, 2 * GIB);
    });

    it("of servers of an older version, which wrote none, are what can be seen", async () => {
        const now = await factsOf(SMALL);
        assert.deepEqual(clusterFacts({ set: set(), claims: BOUND }, now).facts, { replicas: 3, jetstream: true, volumeBytes: GIB });
        // Servers that never ran lock nothing.
        assert.deepEqual(clusterFacts({ set: set(undefined, { readyReplicas: 0 }), claims: [] }, now).facts, {});
    });

    it("are read as far as they are understood, whoever has written them", async () => {
        const now = await factsOf({ ...SMALL, replicas: 1 });
        const newer = { ...(await factsOf(SMALL)), format: 99, restarts: { "resources.cpu": "of another meaning" }, reloads: "another" };
        const { problems, notices } = review(clusterFacts({ set: set(), claims: [claim(0, newer)] }, now).facts, now);
        assert.deepEqual(
            problems.map(({ path }) => path),
            ["replicas"],
        );
        assert.ok(!notices.some(({ message }) => /restarts|reload/.test(message)));
        for (const nonsense of ["", "no JSON", "[]", "null", "7"]) {
            const written = { ...claim(0), annotations: { "pulumi-nats/facts": nonsense } };
            assert.equal(clusterFacts({ set: set(), claims: [written] }, now).facts.replicas, 3);
        }
    });
});

describe("the key of volumes that were kept", () => {
    const keys = (jetstream: Inputs): Inputs =>
        merge({ jetstream: Object.fromEntries(Object.entries(jetstream).map(([k, v]) => [k, secret(v)])) });
    const OLD = keys({ key: "old" });

    async function refused(now: Inputs, written: Inputs = OLD, more: object = {}): Promise<string[]> {
        const shown = JSON.parse(JSON.stringify(await reveal(publicFacts(planOf(written).revision.facts)))) as object;
        const seen = { set: undefined, claims: [claim(0, { ...shown, ...more }), ...BOUND.slice(1)] };
        const facts = await factsOf(now);
        return review(clusterFacts(seen, facts).facts, facts).problems.map(({ code }) => code);
    }

    it("is refused where it is another, or none, and the old one isn't given as well", async () => {
        for (const now of [keys({ key: "new" }), keys({ key: "new", prev_key: "other" }), keys({ prev_key: "old" }), SMALL]) {
            assert.deepEqual(await refused(now), ["encryption-key"]);
        }
        for (const now of [OLD, keys({ key: "new", prev_key: "old" }), merge({ jetstream: { key: secret("old"), cipher: "aes" } })]) {
            assert.deepEqual(await refused(now), []);
        }
    });

    it("may be the first where there was none", async () => {
        assert.deepEqual(await refused(OLD, SMALL), []);
    });

    it("isn't compared with what an older version, another format or another place has written", async () => {
        const now = keys({ key: "new" });
        assert.deepEqual(await refused(now, OLD, { keyPrints: undefined }), []);
        assert.deepEqual(await refused(now, OLD, { format: 0 }), []);
        assert.deepEqual(await refused(now, { ...OLD, namespace: "elsewhere" }), []);
    });

    it("is told from another also where servers run and the state has been lost", async () => {
        const shown = JSON.parse(JSON.stringify(await reveal(publicFacts(planOf(OLD).revision.facts)))) as object;
        const seen = { set: set(), claims: [claim(0, shown), ...BOUND.slice(1)] };
        const now = await factsOf(keys({ key: "new" }));
        const known = completed(clusterFacts(seen, now).facts, {});
        assert.deepEqual(
            review(known, now).problems.map(({ code }) => code),
            ["encryption-key"],
        );
    });

    it("is compared when the update knows it, where a preview doesn't", async () => {
        const shown = JSON.parse(JSON.stringify(await reveal(publicFacts(planOf(OLD).revision.facts)))) as object;
        const now = factsAtPreview(merge({ jetstream: { key: unknown() } }));
        const seen = { set: undefined, claims: [claim(0, shown), ...BOUND.slice(1)] };
        assert.deepEqual(review(clusterFacts(seen, now).facts, now).problems, []);
    });
});

describe("the facts that are written into the cluster", () => {
    const KEY = merge({ jetstream: { key: secret("PLANTED"), cipher: "aes" }, max_pending: secret(32_000_000) });

    it("hold no password's hash and nothing that is secret", async () => {
        const { facts } = planOf({ ...KEY, users: { app: { password: secret("PLANTED") } } }).revision;
        const written = (await reveal(publicFacts(facts))) as object;
        assert.ok(!("logins" in written));
        const hashes = JSON.stringify(await reveal(facts)).match(/[0-9a-f]{16}/g) ?? [];
        const shown = JSON.stringify(written).match(/[0-9a-f]{16}/g) ?? [];
        assert.ok(shown.length > 0 && shown.length < hashes.length);
    });

    it("hold no more of a key than one in 65,536 others has, too", async () => {
        const { keyPrints } = (await reveal(publicFacts(planOf(KEY).revision.facts))) as Facts;
        assert.match(keyPrints?.key ?? "", /^default\/nats:[0-9a-f]{4}$/);
        assert.equal(keyPrints?.previousKey, "");
    });

    it("are completed by the state's for what they don't tell", async () => {
        const state = await factsOf(KEY);
        const written = JSON.parse(JSON.stringify(await reveal(publicFacts(planOf(KEY).revision.facts)))) as object;
        assert.deepEqual(review(completed(written, state), state).notices, []);
        const changed = await factsOf(merge({ jetstream: { key: secret("PLANTED"), cipher: "aes" }, max_pending: secret(64_000_000) }));
        assert.ok(review(completed(written, state), changed).notices.some(({ message }) => message.includes("config.merge.max_pending")));
        // Who has no state, and so can't tell, says nothing.
        assert.deepEqual(review(completed(written, {}), changed).notices, []);
    });

    it("leave out a list of accounts that an annotation has no room for", () => {
        const many = (count: number): SettledMap => publicFacts({ accounts: Array.from({ length: count }, (_, index) => `A${index}`) });
        assert.ok("accounts" in many(1000) && !("accounts" in many(1001)));
    });
});
