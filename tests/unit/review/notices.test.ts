// What a change is said to do to running servers and their clients. That it does that is proved on servers by tests/engine/changes.
import assert from "node:assert/strict";
import { readFacts } from "../../../provider/engine/wire";
import { review } from "../../../provider/review/review";
import { OPERATOR, preloadFor } from "../../support/operator";
import { type Inputs, planOf, secret } from "../../support/planning";
import { reveal } from "../../support/reveal";
import { SMALL, STANDALONE, factsOf, merge, reviewOf } from "../../support/reviewing";

/** The chart restarts the servers for every change of nats.conf. */
const checksum = (inputs: Inputs): Inputs => ({ ...inputs, values: { podTemplate: { configChecksumAnnotation: true } } });

function operated(resolver: unknown): Inputs {
    return { replicas: 3, config: { merge: { operator: OPERATOR, ...preloadFor(resolver) }, resolver } };
}

interface Change {
    readonly old: Inputs;
    readonly now: Inputs;
    readonly says: RegExp;
}

describe("a change that can be made", () => {
    const announced: Record<string, Change> = {
        "more memory restarts the servers": {
            old: SMALL,
            now: { ...SMALL, resources: { memory: "256Mi" } },
            says: /every server restarts.*for resources\.memory, resources\.requests\.memory/,
        },
        "a newer chart restarts the servers": {
            old: SMALL,
            now: { ...SMALL, chartVersion: "2.14.3" },
            says: /every server restarts.*for chart/,
        },
        "what NATS can't reload restarts the servers": {
            old: SMALL,
            now: merge({ max_pending: "32MB" }),
            says: /every server restarts.*for limits\.maxPending \(config\.merge\.max_pending\)/,
        },
        "letting anonymous clients in restarts the servers": {
            old: SMALL,
            now: { ...SMALL, allowAnonymous: true },
            says: /every server restarts.*for allowAnonymous/,
        },
        "turning JetStream on stops all servers together": {
            old: { ...SMALL, jetstream: { enabled: false } },
            now: SMALL,
            says: /all servers stop together and start again, for jetstream\.enabled:/,
        },
        "turning JetStream off stops all servers together": {
            old: SMALL,
            now: { ...SMALL, jetstream: { enabled: false }, acceptChanges: ["jetstream.enabled"] },
            says: /all servers stop together and start again, for jetstream\.enabled:/,
        },
        "a resolver that no longer keeps JWTs stops all servers together": {
            old: operated({ type: "full", dir: "/jwt" }),
            now: operated("MEMORY"),
            says: /all servers stop together and start again, for config\.resolver, /,
        },
        "another directory of JWTs restarts the servers": {
            old: operated({ type: "full", dir: "/jwt" }),
            now: operated({ type: "full", dir: "/jwts" }),
            says: /every server restarts.*for config\.resolver\.dir;/,
        },
        "a cluster in place of a standalone server restarts it": {
            old: STANDALONE,
            now: { ...SMALL, acceptChanges: ["replicas"] },
            says: /every server restarts.*for replicas;/,
        },
        "another user for clients without credentials restarts the servers": {
            old: { ...SMALL, noAuthUser: "app" },
            now: SMALL,
            says: /every server restarts.*for noAuthUser;/,
        },
        "a part of a block that NATS can't reload restarts the servers": {
            old: SMALL,
            now: merge({ jetstream: { unique_tag: "az:", max_memory_store: "1Mi" } }),
            says: /every server restarts.*for config\.merge\.jetstream\.unique_tag;/,
        },
        "the first certificate restarts the servers": {
            old: SMALL,
            now: merge({ tls: { cert_file: "/etc/tls/tls.crt", key_file: "/etc/tls/tls.key" } }),
            says: /every server restarts.*for config\.merge\.tls\.cert_file, config\.merge\.tls\.key_file;/,
        },
        "the first secret in a block restarts the servers": {
            old: merge({ cluster: { ping_max: 3 } }),
            now: merge({ cluster: { ping_max: secret(3) } }),
            says: /every server restarts.*for config\.merge\.cluster;/,
        },
        "a setting that NATS reloads restarts the servers where the chart is told so": {
            old: checksum(SMALL),
            now: checksum(merge({ debug: true })),
            says: /every server restarts.*for logging\.debug \(config\.merge\.debug\);/,
        },
        "more servers restart the others where the chart is told so": {
            old: checksum(SMALL),
            now: checksum({ ...SMALL, replicas: 5 }),
            says: /every server restarts.*for replicas;/,
        },
        "values of the chart restart the servers": {
            old: SMALL,
            now: { ...SMALL, values: { container: { env: { A: "b" } } } },
            says: /every server restarts.*for values\.container\.env;/,
        },
        "another password cuts the user's connections": {
            old: { users: { app: {}, bob: { password: secret("a") } } },
            now: { users: { app: {}, bob: { password: secret("b") } } },
            says: /^connections of bob are cut/,
        },
        "fewer permissions cut the user's connections": {
            old: { users: { app: {} } },
            now: { users: { app: { permissions: { publish: { allow: ["a"] } } } } },
            says: /^connections of app are cut/,
        },
        "removing a user cuts the user's connections": {
            old: { users: { app: {}, bob: {} } },
            now: { users: { app: {} } },
            says: /^connections of bob are cut/,
        },
        "fewer servers leave replicas behind": {
            old: { ...SMALL, replicas: 5 },
            now: SMALL,
            says: /^nats-3, nats-4 go, .*nats stream cluster peer-remove.*nats server raft peer-remove.*after five minutes/,
        },
        "one server fewer leaves replicas behind": { old: SMALL, now: { ...SMALL, replicas: 2 }, says: /^nats-2 goes, / },
        "no longer keeping data": {
            old: SMALL,
            now: { ...SMALL, jetstream: { retainData: false } },
            says: /`destroy` deletes the volumes/,
        },
        "removing an account": { old: { ...SMALL, accounts: { A: {} } }, now: SMALL, says: /the streams of A stay on the volumes/ },
        "a downgrade": { old: SMALL, now: { ...SMALL, chartVersion: "2.12.0" }, says: /is a downgrade/ },
        "newer servers": { old: { ...SMALL, chartVersion: "2.9.0" }, now: SMALL, says: /no way back/ },
        "a newer major version": {
            old: { ...SMALL, chartVersion: "1.20.0" },
            now: { ...SMALL, chartVersion: "2.1.0" },
            says: /no way back/,
        },
    };
    for (const [what, { old, now, says }] of Object.entries(announced)) {
        it(`says so: ${what}`, async () => {
            const { problems, notices } = await reviewOf(old, now);
            assert.deepEqual(problems, []);
            const told = notices.filter(({ message }) => says.test(message));
            assert.deepEqual(
                told.map(({ severity }) => severity),
                ["warning"],
                JSON.stringify(notices),
            );
        });
    }

    const reloaded: Record<string, readonly [old: Inputs, now: Inputs]> = {
        "a setting": [SMALL, merge({ max_payload: "2MB" })],
        "how long logging in may take": [SMALL, { ...SMALL, authTimeoutSeconds: 5 }],
        "the limits of an account": [
            { ...SMALL, accounts: { A: {} } },
            { ...SMALL, accounts: { A: { limits: { maxPayload: 1000 } } } },
        ],
        "where JWTs are asked for": [operated("MEMORY"), operated("URL(http://jwt/accounts/)")],
    };
    for (const [what, [old, now]] of Object.entries(reloaded)) {
        it(`is no more than news when NATS reloads it: ${what}`, async () => {
            const { notices } = await reviewOf(old, now);
            assert.deepEqual(
                notices.map(({ severity }) => severity),
                ["info"],
            );
            assert.match(notices[0]!.message, /by a reload; none restarts/);
        });
    }

    it("restarts nothing when it is written otherwise, or comes from elsewhere", async () => {
        const sized = (cpu: string, memory: string): Inputs => ({ ...SMALL, resources: { cpu, memory } });
        for (const [old, now] of [
            [sized("1", "1Gi"), sized("1000m", "1024Mi")],
            [SMALL, { ...SMALL, chart: "https://mirror.example/nats-2.14.2.tgz" }],
            [SMALL, { ...SMALL, chart: "oci://mirror.example/nats", chartVersion: "2.14.2" }],
        ] as const) {
            assert.deepEqual((await reviewOf(old, now)).notices, []);
        }
    });

    it("is no reload when something else restarts the servers", async () => {
        const both = await reviewOf(SMALL, merge({ max_payload: "2MB", max_pending: "32MB" }));
        assert.doesNotMatch(JSON.stringify(both.notices), /none restarts/);
    });

    const meanwhile: Record<string, readonly [old: Inputs, now: Inputs, ends: RegExp]> = {
        "three servers": [
            SMALL,
            SMALL,
            /^every server restarts, one after another, .*; clients reconnect, and streams with 3 replicas stay/,
        ],
        "two servers": [{ ...SMALL, replicas: 2 }, { ...SMALL, replicas: 2 }, /JetStream stops while either of the two servers is away$/],
        "one server": [
            STANDALONE,
            STANDALONE,
            /^the server restarts, for .*; clients reconnect, and its streams are away until it is back$/,
        ],
        "three servers that become two": [SMALL, { ...SMALL, replicas: 2 }, /JetStream stops while either/],
        "servers without JetStream": [
            { ...SMALL, jetstream: { enabled: false } },
            { ...SMALL, jetstream: { enabled: false } },
            /; clients reconnect$/,
        ],
        "servers that are going to lack their streams": [
            merge({ jetstream: { key: secret("a") } }),
            { ...merge({ jetstream: { key: secret("b") } }), acceptChanges: ["config.merge.jetstream.key"] },
            /; clients reconnect$/,
        ],
    };
    for (const [whose, [old, now, ends]] of Object.entries(meanwhile)) {
        it(`says what becomes of streams while servers restart: ${whose}`, async () => {
            const { notices } = await reviewOf(old, { ...now, resources: { memory: "256Mi" } });
            const [told] = notices.filter(({ code }) => code === "restart");
            assert.match(told?.message ?? "", ends);
        });
    }

    it("says of one server that it is one", async () => {
        const codes = async (old: Inputs, now: Inputs) => (await reviewOf({ ...old, replicas: 1 }, { ...now, replicas: 1 })).notices;
        assert.match((await codes(SMALL, merge({ debug: true })))[0]!.message, /^the server takes .* by a reload/);
        const [together] = await codes({ ...SMALL, jetstream: { enabled: false } }, SMALL);
        assert.match(together?.message ?? "", /^the server stops and starts again/);
    });

    it("has a code, by which a program knows it", async () => {
        const codes = async (old: Inputs, now: Inputs) => (await reviewOf(old, now)).notices.map(({ code }) => code);
        assert.deepEqual(await codes(SMALL, { ...SMALL, chartVersion: "2.15.0" }), ["restart", "newer-servers"]);
        assert.deepEqual(await codes({ ...SMALL, replicas: 5 }, { ...SMALL, users: {}, allowAnonymous: true }), [
            "restart",
            "connections-cut",
            "scale-in",
        ]);
        assert.deepEqual(await codes(SMALL, { ...SMALL, jetstream: { enabled: false }, acceptChanges: ["jetstream.enabled"] }), [
            "accepted-jetstream-off",
            "restart-together",
        ]);
        assert.deepEqual(await codes(SMALL, merge({ debug: true })), ["reload"]);
    });

    it("is told of another image of the servers, too", async () => {
        const { notices } = await reviewOf(SMALL, { ...SMALL, values: { container: { image: { tag: "2.15.2-alpine" } } } });
        assert.ok(notices.some(({ message }) => message.startsWith("servers 2.14.2 → 2.15.2: newer servers may store")));
    });

    it("is told without guessing at servers of a chart whose version nobody says", async () => {
        for (const [old, now] of [
            [{ ...SMALL, chart: "/charts/nats" }, SMALL],
            [SMALL, { ...SMALL, chart: "/charts/nats" }],
        ] as const) {
            const { notices } = await reviewOf(old, now);
            assert.doesNotMatch(JSON.stringify(notices), /downgrade|no way back/);
        }
    });

    it("leaves no replicas behind without JetStream, nor by going down to a standalone server, which is refused", async () => {
        const without = { ...SMALL, jetstream: { enabled: false } };
        for (const [old, now] of [
            [{ ...without, replicas: 5 }, without],
            [SMALL, { ...STANDALONE, acceptChanges: ["replicas"] }],
        ] as const) {
            assert.doesNotMatch(JSON.stringify((await reviewOf(old, now)).notices), /stay behind/);
        }
    });

    it("is nothing to speak of when the cluster is new", async () => {
        assert.deepEqual(review(readFacts({}), await factsOf(SMALL)), { problems: [], notices: [] });
    });

    it("is nothing to speak of when nothing changes", async () => {
        const inputs = {
            ...SMALL,
            users: { app: { password: secret("a") } },
            accounts: { A: { users: { bob: {} } } },
            jetstream: { retainData: false },
        };
        assert.deepEqual(await reviewOf(inputs, { ...inputs }), { problems: [], notices: [] });
    });

    it("is nothing to speak of for what growing and adding do, nor for what stands beside the servers", async () => {
        const beside = ["service", "headlessService", "configMap", "podDisruptionBudget", "serviceAccount"];
        for (const now of [
            { jetstream: { size: "20Gi" } },
            { replicas: 5 },
            { users: { app: {}, bob: {} } },
            { external: true },
            ...beside.map((part) => ({ values: { [part]: { merge: { metadata: { labels: { a: "b" } } } } } })),
            { values: { extraResources: [{ kind: "ConfigMap" }] } },
            { values: { natsBox: { enabled: true }, promExporter: { podMonitor: { enabled: true } } } },
            {
                values: {
                    statefulSet: { merge: { metadata: { labels: { a: "b" } } } },
                    config: { websocket: { ingress: { path: "/ws" } } },
                },
            },
        ]) {
            assert.deepEqual(
                (await reviewOf(SMALL, { ...SMALL, ...now })).notices.filter(({ severity }) => severity === "warning"),
                [],
            );
        }
    });

    it("tells no password, and no hash of one where it could be read", async () => {
        const { facts } = planOf({ users: { app: { password: secret("hunter2") } } }).revision;
        assert.ok((facts["logins"] as { secret?: boolean }).secret);
        assert.doesNotMatch(JSON.stringify(await reveal(facts)), /hunter2/);
    });

    it("promise no reload of a limit that a running server doesn't lower, also where that is accepted", async () => {
        const lower = (bytes: number, acceptChanges: string[] = []) => ({
            ...merge({ jetstream: { max_file_store: bytes } }),
            acceptChanges,
        });
        const path = "config.merge.jetstream.max_file_store";
        for (const now of [lower(2 ** 29), lower(2 ** 29, [path])]) {
            const { notices } = await reviewOf(lower(2 ** 30), now);
            assert.deepEqual(
                notices.filter(({ code }) => code === "reload"),
                [],
            );
        }
        const { notices } = await reviewOf(lower(2 ** 29), lower(2 ** 30));
        assert.deepEqual(
            notices.map(({ code }) => code),
            ["reload"],
        );
    });
});
