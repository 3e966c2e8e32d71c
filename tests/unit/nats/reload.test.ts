// What a running server takes over, as nats-server 2.14.2 and 2.15.2 answered when each change was made and SIGHUP sent.
import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { server } from "../../../provider/nats/grammar";
import { restartPart } from "../../../provider/nats/reload";
import type { Inputs } from "../../support/planning";
import { configOf } from "../../support/rawConfig";

type Versions = readonly string[];
const [OLD, NEW] = ["2.14.2", "2.15.2"];
const ALL: Versions = [OLD, NEW];
const CERTIFICATE = { cert_file: "/c", key_file: "/k" };
const PIN = "a".repeat(64);

const leafnodes = (settings: Inputs): Inputs => ({ leafnodes: { port: 7422, ...settings } });
const remotes = (...settings: Inputs[]): Inputs => ({ leafnodes: { remotes: settings.map((one) => ({ url: "wss://hub", ...one })) } });
const proxied = (settings: Inputs): Inputs => remotes({ proxy: { url: "https://p", ...settings } });
const limits = (settings: Inputs): Inputs => ({ jetstream: { limits: settings } });
const listener = (name: string, tls: Inputs): Inputs => ({ [name]: { port: 1000, tls: { ...CERTIFICATE, ...tls } } });

/** Before, after, and the versions that take the change over. */
const CHANGES: Readonly<Record<string, readonly [before: Inputs, after: Inputs, takenBy: Versions]>> = {
    "a limit of JetStream": [limits({ max_ha_assets: 5 }), limits({ max_ha_assets: 6 }), [NEW]],
    "a limit of batches": [limits({ batch: { max_msgs: 5 } }), limits({ batch: { max_msgs: 6 } }), [NEW]],
    "how much is read at once": [{ jetstream: { max_concurrent_io: 5 } }, { jetstream: { max_concurrent_io: 6 } }, []],
    "a leaf node more": [remotes({}), remotes({}, { url: "wss://hub2" }), ALL],
    "another account of a leaf node": [remotes({ account: "A" }), remotes({ account: "B" }), ALL],
    "a leaf node that is turned off": [remotes({}), remotes({ disabled: true }), ALL],
    "a leaf node that compresses": [remotes({}), remotes({ compression: "s2_best" }), ALL],
    "what a leaf node denies": [remotes({ deny_imports: ["a"] }), remotes({ deny_imports: ["b"] }), []],
    "a leaf node that becomes a hub": [remotes({}), remotes({ hub: true }), []],
    "how long a leaf node waits": [remotes({ first_info_timeout: "2s" }), remotes({ first_info_timeout: "3s" }), []],
    "how long a leaf node dials": [remotes({ dial_timeout: "2s" }), remotes({ dial_timeout: "3s" }), []],
    "how long leaf nodes dial": [leafnodes({ dial_timeout: "2s" }), leafnodes({ dial_timeout: "3s" }), []],
    "another proxy": [proxied({}), proxied({ url: "https://q" }), []],
    "TLS of a proxy": [proxied({ tls: { insecure: true } }), proxied({ tls: { min_version: "1.3" } }), [NEW]],
    "TLS for a leaf node": [remotes({}), remotes({ tls: { insecure: true } }), []],
    "another certificate of a leaf node": [remotes({ tls: { cert_file: "/a" } }), remotes({ tls: { cert_file: "/b" } }), ALL],
    "TLS for leaf nodes": [leafnodes({}), leafnodes({ tls: CERTIFICATE }), []],
    "how long TLS of leaf nodes may take": [listener("leafnodes", { timeout: 3 }), listener("leafnodes", { timeout: 4 }), []],
    "how long TLS of MQTT may take": [listener("mqtt", { timeout: 3 }), listener("mqtt", { timeout: 4 }), []],
    "how long TLS of WebSocket may take": [listener("websocket", { timeout: 3 }), listener("websocket", { timeout: 4 }), ALL],
    "how long TLS of routes may take": [listener("cluster", { timeout: 3 }), listener("cluster", { timeout: 4 }), ALL],
    "who is known by certificate": [{ tls: { verify_and_map: true } }, { tls: { verify_and_map: false } }, []],
    "certificates that clients are held to": [{ tls: { pinned_certs: [PIN] } }, { tls: {} }, ALL],
    "certificates that browsers are held to": [listener("websocket", { pinned_certs: [PIN] }), listener("websocket", {}), []],
    "certificates of gateways": [listener("gateway", {}), listener("gateway", { ca_file: "/ca" }), []],
};
for (const name of ["leafnodes", "websocket", "mqtt"]) {
    Object.assign(CHANGES, {
        [`who ${name} knows by certificate`]: [listener(name, { verify_and_map: true }), listener(name, {}), []],
        [`another certificate of ${name}`]: [listener(name, {}), listener(name, { cert_file: "/d" }), ALL],
    });
}

describe("what a running server takes over", () => {
    for (const [what, [before, after, takenBy]] of Object.entries(CHANGES)) {
        for (const version of ALL) {
            const taken = takenBy.includes(version);
            it(`${what}: ${taken ? "" : "not "}with ${version}`, () => {
                const [old, now] = [before, after].map((raw) => restartPart(configOf(raw), server, version));
                assert.equal(isDeepStrictEqual(now, old), taken);
            });
        }
    }

    it("is what all versions take over, where the version isn't known", () => {
        const [old, now] = [5, 6].map((max) => restartPart(configOf(limits({ max_ha_assets: max })), server, undefined));
        assert.notDeepEqual(now, old);
    });
});
