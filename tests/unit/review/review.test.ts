// What is said of a change that loses something. That it does is proved on servers by tests/engine/changes.
import assert from "node:assert/strict";
import { REFUSED_CHANGES } from "../../../provider/inputs/contract";
import { REFUSALS } from "../../../provider/review/refusals";
import { review } from "../../../provider/review/review";
import { hash } from "../../../provider/values/hash";
import { type SettledMap, Leaf } from "../../../provider/values/leaf";
import { ACCOUNT_JWT, OPERATOR, PRELOAD, SYSTEM_ACCOUNT, operatorSaying, preloadFor } from "../../support/operator";
import { type Inputs, planOf, problemsOf, secret, unknown } from "../../support/planning";
import { SMALL, STANDALONE, factsAtPreview, factsOf, merge, reviewOf } from "../../support/reviewing";

/** What nobody's consent makes possible. */
const IMPOSSIBLE = [
    "jetstream.size",
    "storageClass",
    "chartVersion",
    "values.headlessService.name",
    "values.statefulSet.merge.spec.podManagementPolicy",
    "values.statefulSet.patch",
];
const VOLUME = { op: "add", path: "/spec/volumeClaimTemplates/-", value: { metadata: { name: "more" } } };

const operated = (inputs: Inputs = {}, resolver: unknown = "MEMORY"): Inputs => ({
    replicas: 3,
    config: { merge: { operator: OPERATOR, ...preloadFor(resolver) }, resolver },
    ...inputs,
});
const OTHER_ACCOUNT = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const operatedBy = (operator: string, settings: Inputs = {}): Inputs => ({
    replicas: 3,
    config: { merge: { operator, resolver_preload: { ...PRELOAD, [OTHER_ACCOUNT]: ACCOUNT_JWT }, ...settings }, resolver: "MEMORY" },
});
const FULL = { type: "full" };
const throwAway = (inputs: Inputs): Inputs => ({ ...inputs, jetstream: { retainData: false, ...(inputs["jetstream"] as Inputs) } });
const image = (tag: string): Inputs => ({ ...SMALL, values: { container: { image: { tag } } } });
const key = (settings: Readonly<Record<string, string>>): Inputs =>
    jetstream(Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, secret(value)])));
const system = (account: string, inputs: Inputs = SMALL): Inputs =>
    merge({ accounts: { OPS: {}, $SYS: {} }, system_account: account }, inputs);

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
        "another name of the headless Service": {
            old: SMALL,
            now: { ...SMALL, values: { headlessService: { name: "peers" } } },
            path: "values.headlessService.name",
            says: /kubectl delete statefulset nats`.*makes it anew, with its volumes$/,
            near: [SMALL, { ...SMALL, values: { headlessService: { name: "nats-headless" } } }],
        },
        "another name of the headless Service, where the volumes go with the StatefulSet": {
            old: throwAway(SMALL),
            now: throwAway({ ...SMALL, values: { headlessService: { name: "peers" } } }),
            path: "values.headlessService.name",
            says: /its volumes would be deleted.*retainData: true in an update of its own first/,
            near: [throwAway(SMALL), throwAway({ ...SMALL, values: { headlessService: { merge: { metadata: { labels: { a: "b" } } } } } })],
        },
        "pods that come one after another": {
            old: SMALL,
            now: { ...SMALL, values: { statefulSet: { merge: { spec: { podManagementPolicy: "OrderedReady" } } } } },
            path: "values.statefulSet.merge.spec.podManagementPolicy",
            says: /lets nobody change/,
            near: [
                SMALL,
                { ...SMALL, values: { statefulSet: { merge: { spec: { podManagementPolicy: "Parallel", minReadySeconds: 5 } } } } },
            ],
        },
        "one more volume for each server": {
            old: SMALL,
            now: { ...SMALL, values: { statefulSet: { patch: [VOLUME] } } },
            path: "values.statefulSet.patch",
            says: /lets nobody change/,
            near: [SMALL, { ...SMALL, values: { statefulSet: { patch: [{ op: "add", path: "/spec/minReadySeconds", value: 5 }] } } }],
        },
        "another size of a resolver's volumes, where volumes go with the StatefulSet": {
            old: throwAway(operated({}, FULL)),
            now: throwAway(operated({ values: { config: { resolver: { pvc: { size: "2Gi" } } } } }, FULL)),
            path: "config.resolver",
            says: /the volumes with all JWTs are deleted/,
            near: [throwAway(operated({}, FULL)), throwAway(operated({}, { type: "full", interval: "5m" }))],
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
            now: { ...SMALL, values: { config: { cluster: { merge: { name: "b" } } } } },
            path: "config.merge.cluster.name",
            says: /from "" to "b"/,
            near: [SMALL, { ...SMALL, values: { config: { cluster: { merge: { name: "nats" } } } } }],
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
            says: /from 64Mi to 32Mi.*rollout restart/,
            near: [jetstream({ max_memory_store: "32Mi" }), jetstream({ max_memory_store: "64Mi" })],
        },
        "a lower limit of the volume": {
            old: SMALL,
            now: jetstream({ max_file_store: "1Gi" }),
            path: "config.merge.jetstream.max_file_store",
            says: /from 9Gi to 1Gi.*can only grow/,
            near: [jetstream({ max_file_store: "1Gi" }), jetstream({ max_file_store: "2Gi" })],
        },
        "a limit of memory where each server has found its own": {
            old: jetstream({ max_memory_store: -1 }),
            now: jetstream({ max_memory_store: "32Mi" }),
            path: "config.merge.jetstream.max_memory_store",
            says: /from as much as each server finds to 32Mi/,
            near: [jetstream({ max_memory_store: -1 }), jetstream({ max_memory_store: -1, sync_interval: "1m" })],
        },
        "no limit of memory": {
            old: jetstream({ max_memory_store: "32Mi" }),
            now: jetstream({ max_memory_store: -1 }),
            path: "config.merge.jetstream.max_memory_store",
            says: /from 32Mi to as much as each server finds/,
            near: [jetstream({ max_memory_store: "32Mi" }), jetstream({ max_memory_store: "32Mi" })],
        },
        "another key": {
            old: key({ key: "one" }),
            now: key({ key: "two", prev_key: "three" }),
            path: "config.merge.jetstream.key",
            says: /set prev_key to the old key/,
            near: [key({ key: "one" }), key({ key: "two", prev_key: "one" })],
        },
        "no key any more": {
            old: key({ key: "one" }),
            now: SMALL,
            path: "config.merge.jetstream.key",
            says: /would be removed.*also with prev_key/,
            near: [SMALL, key({ key: "one" })],
        },
        "no key any more but the one before": {
            old: key({ key: "one" }),
            now: key({ prev_key: "one" }),
            path: "config.merge.jetstream.key",
            says: /would be removed.*also with prev_key/,
            near: [key({ key: "two", prev_key: "one" }), key({ key: "two" })],
        },
        "another system account": {
            old: SMALL,
            now: system("OPS"),
            path: "config.merge.system_account",
            says: /from "\$SYS" to "OPS".*out of reach until this is taken back/,
            near: [system("OPS", STANDALONE), system("$SYS", STANDALONE)],
        },
        "another system account in the operator's JWT": {
            old: operated(),
            now: operatedBy(operatorSaying({ system_account: OTHER_ACCOUNT })),
            path: "config.merge.system_account",
            says: /from "ADD.*" to "AAA/,
            // What the JWT says, said again.
            near: [operated(), operatedBy(OPERATOR, { system_account: SYSTEM_ACCOUNT })],
        },
        "an operator in place of users": {
            old: SMALL,
            now: operated(),
            path: "config.merge.operator",
            says: /from the accounts of the inputs to the accounts of the operator's JWTs/,
            near: [operated(), operated({ resources: { memory: "256Mi" } })],
        },
        "users in place of an operator": {
            old: operated(),
            now: SMALL,
            path: "config.merge.operator",
            says: /to the accounts of the inputs.*nats account backup/,
            near: [{ ...SMALL, jetstream: { enabled: false } }, operated({ jetstream: { enabled: false } })],
        },
        "a token in place of users": {
            old: SMALL,
            now: merge({ authorization: { token: secret("t") } }, { replicas: 3 }),
            path: "config.merge.authorization",
            says: /to the global account/,
            near: [
                merge({ authorization: { token: secret("t") } }, { replicas: 3 }),
                merge({ authorization: { users: [{ user: "a", password: secret("t") }] } }, { replicas: 3 }),
            ],
        },
        "users in place of users of the global account": {
            old: merge({ authorization: { users: [{ user: "a", password: secret("t") }] } }, { replicas: 3 }),
            now: SMALL,
            path: "config.merge.authorization",
            says: /from the global account/,
            near: [SMALL, { ...SMALL, users: {}, allowAnonymous: true }],
        },
        "an operator in place of a token": {
            old: merge({ authorization: { token: secret("t") } }, { replicas: 3 }),
            now: operated(),
            path: "config.merge.operator",
            says: /from the global account to the accounts of the operator's JWTs/,
            near: [operated(), operated({}, "URL(http://jwt/accounts/)")],
        },
        "servers that are two versions ahead": {
            old: { ...SMALL, chartVersion: "2.12.11" },
            now: image("2.15.2-alpine"),
            path: "chartVersion",
            says: /servers 2\.15\.2 in place of 2\.12\.11 .*2\.14 first/,
            near: [SMALL, image("2.15.2-alpine")],
        },
        "a chart that is two versions ahead": {
            old: { ...SMALL, chartVersion: "1.3.16" },
            now: { ...SMALL, chartVersion: "2.15.0" },
            path: "chartVersion",
            says: /2\.14 first/,
            near: [
                { ...SMALL, chartVersion: "2.12.11" },
                { ...SMALL, chartVersion: "2.14.2" },
            ],
        },
        "servers that are two versions back": {
            old: { ...SMALL, values: { container: { image: { fullImageName: "mirror:5000/nats:2.15.2@sha256:00" } } } },
            now: { ...SMALL, chartVersion: "2.12.11" },
            path: "chartVersion",
            says: /servers 2\.12\.11 in place of 2\.15\.2 .*2\.14 first/,
            near: [
                { ...STANDALONE, chartVersion: "2.15.2" },
                { ...STANDALONE, chartVersion: "2.12.11" },
            ],
        },
        "JetStream off, and its volumes with it": {
            old: throwAway(SMALL),
            now: throwAway({ ...SMALL, jetstream: { enabled: false } }),
            path: "jetstream.enabled",
            says: /volumes are deleted with all messages.*retainData: true in an update of its own first/,
            near: [throwAway(SMALL), SMALL],
        },
        "JetStream off in the update that turns retainData on": {
            old: throwAway(SMALL),
            now: { ...SMALL, jetstream: { enabled: false } },
            path: "jetstream.enabled",
            says: /volumes are deleted with all messages/,
            near: [SMALL, throwAway(SMALL)],
        },
        "a resolver with volumes, where volumes go with the StatefulSet": {
            old: throwAway(operated()),
            now: throwAway(operated({}, FULL)),
            path: "config.resolver",
            says: /the volumes with all messages are deleted.*retainData: true in an update of its own first/,
            near: [operated(), throwAway(operated({}, FULL))],
        },
        "no resolver with volumes any more, where volumes go with the StatefulSet": {
            old: throwAway(operated({}, FULL)),
            now: operated(),
            path: "config.resolver",
            says: /the volumes with all messages and the volumes with all JWTs are deleted/,
            near: [operated({}, FULL), operated()],
        },
        "JetStream on, beside a resolver whose volumes go with the StatefulSet": {
            old: throwAway(operated({ jetstream: { enabled: false } }, FULL)),
            now: operated({}, FULL),
            path: "jetstream.enabled",
            says: /volumes of config\.resolver are deleted with all JWTs/,
            near: [operated({ jetstream: { enabled: false } }, FULL), operated({}, FULL)],
        },
        "another StorageClass of a resolver": {
            old: operated({ jetstream: { enabled: false } }, FULL),
            now: operated({ jetstream: { enabled: false }, storageClass: "fast" }, FULL),
            path: "storageClass",
            says: /from "" to "fast"/,
            near: [operated({ jetstream: { enabled: false } }), operated({ jetstream: { enabled: false }, storageClass: "fast" })],
        },
        "another name, where volumes go with the StatefulSet": {
            old: throwAway({ ...SMALL, name: "a" }),
            now: throwAway({ ...SMALL, name: "b" }),
            path: "name",
            says: /this one is deleted with its volumes/,
            near: [throwAway({ ...SMALL, name: "a" }), { ...SMALL, name: "a" }],
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
            assert.equal(problems[0]!.reason.includes(`add "${path}" to acceptChanges`), !IMPOSSIBLE.includes(path));
        });

        it(`is ${IMPOSSIBLE.includes(path) ? "refused also" : "a warning"} when it is accepted: ${what}`, async () => {
            if (IMPOSSIBLE.includes(path)) {
                assert.match(problemsOf({ ...now, acceptChanges: [path] })[0]!.reason, /can't have .*can't be made/);
                return;
            }
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

    const ofStreams = Object.entries(refused).filter(
        ([what, { path }]) =>
            !["name", "namespace", "jetstream.enabled"].includes(path) &&
            !path.startsWith("values.") &&
            what !== "another StorageClass of a resolver",
    );
    for (const [what, { old, now }] of ofStreams) {
        it(`is let through when there were no streams, and told once when all of them go: ${what}`, async () => {
            // Raw settings of JetStream would turn it on again, and are refused beside `enabled: false`. A resolver with volumes has reasons of its own.
            const off = ({ config, ...inputs }: Inputs): Inputs => {
                const { merge, resolver } = (config ?? {}) as { merge?: Inputs; resolver?: unknown };
                return {
                    ...inputs,
                    config: { merge: { ...merge, jetstream: undefined }, ...(resolver !== undefined && { resolver: "MEMORY" }) },
                    jetstream: { ...(inputs["jetstream"] as Inputs), enabled: false },
                };
            };
            assert.deepEqual((await reviewOf(off(old), now)).problems, []);
            const { problems } = await reviewOf(old, off(now));
            assert.deepEqual(
                problems.map(({ path }) => path),
                ["jetstream.enabled"],
            );
        });
    }

    it("is told in whole numbers of the largest unit that has them", async () => {
        const sized = (size: string): Inputs => ({ ...SMALL, jetstream: { size } });
        assert.match((await reviewOf(sized("1.5Gi"), sized("1Gi"))).problems[0]!.reason, /from 1536Mi to 1Gi/);
        assert.match((await reviewOf(sized("2G"), sized("1Gi"))).problems[0]!.reason, /from 2000000000 bytes to 1Gi/);
    });

    it("has a code of its own for each reason, and a path that the inputs know", () => {
        assert.equal(new Set(REFUSALS.map(({ code }) => code)).size, REFUSALS.length);
        const refused = new Set<string>(REFUSALS.map(({ path }) => path));
        assert.deepEqual([...refused].sort(), Object.keys(REFUSED_CHANGES).sort());
    });

    it("tells no key, and no hash of one where it could be read", async () => {
        const { facts } = planOf(key({ key: "hunter2", prev_key: "hunter3" })).revision;
        assert.deepEqual(
            Object.values(facts["encryption"] as SettledMap).map((leaf) => leaf instanceof Leaf && leaf.secret),
            [true, true],
        );
        const told = JSON.stringify(await reviewOf(key({ key: "hunter2" }), key({ key: "hunter3" })));
        assert.doesNotMatch(told, /hunter/);
        assert.ok(!told.includes(hash("hunter2")));
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
            old: { ...SMALL, values: { config: { cluster: { merge: { name: "a" } }, serverNamePrefix: "b" } } },
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
