// What a change is compared by: how it comes from the engine, and what is said when some of it isn't known.
import assert from "node:assert/strict";
import { readFacts } from "../../../provider/engine/wire";
import type { Facts } from "../../../provider/review/facts";
import { review } from "../../../provider/review/review";
import { type Inputs, secret, unknown } from "../../support/planning";
import { SMALL, factsAtPreview, factsOf, merge, reviewOf } from "../../support/reviewing";
import { Secret, UNKNOWN, onWire, outputOnWire } from "../../support/wire";

const without = (facts: Facts, gone: string): Facts => Object.fromEntries(Object.entries(facts).filter(([fact]) => fact !== gone));

describe("facts from the engine", () => {
    it("are read as they are, with secrets opened and gaps where they aren't known yet", () => {
        const wire = onWire({
            name: "nats",
            replicas: UNKNOWN,
            storageClass: new Secret(UNKNOWN),
            acceptChanges: ["replicas"],
            logins: new Secret({ app: "1", bob: new Secret("2") }),
            restarts: { chart: outputOnWire("a"), "resources.cpu": UNKNOWN, "resources.memory": outputOnWire(UNKNOWN) },
        });
        assert.deepEqual(readFacts(wire), {
            name: "nats",
            replicas: undefined,
            storageClass: undefined,
            acceptChanges: ["replicas"],
            logins: { app: "1", bob: "2" },
            restarts: { chart: "a", "resources.cpu": undefined, "resources.memory": undefined },
        });
    });
});

describe("facts of another format", () => {
    it("are compared without their hashes, which may differ where nothing has changed", async () => {
        const inputs = { ...SMALL, users: { app: { password: secret("a") } }, config: { merge: { max_pending: "32MB" } } };
        const now = { ...inputs, users: { app: { password: secret("b") } }, config: { merge: { max_payload: "2MB" } } };
        const old = await factsOf(inputs);
        for (const other of [without(old, "format"), { ...old, format: 0 }, { ...old, format: 2 }]) {
            assert.deepEqual(review(other, await factsOf(now)), { problems: [], notices: [] });
        }
        assert.ok(said(review(old, await factsOf(now))).length > 0);
    });

    it("are compared with what means the same", async () => {
        const old = { ...(await factsOf({ ...SMALL, jetstream: { size: "2Gi" } })), format: 0 };
        assert.deepEqual(said(review(old, await factsOf({ ...SMALL, jetstream: { size: "1Gi" } }))), ["volume-shrink"]);
    });
});

function said({ problems, notices }: ReturnType<typeof review>): string[] {
    return [...problems, ...notices].map(({ code }) => code);
}

describe("facts that an earlier version of the plugin left", () => {
    const OLD: Inputs = {
        name: "a",
        namespace: "a",
        replicas: 5,
        storageClass: "a",
        chartVersion: "2.12.0",
        users: { app: { password: secret("a") } },
        accounts: { A: {} },
        jetstream: { size: "20Gi" },
        config: { merge: { cluster: { name: "a" }, jetstream: { domain: "a", max_memory_store: "64Mi", max_file_store: "2Gi" } } },
    };
    const NOW: Inputs = {
        name: "b",
        namespace: "b",
        replicas: 1,
        storageClass: "b",
        chartVersion: "2.14.2",
        users: { app: { password: secret("b") } },
        accounts: { B: {} },
        jetstream: { size: "20Gi", retainData: false },
        config: { merge: { cluster: { name: "b" }, jetstream: { domain: "b", max_memory_store: "32Mi", max_file_store: "1Gi" } } },
    };

    it("are compared without what is missing: nothing else is said of the change than would be with it", async () => {
        for (const [from, to] of [
            [OLD, NOW],
            [OLD, { ...NOW, replicas: 3 }],
            [NOW, OLD],
            [SMALL, { ...SMALL, config: { merge: { max_payload: "2MB" } } }],
        ] as const) {
            const [old, now] = [await factsOf(from), await factsOf(to)];
            const all = said(review(old, now));
            assert.ok(all.length > 0);
            for (const fact of Object.keys(now)) {
                for (const some of [review(without(old, fact), now), review(old, without(now, fact))]) {
                    const more = said(some).filter((code) => !all.includes(code));
                    assert.deepEqual(more, [], `without ${fact}`);
                }
            }
        }
    });
});

describe("a setting that has an input", () => {
    it("is announced by its input, and is no other when it is set by that", async () => {
        const facts = await factsOf(SMALL);
        const withSetting = (hash: string): Facts => ({
            ...facts,
            restarts: { ...facts.restarts, "config.merge.authorization.timeout": hash },
        });
        const [notice] = review(withSetting("a"), withSetting("b")).notices;
        assert.match(notice?.message ?? "", /every server restarts.* for authTimeoutSeconds \(config\.merge\.authorization\.timeout\);/);
        const timeout = { authorization: { timeout: 5 } };
        assert.deepEqual(await reviewOf(merge(timeout), { ...SMALL, authTimeoutSeconds: 5 }), { problems: [], notices: [] });
    });
});

describe("a preview that doesn't know what it only passes on", () => {
    const memory = (value: unknown): Inputs => ({ ...SMALL, resources: { memory: value } });

    it("names what restarts the servers as far as it is known", async () => {
        const now = { ...memory(unknown()), chartVersion: "2.14.3" };
        const [notice] = review(await factsOf(memory("256Mi")), factsAtPreview(now)).notices;
        assert.match(notice?.message ?? "", /every server restarts.* for chart;/);
    });

    it("doesn't promise that nothing restarts while something may", async () => {
        const old = await factsOf(memory("256Mi"));
        for (const now of [
            merge({ max_payload: "2MB" }, memory(unknown())),
            merge({ max_payload: "2MB" }, { ...SMALL, replicas: unknown() }),
        ]) {
            assert.deepEqual(review(old, factsAtPreview(now)).notices, []);
        }
        const [notice] = review(old, factsAtPreview(merge({ max_payload: "2MB" }, memory("256Mi")))).notices;
        assert.match(notice?.message ?? "", /none restarts/);
    });

    it("says what becomes of servers whose names it doesn't know", async () => {
        const { notices } = review(await factsOf({ ...SMALL, replicas: 5 }), factsAtPreview({ ...SMALL, name: unknown() }));
        const notice = notices.find(({ code }) => code === "scale-in");
        assert.match(notice?.message ?? "", /^<name>-3, <name>-4 go,/);
    });
});
