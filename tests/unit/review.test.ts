// What a change is said to do, from the inputs before and after it. That it does that is proved on servers by tests/engine/changes.
import assert from "node:assert/strict";
import { mapLeaves } from "../../provider/leaf";
import { type Facts, readFacts } from "../../provider/review/facts";
import { review } from "../../provider/review/review";
import { type Inputs, planOf, secret, unknown } from "../support/planning";
import { reveal } from "../support/reveal";

const SMALL = { replicas: 3, users: { app: {} } };

async function factsOf(inputs: Inputs, name = "nats"): Promise<Facts> {
    return readFacts(await reveal(planOf(inputs, name).revision.facts));
}

async function reviewOf(old: Inputs, now: Inputs): Promise<ReturnType<typeof review>> {
    return review(await factsOf(old), await factsOf(now));
}

function merge(settings: Inputs, inputs: Inputs = SMALL): Inputs {
    return { ...inputs, config: { merge: settings } };
}

const jetstream = (settings: Inputs): Inputs => merge({ jetstream: settings });
const STANDALONE = { ...SMALL, replicas: 1 };

interface Change {
    readonly old: Inputs;
    readonly now: Inputs;
    readonly says: RegExp;
}

describe("a change that loses something or can't be made", () => {
    const refused: Record<string, Change & { readonly path: string; readonly near: readonly [old: Inputs, now: Inputs] }> = {
        "a smaller volume": {
            ...{ old: { ...SMALL, jetstream: { size: "2Gi" } }, now: { ...SMALL, jetstream: { size: "1Gi" } } },
            ...{ path: "jetstream.size", says: /from 2Gi to 1Gi.*keep at least 2Gi/ },
            near: [
                { ...SMALL, jetstream: { size: "1Gi" } },
                { ...SMALL, jetstream: { size: "1024Mi" } },
            ],
        },
        "another StorageClass": {
            ...{ old: SMALL, now: { ...SMALL, storageClass: "fast" }, path: "storageClass", says: /from "" to "fast"/ },
            near: [
                { ...SMALL, jetstream: { enabled: false } },
                { ...SMALL, jetstream: { enabled: false }, storageClass: "fast" },
            ],
        },
        "JetStream off": {
            ...{ old: SMALL, now: { ...SMALL, jetstream: { enabled: false } }, path: "jetstream.enabled", says: /volumes are kept/ },
            near: [{ ...SMALL, jetstream: { enabled: false } }, SMALL],
        },
        "another JetStream domain": {
            ...{ old: SMALL, now: jetstream({ domain: "hub" }), path: "config.merge.jetstream.domain", says: /from "" to "hub"/ },
            near: [jetstream({ domain: "hub" }), jetstream({ domain: "hub", sync_interval: "1m" })],
        },
        "another cluster name": {
            ...{ old: merge({ cluster: { name: "a" } }), now: merge({ cluster: { name: "b" } }) },
            ...{ path: "config.merge.cluster.name", says: /from "a" to "b"/ },
            near: [merge({ cluster: { name: "a" } }), merge({ cluster: { name: "a", no_advertise: true } })],
        },
        "another server name": {
            ...{ old: merge({ server_name: "a" }, STANDALONE), now: merge({ server_name: "b" }, STANDALONE) },
            ...{ path: "config.merge.server_name", says: /from "a" to "b"/ },
            near: [merge({ server_name: "a" }, STANDALONE), merge({ server_name: "a", debug: true }, STANDALONE)],
        },
        "another name": {
            ...{ old: { ...SMALL, name: "a" }, now: { ...SMALL, name: "b" }, path: "name", says: /another cluster, with empty volumes/ },
            near: [
                { ...SMALL, name: "a", jetstream: { enabled: false } },
                { ...SMALL, name: "b", jetstream: { enabled: false } },
            ],
        },
        "another namespace": {
            ...{ old: { ...SMALL, namespace: "a" }, now: { ...SMALL, namespace: "b" }, path: "namespace", says: /another cluster/ },
            near: [
                { ...SMALL, namespace: "a", jetstream: { enabled: false } },
                { ...SMALL, namespace: "b", jetstream: { enabled: false } },
            ],
        },
        "a cluster in place of a standalone server": {
            ...{ old: STANDALONE, now: SMALL, path: "replicas", says: /from 1 to 3.*standalone server's streams.*nats account backup/ },
            near: [SMALL, { ...SMALL, replicas: 5 }],
        },
        "a standalone server in place of a cluster": {
            ...{ old: SMALL, now: STANDALONE, path: "replicas", says: /from 3 to 1.*cluster's streams/ },
            near: [
                { ...STANDALONE, jetstream: { enabled: false } },
                { ...SMALL, jetstream: { enabled: false } },
            ],
        },
        "a lower limit of memory": {
            ...{ old: jetstream({ max_memory_store: "64Mi" }), now: jetstream({ max_memory_store: "32Mi" }) },
            ...{ path: "config.merge.jetstream.max_memory_store", says: /67108864 to 33554432.*rollout restart/ },
            near: [jetstream({ max_memory_store: "32Mi" }), jetstream({ max_memory_store: "64Mi" })],
        },
        "a lower limit of the volume": {
            ...{ old: SMALL, now: jetstream({ max_file_store: "1Gi" }), path: "config.merge.jetstream.max_file_store", says: /lowered/ },
            near: [jetstream({ max_file_store: "1Gi" }), jetstream({ max_file_store: "2Gi" })],
        },
    };
    for (const [what, { old, now, path, says, near }] of Object.entries(refused)) {
        it(`is refused: ${what}`, async () => {
            const { problems } = await reviewOf(old, now);
            assert.deepEqual(
                problems.map((problem) => problem.path),
                [path],
            );
            assert.match(problems[0]!.reason, says);
            assert.match(problems[0]!.reason, new RegExp(`add "${path}" to acceptChanges`));
        });

        it(`is a warning when it is accepted: ${what}`, async () => {
            const { problems, notices } = await reviewOf(old, { ...now, acceptChanges: [path] });
            assert.deepEqual(problems, []);
            assert.ok(
                notices.some(({ severity, message }) => severity === "warning" && message.startsWith(`accepted by acceptChanges: ${path}`)),
            );
        });

        it(`is let through when it loses nothing: near ${what}`, async () => {
            assert.deepEqual((await reviewOf(...near)).problems, []);
        });
    }

    it("is left to the update when a preview doesn't know it", async () => {
        const old = await factsOf({ ...SMALL, jetstream: { size: "20Gi" } });
        for (const now of [
            { jetstream: { size: unknown() } },
            { storageClass: unknown() },
            { name: unknown() },
            { namespace: unknown() },
        ]) {
            const { facts } = planOf({ ...SMALL, jetstream: { size: "20Gi" }, ...now }).revision;
            const { problems } = review(old, readFacts(mapLeaves(facts, () => undefined)));
            assert.deepEqual(problems, []);
        }
    });
});

describe("a preview that has to assume something", () => {
    const assumed: Record<string, { old: Inputs; now: Inputs }> = {
        "how many servers there are": { old: STANDALONE, now: { ...STANDALONE, replicas: unknown() } },
        "whether JetStream is on": {
            old: { ...SMALL, jetstream: { enabled: false } },
            now: { ...SMALL, jetstream: { enabled: unknown() } },
        },
        "all of JetStream": { old: { ...SMALL, jetstream: { size: "20Gi" } }, now: { ...SMALL, jetstream: unknown() } },
        "raw configuration": {
            old: jetstream({ domain: "hub", max_memory_store: "1Gi" }),
            now: { ...SMALL, config: { merge: unknown() } },
        },
        users: { old: SMALL, now: { ...SMALL, users: unknown() } },
        accounts: { old: { ...SMALL, accounts: { A: { users: { alice: {} } } } }, now: { ...SMALL, accounts: unknown() } },
    };
    for (const [what, { old, now }] of Object.entries(assumed)) {
        it(`says nothing of what it doesn't know: ${what}`, async () => {
            const { facts } = planOf(now).revision;
            const { problems, notices } = review(await factsOf(old), readFacts(mapLeaves(facts, () => undefined)));
            assert.deepEqual(problems, []);
            assert.deepEqual(notices, []);
        });
    }
});

describe("a change that can be made", () => {
    const announced: Record<string, Change> = {
        "more memory restarts the servers": {
            ...{ old: SMALL, now: { ...SMALL, resources: { memory: "256Mi" } } },
            says: /every server restarts.*for resources\.memory, resources\.requests\.memory/,
        },
        "a newer chart restarts the servers": {
            old: SMALL,
            now: { ...SMALL, chartVersion: "2.14.3" },
            says: /every server restarts.*for chart/,
        },
        "what NATS can't reload restarts the servers": {
            ...{ old: SMALL, now: merge({ max_pending: "32MB" }), says: /every server restarts.*for config\.merge\.max_pending/ },
        },
        "letting anonymous clients in restarts the servers": {
            ...{ old: SMALL, now: { ...SMALL, allowAnonymous: true }, says: /every server restarts.*for allowAnonymous/ },
        },
        "what NATS reloads restarts nothing": { old: SMALL, now: merge({ max_payload: "2MB" }), says: /by a reload; none restarts/ },
        "another password cuts the user's connections": {
            old: { users: { app: {}, bob: { password: secret("a") } } },
            ...{ now: { users: { app: {}, bob: { password: secret("b") } } }, says: /^connections of bob are cut/ },
        },
        "fewer permissions cut the user's connections": {
            ...{ old: { users: { app: {} } }, now: { users: { app: { permissions: { publish: { allow: ["a"] } } } } } },
            says: /^connections of app are cut/,
        },
        "removing a user cuts the user's connections": {
            ...{ old: { users: { app: {}, bob: {} } }, now: { users: { app: {} } }, says: /^connections of bob are cut/ },
        },
        "fewer servers leave replicas behind": {
            ...{ old: { ...SMALL, replicas: 5 }, now: SMALL },
            says: /nats-3, nats-4 go, .*nats stream cluster peer-remove.*nats server raft peer-remove/,
        },
        "no longer keeping data": {
            old: SMALL,
            now: { ...SMALL, jetstream: { retainData: false } },
            says: /`destroy` deletes the volumes/,
        },
        "removing an account": { old: { ...SMALL, accounts: { A: {} } }, now: SMALL, says: /the streams of A stay on the volumes/ },
        "a downgrade": { old: SMALL, now: { ...SMALL, chartVersion: "2.12.0" }, says: /is a downgrade/ },
        "newer servers": { old: { ...SMALL, chartVersion: "2.12.0" }, now: SMALL, says: /no way back/ },
    };
    for (const [what, { old, now, says }] of Object.entries(announced)) {
        it(`says so: ${what}`, async () => {
            const { problems, notices } = await reviewOf(old, now);
            assert.deepEqual(problems, []);
            assert.equal(notices.filter(({ message }) => says.test(message)).length, 1, JSON.stringify(notices));
        });
    }

    it("is nothing to speak of when the cluster is new", async () => {
        assert.deepEqual(review(readFacts({}), await factsOf(SMALL)), { problems: [], notices: [] });
    });

    it("is nothing to speak of when nothing changes", async () => {
        const inputs = { ...SMALL, users: { app: { password: secret("a") } }, accounts: { A: { users: { bob: {} } } } };
        assert.deepEqual(await reviewOf(inputs, { ...inputs }), { problems: [], notices: [] });
    });

    it("is nothing to speak of for what growing and adding do", async () => {
        for (const now of [{ jetstream: { size: "20Gi" } }, { replicas: 5 }, { users: { app: {}, bob: {} } }, { external: true }]) {
            assert.deepEqual(
                (await reviewOf(SMALL, { ...SMALL, ...now })).notices.filter(({ severity }) => severity === "warning"),
                [],
            );
        }
    });

    it("refuses the change of a name that is a secret without showing it", async () => {
        const named = (domain: string): Inputs => ({ ...SMALL, config: { merge: { jetstream: { domain: secret(domain) } } } });
        const [problem] = (await reviewOf(named("hunter2"), named("hunter3"))).problems;
        assert.match(problem?.reason ?? "", /from "a secret \([0-9a-f]{4}\)" to "a secret/);
        assert.doesNotMatch(problem?.reason ?? "", /hunter/);
    });

    it("tells no password, and no hash of one where it could be read", async () => {
        const { facts } = planOf({ users: { app: { password: secret("hunter2") } } }).revision;
        assert.ok((facts["logins"] as { secret?: boolean }).secret);
        assert.doesNotMatch(JSON.stringify(await reveal(facts)), /hunter2/);
    });
});
