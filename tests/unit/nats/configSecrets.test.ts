import assert from "node:assert/strict";
import { readRawConfig } from "../../../provider/nats/readConfig";
import { type Settled, type SettledMap, Leaf, leavesOf } from "../../../provider/values/leaf";
import { type Inputs, secret, unknown } from "../../support/planning";
import { configOf, configProblem } from "../../support/rawConfig";
import { reveal } from "../../support/reveal";

const SECRET = "hunter2";

/** The one leaf of configuration, and that nothing of it is in the clear. */
function onlyLeaf(config: SettledMap): Leaf {
    const leaves = leavesOf(config);
    assert.equal(leaves.length, 1, "one leaf");
    return leaves[0]!;
}

/** The same with another text in place of the secret. */
function withText(raw: Inputs, text: string): Inputs {
    return JSON.parse(JSON.stringify(raw, (_, value: unknown) => (value === SECRET ? text : value))) as Inputs;
}

describe("secrets in raw NATS configuration", () => {
    describe("are kept secret by the key that they stand under, though they came as plain text", () => {
        const byKey: Record<string, Inputs> = {
            "a token": { authorization: { token: SECRET } },
            "a single user's password": { authorization: { user: "a", password: SECRET } },
            "a password by its short name": { authorization: { user: "a", PASS: SECRET } },
            "a password in a list of users": { authorization: { users: [{ user: "a", password: SECRET }] } },
            "a password in an account": { accounts: { A: { users: [{ user: "a", pass: SECRET }] } } },
            "the key of encrypted streams": { jetstream: { cipher: "aes", key: SECRET } },
            "its former key": { jetstream: { prev_encryption_key: SECRET } },
            "a TPM's password": { jetstream: { tpm: { keys_file: "/k", srk_password: SECRET } } },
            "a leafnode's password": { leafnodes: { authorization: { user: "a", password: SECRET } } },
            "a remote's seed": { leafnodes: { remotes: [{ url: "nats://hub:7422", nkey: SECRET }] } },
            "a proxy's password": { leafnodes: { remotes: [{ proxy: { url: "http://p", username: "u", password: SECRET } }] } },
            "a gateway's password": { gateway: { name: "g", authorization: { user: "a", password: SECRET } } },
            "a browser's token": { websocket: { port: 8080, authorization: { token: SECRET } } },
            "a device's password": { mqtt: { port: 1883, authentication: { username: "a", password: SECRET } } },
            "an operator's JWT": { operator: SECRET },
            "one of several operators' JWTs": { operators: [SECRET] },
            "an account's JWT": { resolver_preload: { AAAA: SECRET } },
            "a sentinel": { default_sentinel: SECRET },
        };
        for (const [what, raw] of Object.entries(byKey)) {
            it(what, async () => {
                const config = configOf(raw);
                assert.ok(onlyLeaf(config).secret);
                assert.match(JSON.stringify(await reveal(config)), /hunter2/);
            });
            it(`${what}, and are refused where they are << … >>: that very text would let in`, () => {
                for (const code of ["<< $HUNTER2 >>", "<<$HUNTER2>>", " << 5;\nport: 1 >> "]) {
                    const { reason } = configProblem(withText(raw, code));
                    assert.match(reason, /must not be << … >>: .*give the value itself/);
                    assert.doesNotMatch(reason, /HUNTER2|port/);
                }
                assert.ok(onlyLeaf(configOf(withText(raw, "a << b"))).secret);
            });
        }
    });

    describe("are kept secret by their looks", () => {
        const byLooks: Record<string, Inputs> = {
            "a leafnode's URL": { leafnodes: { remotes: [{ urls: ["nats://hub:7422", `nats://a:${SECRET}@hub:7422`] }] } },
            "a log server's URL": { remote_syslog: `udp://a:${SECRET}@logs:514` },
            "a text in a map of texts": { server_metadata: { url: `nats://a:${SECRET}@hub` } },
            "a text in a setting of many shapes": { http: `https://a:${SECRET}@hub` },
        };
        for (const [what, raw] of Object.entries(byLooks)) {
            it(what, async () => {
                const config = configOf(raw);
                assert.ok(onlyLeaf(config).secret);
                assert.deepEqual(await reveal(config), raw);
            });
        }
    });

    it("names and other texts beside them stay readable", () => {
        const { authorization } = configOf({ authorization: { users: [{ user: "bob", password: SECRET }], timeout: 3 } });
        const { users, timeout } = authorization as { users: { user: Settled }[]; timeout: Settled };
        assert.equal(users[0]!.user, "bob");
        assert.equal(timeout, 3);
    });

    describe("that Pulumi knows as secret stay so in every place, and mean the same", () => {
        const places: Record<string, { put: (value: Leaf) => Inputs; given: unknown; read: unknown }> = {
            "a size": { put: (value) => ({ max_payload: value }), given: "16MB", read: { max_payload: 16 * 2 ** 20 } },
            "JetStream's size": {
                put: (value) => ({ jetstream: { max_memory_store: value } }),
                given: "1G",
                read: { jetstream: { max_memory_store: 2 ** 30 } },
            },
            "a number": { put: (value) => ({ max_connections: value }), given: 5, read: { max_connections: 5 } },
            "a switch": { put: (value) => ({ debug: value }), given: true, read: { debug: true } },
            "a duration": { put: (value) => ({ write_deadline: value }), given: "2s", read: { write_deadline: "2s" } },
            "a text": { put: (value) => ({ client_advertise: value }), given: "a:1", read: { client_advertise: "a:1" } },
            "a text in a list": { put: (value) => ({ server_tags: ["a", value] }), given: "b", read: { server_tags: ["a", "b"] } },
            "a setting of many shapes": { put: (value) => ({ mappings: { a: value } }), given: "b", read: { mappings: { a: "b" } } },
            "a user's name": {
                put: (value) => ({ accounts: { A: { users: [{ user: value }] } } }),
                given: "bob",
                read: { accounts: { A: { users: [{ user: "bob" }] } } },
            },
        };
        for (const [what, { put, given, read }] of Object.entries(places)) {
            it(what, async () => {
                const config = configOf(put(secret(given)));
                assert.ok(onlyLeaf(config).secret);
                assert.deepEqual(await reveal(config), read);
            });
        }
    });

    describe("of the wrong kind are refused without being shown", () => {
        const wrong: Record<string, { raw: Inputs; path: string }> = {
            "a size": { raw: { max_payload: secret(SECRET) }, path: "max_payload" },
            "a switch": { raw: { debug: secret(SECRET) }, path: "debug" },
            "a number": { raw: { max_connections: secret(SECRET) }, path: "max_connections" },
            "a duration": { raw: { write_deadline: secret(SECRET) }, path: "write_deadline" },
            "a password that is a number": { raw: { authorization: { token: 42424242 } }, path: "authorization.token" },
            "a map": { raw: { accounts: secret(SECRET) }, path: "accounts" },
            "a block": { raw: { authorization: secret(SECRET) }, path: "authorization" },
            "a list": { raw: { authorization: { users: secret(SECRET) } }, path: "authorization.users" },
            "a list that is a plain text": { raw: { authorization: { users: SECRET } }, path: "authorization.users" },
            "a user that is a plain text": { raw: { authorization: { users: [`bob:${SECRET}`] } }, path: "authorization.users[0]" },
            "an account that is a plain text": { raw: { accounts: { A: SECRET } }, path: "accounts.A" },
        };
        for (const [what, { raw, path }] of Object.entries(wrong)) {
            it(what, () => {
                const problem = configProblem(raw);
                assert.equal(problem.path, `config.merge.${path}`);
                assert.doesNotMatch(problem.reason, /hunter2|42424242/);
            });
        }
    });
});

describe("raw NATS configuration that isn't known yet", () => {
    const places: Record<string, (value: Leaf) => Inputs> = {
        "a size": (value) => ({ max_payload: value }),
        "a switch": (value) => ({ debug: value }),
        "a password": (value) => ({ authorization: { token: value } }),
        "a text in a list": (value) => ({ server_tags: [value] }),
        "a whole list": (value) => ({ authorization: { users: value } }),
        "an item of a list": (value) => ({ authorization: { users: [value] } }),
        "a whole block": (value) => ({ cluster: value }),
        "a whole map": (value) => ({ accounts: value }),
        "an account": (value) => ({ accounts: { A: value } }),
        "a setting of many shapes": (value) => ({ mappings: value }),
    };
    for (const [what, put] of Object.entries(places)) {
        it(`passes as ${what}, and stays unknown`, () => {
            const leaf = onlyLeaf(configOf(put(unknown())));
            assert.equal(leaf.known, false);
            assert.equal(leaf.secret, what === "a password", "becomes a secret only where it is a password");
        });
    }

    it("is read by the update as it would have been at preview", async () => {
        const { config } = readRawConfig({ max_payload: Leaf.unknown("16MB", false) }, "config.merge");
        assert.deepEqual(await reveal(config), { max_payload: 16 * 2 ** 20 });
    });
});
