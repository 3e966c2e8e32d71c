// What is said of a change that loses something. That it does is proved on servers by tests/engine/changes.
import assert from "node:assert/strict";
import { review } from "../../../provider/review/review";
import { type Inputs, secret, unknown } from "../../support/planning";
import { SMALL, STANDALONE, factsAtPreview, factsOf, merge, reviewOf } from "../../support/reviewing";

const jetstream = (settings: Inputs): Inputs => merge({ jetstream: settings });

interface Change {
    readonly old: Inputs;
    readonly now: Inputs;
    readonly says: RegExp;
}

describe("a change that loses something or can't be made", () => {
    const refused: Record<string, Change & { readonly path: string; readonly near: readonly [old: Inputs, now: Inputs] }> = {
        "a smaller volume": {
            old: { ...SMALL, jetstream: { size: "2Gi" } },
            now: { ...SMALL, jetstream: { size: "1Gi" } },
            path: "jetstream.size",
            says: /from 2Gi to 1Gi.*keep at least 2Gi/,
            near: [
                { ...SMALL, jetstream: { size: "1Gi" } },
                { ...SMALL, jetstream: { size: "1024Mi" } },
            ],
        },
        "another StorageClass": {
            old: SMALL,
            now: { ...SMALL, storageClass: "fast" },
            path: "storageClass",
            says: /from "" to "fast"/,
            near: [
                { ...SMALL, jetstream: { enabled: false } },
                { ...SMALL, jetstream: { enabled: false }, storageClass: "fast" },
            ],
        },
        "JetStream off": {
            old: SMALL,
            now: { ...SMALL, jetstream: { enabled: false } },
            path: "jetstream.enabled",
            says: /volumes are kept/,
            near: [{ ...SMALL, jetstream: { enabled: false } }, SMALL],
        },
        "another JetStream domain": {
            old: SMALL,
            now: jetstream({ domain: "hub" }),
            path: "config.merge.jetstream.domain",
            says: /from "" to "hub"/,
            near: [jetstream({ domain: "hub" }), jetstream({ domain: "hub", sync_interval: "1m" })],
        },
        "another cluster name": {
            old: merge({ cluster: { name: "a" } }),
            now: merge({ cluster: { name: "b" } }),
            path: "config.merge.cluster.name",
            says: /from "a" to "b"/,
            near: [merge({ cluster: { name: "nats" } }), SMALL],
        },
        "another cluster name in the chart's values": {
            old: SMALL,
            now: { ...SMALL, values: { config: { cluster: { name: "b" } } } },
            path: "config.merge.cluster.name",
            says: /from "" to "b"/,
            near: [SMALL, { ...SMALL, values: { config: { cluster: { name: "nats" } } } }],
        },
        "another beginning of the servers' names in the chart's values": {
            old: SMALL,
            now: { ...SMALL, values: { config: { serverNamePrefix: "b" } } },
            path: "config.merge.server_name",
            says: /from "" to "b"/,
            near: [SMALL, { ...SMALL, values: { config: { patch: [] } } }],
        },
        "another server name": {
            old: merge({ server_name: "a" }, STANDALONE),
            now: merge({ server_name: "b" }, STANDALONE),
            path: "config.merge.server_name",
            says: /from "a" to "b"/,
            near: [merge({ server_name: "a" }, STANDALONE), merge({ server_name: "a", debug: true }, STANDALONE)],
        },
        "another name": {
            old: { ...SMALL, name: "a" },
            now: { ...SMALL, name: "b" },
            path: "name",
            says: /another cluster, with empty volumes/,
            near: [
                { ...SMALL, name: "a", jetstream: { enabled: false } },
                { ...SMALL, name: "b", jetstream: { enabled: false } },
            ],
        },
        "another namespace": {
            old: { ...SMALL, namespace: "a" },
            now: { ...SMALL, namespace: "b" },
            path: "namespace",
            says: /another cluster/,
            near: [
                { ...SMALL, namespace: "a", jetstream: { enabled: false } },
                { ...SMALL, namespace: "b", jetstream: { enabled: false } },
            ],
        },
        "a cluster in place of a standalone server": {
            old: STANDALONE,
            now: SMALL,
            path: "replicas",
            says: /from 1 to 3.*standalone server's streams.*nats account backup/,
            near: [SMALL, { ...SMALL, replicas: 5 }],
        },
        "a standalone server in place of a cluster": {
            old: SMALL,
            now: STANDALONE,
            path: "replicas",
            says: /from 3 to 1.*cluster's streams/,
            near: [
                { ...STANDALONE, jetstream: { enabled: false } },
                { ...SMALL, jetstream: { enabled: false } },
            ],
        },
        "a lower limit of memory": {
            old: jetstream({ max_memory_store: "64Mi" }),
            now: jetstream({ max_memory_store: "32Mi" }),
            path: "config.merge.jetstream.max_memory_store",
            says: /67108864 to 33554432.*rollout restart/,
            near: [jetstream({ max_memory_store: "32Mi" }), jetstream({ max_memory_store: "64Mi" })],
        },
        "a lower limit of the volume": {
            old: SMALL,
            now: jetstream({ max_file_store: "1Gi" }),
            path: "config.merge.jetstream.max_file_store",
            says: /lowered/,
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

    const ofStreams = Object.entries(refused).filter(([, { path }]) => !["name", "namespace", "jetstream.enabled"].includes(path));
    for (const [what, { old, now }] of ofStreams) {
        it(`is let through when there were no streams, and told once when all of them go: ${what}`, async () => {
            // Raw settings of JetStream would turn it on again, and are refused beside `enabled: false`.
            const off = ({ config, ...inputs }: Inputs): Inputs => ({
                ...inputs,
                config: { merge: { ...(config as { merge: Inputs } | undefined)?.merge, jetstream: undefined } },
                jetstream: { ...(inputs["jetstream"] as Inputs), enabled: false },
            });
            assert.deepEqual((await reviewOf(off(old), now)).problems, []);
            const { problems } = await reviewOf(old, off(now));
            assert.deepEqual(
                problems.map(({ path }) => path),
                ["jetstream.enabled"],
            );
        });
    }

    it("is told in bytes where a size is no whole number of Gi", async () => {
        const sized = (size: string): Inputs => ({ ...SMALL, jetstream: { size } });
        assert.match((await reviewOf(sized("1.5Gi"), sized("1Gi"))).problems[0]!.reason, /from 1610612736 bytes to 1Gi/);
    });

    it("shows no name that is a secret", async () => {
        const named = (domain: string): Inputs => ({ ...SMALL, config: { merge: { jetstream: { domain: secret(domain) } } } });
        const [problem] = (await reviewOf(named("hunter2"), named("hunter3"))).problems;
        assert.match(problem?.reason ?? "", /from "a secret \([0-9a-f]{4}\)" to "a secret/);
        assert.doesNotMatch(problem?.reason ?? "", /hunter/);
    });

    it("is left to the update when a preview doesn't know it", async () => {
        const old = await factsOf({ ...SMALL, jetstream: { size: "20Gi" } });
        for (const now of [
            { jetstream: { size: unknown() } },
            { storageClass: unknown() },
            { name: unknown() },
            { namespace: unknown() },
        ]) {
            const { problems } = review(old, factsAtPreview({ ...SMALL, jetstream: { size: "20Gi" }, ...now }));
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
            old: {
                ...SMALL,
                systemUsers: { admin: {} },
                config: {
                    merge: {
                        jetstream: { domain: "hub", max_memory_store: "1Gi", max_file_store: "9.5Gi" },
                        cluster: { name: "a" },
                        accounts: { OPS: {}, B: {} },
                        system_account: "OPS",
                    },
                },
            },
            now: { ...SMALL, systemUsers: { admin: {} }, config: { merge: unknown() } },
        },
        "a server's name": { old: merge({ server_name: "a" }, STANDALONE), now: { ...STANDALONE, config: { merge: unknown() } } },
        "values of the chart": {
            old: { ...SMALL, values: { config: { cluster: { name: "a" }, serverNamePrefix: "b" } } },
            now: { ...SMALL, values: unknown() },
        },
        "users of the system": { old: { ...SMALL, systemUsers: { admin: {} } }, now: { ...SMALL, systemUsers: unknown() } },
        users: { old: SMALL, now: { ...SMALL, users: unknown() } },
        "raw accounts": { old: merge({ accounts: { A: {} } }), now: merge({ accounts: unknown() }) },
        accounts: { old: { ...SMALL, accounts: { A: { users: { alice: {} } } } }, now: { ...SMALL, accounts: unknown() } },
    };
    for (const [what, { old, now }] of Object.entries(assumed)) {
        it(`says nothing of what it doesn't know: ${what}`, async () => {
            const { problems, notices } = review(await factsOf(old), factsAtPreview(now));
            assert.deepEqual(problems, []);
            assert.deepEqual(notices, []);
        });
    }
});
