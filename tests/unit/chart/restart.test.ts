// The annotation that restarts every server when it changes. It has to change with what a running server can't take over, or the servers
// refuse the whole reload; and with nothing else, or users wait for restarts that nobody needs.
import fc from "fast-check";
import assert from "node:assert/strict";
import { Leaf } from "../../../provider/values/leaf";
import { IN_MEMORY, OPERATOR } from "../../support/operator";
import { type Inputs, planOf, secret, unknown, valueAt } from "../../support/planning";
import { reveal } from "../../support/reveal";

const ANNOTATION = "pulumi-nats/restart";
const BASE: Inputs = { replicas: 3, users: { app: { password: "a" } } };

async function mark(inputs: Inputs): Promise<unknown> {
    const annotation = valueAt(planOf({ ...BASE, ...inputs }), "podTemplate", "merge", "metadata", "annotations", ANNOTATION);
    const text = await reveal(annotation);
    assert.match(text as string, /^[0-9a-f]{16}$/);
    return text;
}

const merge = (settings: Inputs, inputs: Inputs = {}): Inputs => ({ ...inputs, config: { merge: settings } });

describe("the servers restart", () => {
    const restarts: Record<string, readonly [Inputs, Inputs]> = {
        "a lame duck mode of another length": [merge({}), merge({ lame_duck_duration: "40s" })],
        "another max_pending": [merge({ max_pending: "64MB" }), merge({ max_pending: "65MB" })],
        "another limit of subscriptions": [merge({}), merge({ max_subscriptions: 100 })],
        "another profiling port": [merge({ prof_port: 6060 }), merge({ prof_port: 6061 })],
        "another domain of JetStream": [merge({ jetstream: { domain: "a" } }), merge({ jetstream: { domain: "b" } })],
        "another unique tag": [merge({}), merge({ jetstream: { unique_tag: "az:" } })],
        "another key of the streams": [merge({ jetstream: { key: "a" } }), merge({ jetstream: { key: "b" } })],
        "another JetStream limit per server": [merge({}), merge({ jetstream: { limits: { max_ha_assets: 5 } } })],
        "a gateway": [merge({}), merge({ gateway: { name: "nats", port: 7222 } })],
        "another remote of a gateway": [
            merge({ gateway: { name: "nats", port: 7222, gateways: [{ name: "a", url: "nats://a:7222" }] } }),
            merge({ gateway: { name: "nats", port: 7222, gateways: [{ name: "b", url: "nats://b:7222" }] } }),
        ],
        "another password of a leafnode": [
            merge({ leafnodes: { authorization: { user: "a", password: "b" } } }),
            merge({ leafnodes: { authorization: { user: "a", password: "c" } } }),
        ],
        "another listener for browsers": [
            merge({ websocket: { port: 8080, no_tls: true } }),
            merge({ websocket: { port: 8081, no_tls: true } }),
        ],
        "another system account": [
            merge({ accounts: { A: {}, B: {} }, system_account: "A" }),
            merge({ accounts: { A: {}, B: {} }, system_account: "B" }),
        ],
        "another anonymous user": [
            merge({ no_auth_user: "app" }, { users: { app: {}, bob: {} } }),
            merge({ no_auth_user: "bob" }, { users: { app: {}, bob: {} } }),
        ],
        "another user for clients without credentials": [
            { users: { app: {}, bob: {} }, noAuthUser: "app" },
            { users: { app: {}, bob: {} }, noAuthUser: "bob" },
        ],
        "anonymous clients let in": [{}, { allowAnonymous: true }],
        "the first user, who shuts anonymous clients out": [{ users: {} }, { users: { app: {} } }],
        "an operator": [merge({}, { users: {} }), merge({ operator: OPERATOR, ...IN_MEMORY }, { users: {} })],
        "another default domain": [
            merge({ accounts: { A: {} }, default_js_domain: { A: "a" } }),
            merge({ accounts: { A: {} }, default_js_domain: { A: "b" } }),
        ],
        "a feature flag": [merge({}), merge({ feature_flags: { fast: true } })],
    };
    for (const [what, [before, after]] of Object.entries(restarts)) {
        it(`for ${what}`, async () => assert.notEqual(await mark(before), await mark(after)));
    }
});

describe("the servers go on running", () => {
    const stays: Record<string, readonly [Inputs, Inputs]> = {
        "another user": [{}, { users: { app: { password: "a" }, bob: {} } }],
        "another password": [{}, { users: { app: { password: "b" } } }],
        "a user's password generated": [{}, { users: { app: {} } }],
        "another account": [merge({}), merge({ accounts: { A: { users: [{ user: "bob", password: "b" }] } } })],
        "another limit of an account": [
            merge({ accounts: { A: { jetstream: { max_file: "1Gi" } } } }),
            merge({ accounts: { A: { jetstream: { max_file: "2Gi" } } } }),
        ],
        "another token": [
            merge({ authorization: { token: "a" } }, { users: {} }),
            merge({ authorization: { token: "b", timeout: 5 } }, { users: {} }),
        ],
        "larger messages": [merge({}), merge({ max_payload: "8MB" })],
        "more connections": [merge({ max_connections: 5 }), merge({ max_connections: 6 })],
        logging: [merge({}), merge({ debug: true, trace: true, logtime: false })],
        "pings and deadlines": [merge({}), merge({ ping_interval: "1m", ping_max: 3, write_deadline: "2s" })],
        "a larger memory store": [merge({ jetstream: { max_memory_store: "1Gi" } }), merge({ jetstream: { max_memory_store: "2Gi" } })],
        "another certificate": [
            merge({ tls: { cert_file: "/etc/a", key_file: "/etc/b" } }),
            merge({ tls: { cert_file: "/etc/c", key_file: "/etc/b" } }),
        ],
        "another remote of a leafnode": [
            merge({ leafnodes: { port: 7422 } }),
            merge({ leafnodes: { port: 7422, remotes: [{ url: "nats://hub:7422" }] } }),
        ],
        "tags and metadata": [merge({}), merge({ server_tags: ["a"], server_metadata: { b: "c" } })],
        "a larger volume": [{ jetstream: { size: "1Gi" } }, { jetstream: { size: "2Gi" } }],
        "more servers": [{ replicas: 3 }, { replicas: 5 }],
        "a way in from outside": [{}, { external: true }],
        "a shorter wait": [{}, { skipAwait: true, timeoutSeconds: 5 }],
        "an empty block": [merge({}), merge({ jetstream: {}, cluster: {}, mqtt: {} })],
        "what NATS is told anyway, by another of its names": [merge({ max_subs: 5 }), merge({ MAX_SUBSCRIPTIONS: 5 })],
        "the same size in other words": [merge({ max_pending: "64MB" }), merge({ max_pending: 67108864 })],
    };
    for (const [what, [before, after]] of Object.entries(stays)) {
        it(`for ${what}`, async () => assert.equal(await mark(before), await mark(after)));
    }

    it("whatever the order in which settings are written", async () => {
        const settings: Inputs = {
            prof_port: 6060,
            max_pending: "64MB",
            lame_duck_duration: "40s",
            jetstream: { domain: "a", unique_tag: "b", limits: { max_ha_assets: 5, max_ack_pending: 6 } },
            feature_flags: { a: true, b: false },
        };
        const expected = await mark(merge(settings));
        const shuffled = fc.shuffledSubarray(Object.keys(settings), { minLength: 5 });
        await fc.assert(
            fc.asyncProperty(shuffled, async (keys) => {
                const reordered = Object.fromEntries(keys.map((key) => [key, reversed(settings[key])]));
                assert.equal(await mark(merge(reordered)), expected);
            }),
            { numRuns: 20 },
        );
    });
});

function reversed(value: unknown): unknown {
    if (typeof value !== "object" || value === null) {
        return value;
    }
    return Object.fromEntries(
        Object.entries(value)
            .reverse()
            .map(([key, inner]) => [key, reversed(inner)]),
    );
}

describe("the mark of a restart", () => {
    it("is the same for a secret as for the same value in plain text", async () => {
        assert.equal(await mark(merge({ lame_duck_duration: secret("40s") })), await mark(merge({ lame_duck_duration: "40s" })));
        assert.equal(await mark(merge({ jetstream: { domain: secret("a") } })), await mark(merge({ jetstream: { domain: "a" } })));
    });

    it("is unknown at a preview that doesn't know a setting which needs a restart, and known for any other setting", () => {
        const annotation = (settings: Inputs): unknown =>
            valueAt(planOf({ ...BASE, ...merge(settings) }), "podTemplate", "merge", "metadata", "annotations", ANNOTATION);
        assert.ok(annotation({ max_subscriptions: unknown() }) instanceof Leaf);
        assert.equal(typeof annotation({ max_payload: unknown(), server_tags: unknown() }), "string");
        assert.equal(typeof annotation({ authorization: { timeout: unknown() } }), "string");
    });
});
