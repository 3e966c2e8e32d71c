import assert from "node:assert/strict";
import { readRawConfig } from "../../../provider/nats/readConfig";
import type { SettledMap } from "../../../provider/values/leaf";
import type { Inputs } from "../../support/planning";
import { configOf, configProblem } from "../../support/rawConfig";

const MIB = 2 ** 20;
const GIB = 2 ** 30;

describe("raw NATS configuration", () => {
    describe("sizes work as written", () => {
        const sizes: Record<string, number> = {
            "16MB": 16 * MIB,
            "2M": 2_000_000,
            "2Gi": 2 * GIB,
            "1.5Gi": 1.5 * GIB,
            "8388608": 8 * MIB,
            "512kb": 512 * 1024,
            "<< 16MB >>": 16 * MIB,
            "<< 2M >>": 2_000_000,
        };
        for (const [text, bytes] of Object.entries(sizes)) {
            it(`max_pending: ${text} is ${bytes} bytes`, () => {
                assert.deepEqual(configOf({ max_pending: text }), { max_pending: bytes });
            });
        }

        it("a number is bytes", () => assert.deepEqual(configOf({ max_payload: 1048576 }), { max_payload: MIB }));

        // Measured on nats-server 2.14.2: a text "2G" is counted in powers of 1024 there, a bare 2G, which is what << >> makes, is not.
        const storage: Record<string, number> = {
            "2G": 2 * GIB,
            "2Gi": 2 * GIB,
            "1.5Gi": 1.5 * GIB,
            "<< 2Gi >>": 2 * GIB,
            "<< 2G >>": 2e9,
        };
        for (const [text, bytes] of Object.entries(storage)) {
            it(`max_memory_store: ${text} is ${bytes} bytes`, () => {
                assert.deepEqual(configOf({ jetstream: { max_memory_store: text } }), { jetstream: { max_memory_store: bytes } });
            });
        }

        it("the limits of an account count as everywhere, not as JetStream's own", () => {
            const accounts = { A: { jetstream: { max_memory: "2G", max_file: "1.5Gi" } } };
            assert.deepEqual(configOf({ accounts }), {
                accounts: { A: { jetstream: { max_memory: 2_000_000_000, max_file: 1.5 * GIB } } },
            });
        });

        for (const value of ["lots", "16XB", "", "<< 16XB >>", "<<16MB>>", true, 1.5, "9999999999999999999"]) {
            it(`refuses max_payload: ${JSON.stringify(value)}`, () => {
                const { path, reason } = configProblem({ max_payload: value });
                assert.equal(path, "config.merge.max_payload");
                assert.match(reason, /bytes, such as|<< … >>/);
                assert.ok(reason.includes(String(value)) || reason.includes("<<"), reason);
            });
        }
    });

    describe("durations", () => {
        it("are taken as Go writes them", () => {
            const durations = { write_deadline: "2s", ping_interval: "1m30s", lame_duck_duration: "45s" };
            assert.deepEqual(configOf(durations), durations);
        });

        it("are taken as seconds where NATS takes seconds", () => {
            assert.deepEqual(configOf({ ping_interval: 20, authorization: { timeout: 2.5 }, tls: { timeout: "3s" } }), {
                ping_interval: 20,
                authorization: { timeout: 2.5 },
                tls: { timeout: "3s" },
            });
        });

        // Measured: "interface conversion: interface {} is int64, not string" at start.
        const texts: Record<string, Inputs> = {
            "config.merge.lame_duck_duration": { lame_duck_duration: 60 },
            "config.merge.lame_duck_grace_period": { lame_duck_grace_period: 5 },
            "config.merge.jetstream.limits.duplicate_window": { jetstream: { limits: { duplicate_window: 120 } } },
            "config.merge.jetstream.limits.batch.timeout": { jetstream: { limits: { batch: { timeout: 10 } } } },
            "config.merge.resolver.interval": { resolver: { type: "full", dir: "/data", interval: 120 } },
        };
        for (const [path, raw] of Object.entries(texts)) {
            it(`refuses a number for ${path}, with which a server does not start`, () => {
                assert.equal(configProblem(raw).path, path);
            });
        }

        for (const value of ["2", "soon", "2 s", "1d", 2.5, false]) {
            it(`refuses write_deadline: ${JSON.stringify(value)}`, () => {
                const { path, reason } = configProblem({ write_deadline: value });
                assert.equal(path, "config.merge.write_deadline");
                assert.match(reason, /must be a duration, such as "2s"/);
            });
        }
    });

    describe("names of settings", () => {
        it("mean the same in any case, and by any of their names", () => {
            assert.deepEqual(configOf({ Max_Conn: 5, DEBUG: true, logfile: "/dev/stdout", JetStream: { Max_Mem: "1Gi" } }), {
                max_connections: 5,
                debug: true,
                log_file: "/dev/stdout",
                jetstream: { max_memory_store: GIB },
            });
            assert.deepEqual(Object.keys(configOf({ system: "A", leaf: {}, maps: {}, ws: {} })), [
                "system_account",
                "leafnodes",
                "mappings",
                "websocket",
            ]);
        });

        it("can't mean the same setting twice", () => {
            assert.deepEqual(configProblem({ max_connections: 5, MAX_CONN: 6 }), {
                path: "config.merge.MAX_CONN",
                reason: "sets max_connections a second time",
            });
        });

        const strangers: Record<string, { raw: Inputs; path: string; says: RegExp }> = {
            "a setting that is nearly right": {
                raw: { max_paylod: 1 },
                path: "config.merge.max_paylod",
                says: /did you mean max_payload\?/,
            },
            "a setting that NATS never had": {
                raw: { retries: 1 },
                path: "config.merge.retries",
                says: /is not a setting that NATS knows here/,
            },
            "a setting in the wrong block": {
                raw: { jetstream: { debug: true } },
                path: "config.merge.jetstream.debug",
                says: /NATS knows here/,
            },
            "a setting deep inside lists and maps": {
                raw: { accounts: { "A B": { users: [{ user: "x", pasword: "y" }] } } },
                path: 'config.merge.accounts["A B"].users[0].pasword',
                says: /did you mean password\?/,
            },
            "a prototype's member": {
                raw: { jetstream: { constructor: 1 } },
                path: "config.merge.jetstream.constructor",
                says: /NATS knows here/,
            },
            __proto__: {
                raw: JSON.parse('{"__proto__": {"debug": true}}') as Inputs,
                path: "config.merge.__proto__",
                says: /NATS knows here/,
            },
        };
        for (const [what, { raw, path, says }] of Object.entries(strangers)) {
            it(`refuses ${what}`, () => {
                const problem = configProblem(raw);
                assert.equal(problem.path, path);
                assert.match(problem.reason, says);
            });
        }

        it("are the user's own in maps of accounts, mappings, tags and metadata", () => {
            const raw = {
                accounts: { constructor: { mappings: { "orders.*": "o.{{wildcard(1)}}" } } },
                server_metadata: { region: "eu" },
                server_tags: ["a", "b"],
                default_js_domain: { A: "hub" },
            };
            assert.deepEqual(configOf(raw), raw);
        });
    });

    describe("values of another kind are refused", () => {
        const misfits: Record<string, { raw: Inputs; path: string; says: string }> = {
            "text for a switch": { raw: { debug: "true" }, path: "debug", says: 'must be true or false, got the string "true"' },
            "text for a number": { raw: { max_connections: "5" }, path: "max_connections", says: "must be a whole number" },
            "a number without end": { raw: { max_connections: 1e21 }, path: "max_connections", says: "must be a whole number" },
            "a number for text": {
                raw: { server_metadata: { a: 5 } },
                path: "server_metadata.a",
                says: "must be a string, got the number 5",
            },
            "a list for a map": { raw: { cluster: [] }, path: "cluster", says: "must be a map, got a list" },
            "a map for a list": { raw: { authorization: { users: {} } }, path: "authorization.users", says: "must be a list, got a map" },
            "a map for texts": {
                raw: { server_tags: { a: 1 } },
                path: "server_tags",
                says: "must be a string or a list of strings, got a map",
            },
            "a number in a list of texts": {
                raw: { server_tags: ["a", 5] },
                path: "server_tags[1]",
                says: "must be a string, got the number 5",
            },
            "an exponent, which NATS can't read": {
                raw: { http: 1e-7 },
                path: "http",
                says: "must be a number that can be written without an exponent",
            },
        };
        for (const [what, { raw, path, says }] of Object.entries(misfits)) {
            it(`refuses ${what}`, () => {
                const problem = configProblem(raw);
                assert.equal(problem.path, `config.merge.${path}`);
                assert.ok(problem.reason.includes(says), problem.reason);
            });
        }
    });

    describe("one text in place of a list is refused where a server does not start with it", () => {
        // Measured on nats-server 2.14.2: "interface conversion: interface {} is string, not []interface {}".
        const lists: Record<string, Inputs> = {
            "tls.cipher_suites": { tls: { cipher_suites: "TLS_AES_128_GCM_SHA256" } },
            "tls.curve_preferences": { tls: { curve_preferences: "X25519" } },
            "tls.pinned_certs": { tls: { pinned_certs: "ab" } },
            "authorization.auth_callout.auth_users": { authorization: { auth_callout: { auth_users: "app" } } },
            "gateway.gateways[0].urls": { gateway: { gateways: [{ name: "b", urls: "nats://b:7222" }] } },
        };
        for (const [path, raw] of Object.entries(lists)) {
            it(path, () => assert.equal(configProblem(raw).path, `config.merge.${path}`));
        }
    });

    it("takes one text where NATS takes one or several, and a list or a map of accounts", () => {
        const raw = { server_tags: "a", accounts: ["A", "B"], resolver: "MEMORY", jetstream: true };
        assert.deepEqual(configOf(raw), raw);
    });

    it("takes what is null as left out, and refuses it in lists", () => {
        assert.deepEqual(configOf({ debug: null, jetstream: { domain: null }, server_tags: ["a"] }), { jetstream: {}, server_tags: ["a"] });
        for (const raw of [{ server_tags: [null] }, { accounts: { A: { imports: [null] } } }, { http: [null] }]) {
            const { path, reason } = configProblem(raw);
            assert.match(path, /\[0\]$/);
            assert.match(reason, /is nothing \(null\); remove the item/);
        }
    });

    it("refuses a map and a list where one of several values belongs", () => {
        for (const value of [{ a: 1 }, [1]]) {
            assert.match(configProblem({ jetstream: { sync_interval: value } }).reason, /must be always or a duration.*got a (map|list)/);
            assert.match(configProblem({ accounts: { A: { msg_trace: { dest: "t", sampling: value } } } }).reason, /must be from 1 to 100/);
        }
    });

    it("reports everything at once", () => {
        const raw = { debug: 1, trce: true, jetstream: { max_mem: "x" }, cluster: { a$include: "f" } };
        assert.deepEqual(
            readRawConfig(raw as SettledMap, "config.merge").problems.map(({ path }) => path),
            ["config.merge.debug", "config.merge.trce", "config.merge.jetstream.max_mem", "config.merge.cluster.a$include"],
        );
    });
});
