// What the servers' own checks refuse: each was tried on nats-server 2.14.2 and 2.15.2, and neither started with it unless another is named.
import { ACCOUNT_JWT, BEARER_JWT, CURVE_KEY, OPERATOR_KEY, SYSTEM_ACCOUNT, USER_KEY, USER_SEED } from "../../../support/operator";
import { type Inputs, secret } from "../../../support/planning";
import { type Refusal, itRefuses, merge, setting } from "../../../support/refusals";

const LONE = { replicas: 1, jetstream: { enabled: false } };
const HUB = { url: "nats://hub:7422", account: "APP" };
const remotes = (...given: Inputs[]): Inputs => merge({ leafnodes: { remotes: given } });
const remote = (settings: Inputs): Inputs => remotes({ ...HUB, ...settings });

function inRemote(path: string, wrong: Inputs, right: Inputs, ...says: string[]): Refusal {
    return { inputs: remote(wrong), path: `config.merge.leafnodes.remotes[0].${path}`, says, near: remote(right) };
}

describe("rules for limits that NATS compares", () => {
    itRefuses({
        "the default size of messages, said as 0, where less may be pending": {
            inputs: merge({ max_pending: "4KB", max_payload: 0 }),
            path: "config.merge.max_payload",
            says: ["1048576, its default", "4096 bytes"],
            near: [merge({ max_pending: "1MB", max_payload: 0 }), merge({ max_pending: 0, max_payload: 0 })],
        },
        "less pending than a server has to say": setting("max_pending", 4095, 0, "from 4096 on", "4095"),
        "no pause between syncs of streams": setting("jetstream.sync_interval", "-1s", 0, '"1ms"', '"2m"'),
        "hardly a pause between syncs": setting("jetstream.sync_interval", "1ns", "1ms", '"1ms"'),
        "less than nothing to compact": setting("jetstream.meta_compact", -1, 0, "0 or more"),
        "less than no bytes to compact": setting("jetstream.meta_compact_size", -1, "1Gi", "0 or more"),
        "less than nothing to catch up": setting("jetstream.max_outstanding_catchup", -1, 0, "0 or more"),
        "a TPM's cipher that there is not": setting("jetstream.tpm.cipher", "rot13", "aes", "chachapoly"),
        "a profiler at no port": setting("prof_port", -5, 0, "from 0 to 65535"),
        "devices that have less than no time": setting("mqtt.ack_wait", "-1s", "1s", "0 or more"),
        "streams of devices that have less than no time": setting("mqtt.js_api_timeout", -1, "1s", "0 or more"),
        "devices of a domain that is no name": setting("mqtt.js_domain", "a b", "hub", "without spaces"),
        "an owner in capitals": setting("accounts.A.jetstream.cluster_traffic", "OWNER", "owner", "system or owner"),
    });
});

describe("rules for where servers listen", () => {
    itRefuses({
        "a text that is no address": setting("leafnodes.listen", "7422", 7422, "0.0.0.0:7422"),
        "an address of another machine": setting("leafnodes.listen", "10.0.0.7:7422", "0.0.0.0:7422", "address of every pod"),
        "a port of an address that is none": setting("leafnodes.listen", "0.0.0.0:70000", "[::]:7422", "from 1 to 65535"),
        "a switch for an address": setting("leafnodes.listen", true, "localhost:7422", "a port"),
        "a host of another machine": setting("leafnodes.host", "hub.example.com", "0.0.0.0", "address of every pod"),
        "browsers where clients are": {
            inputs: merge({ websocket: { port: 4222, no_tls: true } }),
            path: "config.merge.websocket",
            says: ["port 4222", "address already in use"],
            near: merge({ websocket: { port: 4223, no_tls: true } }),
        },
        "leaf nodes where routes are": {
            inputs: merge({ leafnodes: { listen: "0.0.0.0:6222" } }, { replicas: 3 }),
            path: "config.merge.leafnodes",
            says: ["port 6222"],
            near: merge({ leafnodes: { listen: "0.0.0.0:6222" } }, { replicas: 1 }),
        },
        "a profiler where devices are": {
            inputs: merge({ mqtt: { port: 1883 }, prof_port: 1883 }),
            path: "config.merge.prof_port",
            says: ["port 1883"],
            near: merge({ mqtt: { port: 1883 }, prof_port: 1884 }),
        },
        "a syslog that no container has": {
            inputs: merge({ syslog: true }),
            path: "config.merge.syslog",
            says: ["kubectl logs"],
            near: [
                merge({ syslog: false }),
                merge({ syslog: true, remote_syslog: "udp://logs:514" }),
                merge({ syslog: true }, { values: { container: { patch: [{ value: { mountPath: "/dev/log" } }] } } }),
            ],
        },
        "a syslog elsewhere without a port": setting("remote_syslog", "udp://logs", "udp://logs:514", "udp://syslog.example.com:514"),
    });
});

describe("rules for leaf nodes", () => {
    itRefuses({
        "a remote that is no URL": inRemote("urls", { url: "127.0.0.1:7422" }, { url: "nats://127.0.0.1:7422" }, "nats://hub:7422"),
        "one of several that is no URL": {
            inputs: remotes({ urls: ["nats://a", "b"], account: "APP" }),
            path: "config.merge.leafnodes.remotes[0].urls",
            says: ["must be URLs"],
            near: remotes({ urls: ["nats://a", "nats://b"], account: "APP" }),
        },
        "browsers' and other URLs in one remote": {
            inputs: remotes({ urls: ["ws://a", "nats://b"], account: "APP" }),
            path: "config.merge.leafnodes.remotes[0].urls",
            says: ["two remotes"],
            near: [remotes({ urls: ["ws://a", "WSS://b"], account: "APP" }), remotes({ urls: ["tls://a", "nats://b"], account: "APP" })],
        },
        "one remote twice": {
            inputs: remotes(HUB, { ...HUB, url: undefined, urls: [" NATS://hub:7422", "nats://hub:7422"] }),
            path: "config.merge.leafnodes.remotes",
            says: ["duplicate remote"],
            near: [remotes(HUB, { ...HUB, account: "$SYS" }), remotes(HUB, { ...HUB, credentials: "/etc/creds" })],
        },
        "the global account's remote twice": {
            inputs: remotes({ url: "nats://a" }, { url: "nats://a", account: "$G" }),
            path: "config.merge.leafnodes.remotes",
            says: ["duplicate remote"],
            near: remotes({ url: "nats://a" }, { url: "nats://b", account: "$G" }),
        },
        "a seed that is none": inRemote("nkey", { nkey: "SUHUNTER" }, { nkey: USER_SEED }, "the seed of a user"),
        "a seed beside credentials": inRemote(
            "nkey",
            { nkey: USER_SEED, credentials: "/etc/creds" },
            { credentials: "/etc/creds" },
            "conflicts with credentials",
        ),
        "a move of streams that is neither a switch nor a map": inRemote(
            "jetstream_cluster_migrate",
            { jetstream_cluster_migrate: "x" },
            { jetstream_cluster_migrate: true },
            "must be a map",
        ),
        "a move of streams after a time that is none": inRemote(
            "jetstream_cluster_migrate.leader_migrate_delay",
            { jetstream_cluster_migrate: { leader_migrate_delay: "x" } },
            { jetstream_cluster_migrate: { leader_migrate_delay: "2s" } },
            "a duration",
        ),
        "a proxy that is no web server": inRemote(
            "proxy.url",
            { proxy: { url: "socks5://p" } },
            { proxy: { url: "http://p" } },
            "http://proxy:3128",
        ),
        "a proxy's name without a password": inRemote(
            "proxy.password",
            { proxy: { url: "http://p", username: "u" } },
            { proxy: { url: "http://p", username: "u", password: secret("p") } },
            "goes with username",
        ),
        "a proxy's password without a name": inRemote(
            "proxy.username",
            { proxy: { url: "http://p", password: "hunter2" } },
            { proxy: { url: "http://p" } },
            "goes with password",
        ),
        "less than no time for a proxy": inRemote(
            "proxy.timeout",
            { proxy: { url: "http://p", timeout: "-1s" } },
            { proxy: { url: "http://p", timeout: "1s" } },
            "0 or more",
        ),
        "a proxy before TLS that nobody speaks of": inRemote(
            "proxy",
            { url: "wss://hub", proxy: { url: "http://p" } },
            { url: "wss://hub", tls: {}, proxy: { url: "http://p" } },
            "tls: {}",
        ),
        "a key of leaf nodes that is none": setting("leafnodes.authorization.nkey", "U", USER_KEY, "the public key of a user"),
        "a user of leaf nodes beside others": {
            inputs: merge({
                leafnodes: { port: 7422, authorization: { user: "a", password: "p", users: [{ user: "b", password: "p" }] } },
            }),
            path: "config.merge.leafnodes.authorization.user",
            says: ["conflicts with users"],
            near: merge({ leafnodes: { port: 7422, authorization: { user: "a", password: "p", users: [] } } }),
        },
        "a key of leaf nodes beside users": {
            inputs: merge({ leafnodes: { port: 7422, authorization: { nkey: USER_KEY, users: [{ user: "b", password: "p" }] } } }),
            path: "config.merge.leafnodes.authorization.nkey",
            says: ["conflicts with users"],
            near: merge({ leafnodes: { port: 7422, authorization: { nkey: USER_KEY } } }),
        },
        "a user of leaf nodes twice": setting(
            "leafnodes.authorization.users",
            [{ user: "b" }, { user: "b" }],
            [{ user: "b" }, { user: "c" }],
            "another name",
        ),
        "a user of leaf nodes without a name": setting(
            "leafnodes.authorization.users",
            [{ password: "p" }],
            [{ user: "b" }],
            "have a user",
        ),
    });
});

describe("rules for gateways", () => {
    const gateway = (settings: Inputs): Inputs => merge({ gateway: { name: "nats", port: 7222, ...settings } }, LONE);
    itRefuses({
        "several users": {
            inputs: gateway({ authorization: { users: [] } }),
            path: "config.merge.gateway.authorization.users",
            says: ["not a setting"],
            near: gateway({ authorization: { user: "a", password: "p", timeout: 5 } }),
        },
        "a token": {
            inputs: gateway({ authorization: { token: "t" } }),
            path: "config.merge.gateway.authorization.token",
            says: ["not a setting"],
            near: gateway({ authorization: { user: "a", password: "p" } }),
        },
        "permissions of queue groups, with which 2.15 does not start": {
            inputs: gateway({ authorization: { user: "a", permissions: { sub: "a .q" } } }),
            path: "config.merge.gateway.authorization.permissions.sub",
            says: ["must be a subject"],
            near: gateway({ authorization: { user: "a", permissions: { sub: "a" } } }),
        },
        "another gateway with a name of no letters": {
            inputs: gateway({ gateways: [{ name: "", url: "nats://w" }] }),
            path: "config.merge.gateway.gateways",
            says: ["a name"],
            near: gateway({ gateways: [{ name: "w", url: "nats://w" }] }),
        },
        "another gateway at what is no URL": {
            inputs: gateway({ gateways: [{ name: "w", urls: ["w:7222"] }] }),
            path: "config.merge.gateway.gateways",
            says: ["nats://hub:7222"],
            near: gateway({ gateways: [{ name: "w", urls: ["nats://w:7222"] }] }),
        },
        "another gateway with a URL and a list of none, of which NATS takes either": {
            inputs: gateway({ gateways: [{ name: "w", url: "nats://w", urls: [] }] }),
            path: "config.merge.gateway.gateways",
            says: ["no empty urls"],
            near: gateway({ gateways: [{ name: "w", url: "nats://w" }] }),
        },
    });
});

describe("rules for queue groups in permissions", () => {
    const allowed = (subject: string): Inputs => ({ users: { app: { permissions: { subscribe: { allow: [subject] } } } } });
    itRefuses({
        "a > within the name of a group, which 2.14 takes for all groups": {
            inputs: allowed("a >.q"),
            path: "users.app.permissions.subscribe.allow",
            says: ['"a >.q"', "all groups"],
            near: [allowed("a q.>"), allowed("a *.q"), allowed("a q>.q")],
        },
        "the same in raw configuration": setting("authorization.default_permissions.subscribe", "a x.>.q", "a x.>", "a subject"),
    });
});

describe("rules for routes", () => {
    itRefuses({
        "an account of routes twice": setting("cluster.accounts", ["A", "A"], ["A", "B"], "once"),
        "accounts of routes without a pool": {
            inputs: merge({ cluster: { accounts: ["A"], pool_size: -1 } }),
            path: "config.merge.cluster.pool_size",
            says: ["beside cluster.accounts"],
            near: [merge({ cluster: { accounts: ["A"], pool_size: 0 } }), merge({ cluster: { pool_size: -1 } })],
        },
        "a cluster with a name of no letters": setting("cluster.name", "", "a", "a name"),
    });
});

describe("rules for compression", () => {
    const routes = (...rtts: string[]): Inputs => merge({ cluster: { compression: { mode: "s2_auto", rtt_thresholds: rtts } } });
    const ofMode = (mode: string): Inputs => ({ mode, rtt_thresholds: ["5ms", "1ms"] });
    itRefuses({
        "times in another order": {
            inputs: routes("5ms", "1ms"),
            path: "config.merge.cluster.compression.rtt_thresholds",
            says: ["ascending"],
            near: [routes("1ms", "0s", "5ms"), ...["fast", "on"].map((mode) => merge({ cluster: { compression: ofMode(mode) } }))],
        },
        "times in another order where leaf nodes go by them anyway": {
            inputs: remote({ compression: ofMode("on") }),
            path: "config.merge.leafnodes.remotes[0].compression.rtt_thresholds",
            says: ["ascending"],
            near: remote({ compression: ofMode("best") }),
        },
        "more times than there are grades": {
            inputs: routes("1ms", "2ms", "3ms", "4ms", "5ms"),
            path: "config.merge.cluster.compression.rtt_thresholds",
            says: ["at most 4"],
            near: routes("1ms", "2ms", "3ms", "4ms", "0s"),
        },
        "no time at all": {
            inputs: routes("0s"),
            path: "config.merge.cluster.compression.rtt_thresholds",
            says: ["not 0s"],
            near: [routes(), routes("1ms")],
        },
    });
});

describe("rules for TLS", () => {
    const tls = (path: string, wrong: Inputs, right: Inputs, ...says: string[]): Refusal =>
        inRemote(`tls.${path}`, { tls: wrong }, { tls: right }, ...says);
    const PAIR = { cert_file: "/etc/c", key_file: "/etc/k" };
    const UNSAFE = { cipher_suites: ["TLS_RSA_WITH_RC4_128_SHA"] };
    itRefuses({
        "no cipher": tls("cipher_suites", { cipher_suites: [] }, { cipher_suites: ["TLS_AES_128_GCM_SHA256"] }, "cannot be empty"),
        "a cipher that there is not": tls("cipher_suites[0]", { cipher_suites: ["x"] }, {}, "TLS_AES_128_GCM_SHA256"),
        "a cipher that is not safe": tls(
            "cipher_suites",
            UNSAFE,
            { ...UNSAFE, allow_insecure_cipher_suites: true },
            "TLS_RSA_WITH_RC4_128_SHA",
        ),
        "no curve": tls("curve_preferences", { curve_preferences: [] }, { curve_preferences: ["X25519"] }, "cannot be empty"),
        "a curve that there is not": tls("curve_preferences[0]", { curve_preferences: ["P1"] }, {}, "X25519MLKEM768"),
        "a version that is too old": tls("min_version", { min_version: "1.1" }, { min_version: "1.3" }, "1.2 or 1.3"),
        "a store of Windows": tls("cert_store", { cert_store: "windowscurrentuser" }, {}, "Windows"),
        "a certificate by what it does not have": tls("cert_match_by", { cert_match_by: "x" }, { cert_match_by: "Subject" }, "thumbprint"),
        "a certificate that has nothing": tls("cert_match", { cert_match: "" }, { cert_match: "x" }, "what a certificate has"),
        "a pinned certificate that is none": tls(
            "pinned_certs[0]",
            { pinned_certs: ["x"] },
            { pinned_certs: ["aB".repeat(32)] },
            "64 hexadecimal",
        ),
        "a handshake at no time": tls("handshake_first", { handshake_first: "x" }, { handshake_first: "300ms" }, '"auto"'),
        "a handshake that is a number": tls("first", { first: 1 }, { first: true }, '"auto"'),
        "peers that are asked for what there is not": tls(
            "ocsp_peer.x",
            { ocsp_peer: { x: 1 } },
            { ocsp_peer: { verify: true } },
            "not a setting",
        ),
        "certificates without a key": tls("certs", { certs: [{ cert_file: "/etc/c" }] }, { certs: [PAIR] }, "key_file"),
        "a certificate without a key": tls("key_file", { cert_file: "/etc/c" }, PAIR, "goes with cert_file"),
        "a key without a certificate": tls("cert_file", { key_file: "/etc/k" }, PAIR, "goes with key_file"),
        "certificates beside another": tls("certs", { ...PAIR, certs: [PAIR] }, { ...PAIR, certs: [] }, "conflicts with cert_file"),
        "known addresses of leaf nodes": tls(
            "verify_cert_and_check_known_urls",
            { verify_cert_and_check_known_urls: true },
            { verify_cert_and_check_known_urls: false },
            "routes and gateways",
        ),
        "a key of the clients' listener without a certificate": {
            inputs: merge({ tls: { key_file: "/etc/k" } }),
            path: "config.merge.tls.cert_file",
            says: ["goes with key_file"],
            near: [
                merge({ tls: PAIR }),
                merge({ tls: { key_file: "/etc/k" } }, { values: { config: { nats: { tls: { enabled: true } } } } }),
            ],
        },
        "TLS for clients without a certificate, with which nobody gets in": {
            inputs: merge({ tls: { verify: false } }),
            path: "config.merge.tls.cert_file",
            says: ["is missing", "nobody can connect"],
            near: [
                merge({ tls: { certs: [PAIR] } }),
                remote({ tls: { insecure: true } }),
                merge({ tls: { verify: false } }, { values: { config: { nats: { tls: { enabled: true } } } } }),
            ],
        },
        "TLS for routes without a certificate": {
            inputs: merge({ cluster: { tls: { timeout: 3 } } }),
            path: "config.merge.cluster.tls.cert_file",
            says: ["is missing"],
            near: merge({ cluster: { tls: { ...PAIR, timeout: 3 } } }),
        },
        "a mode of OCSP that there is not": setting("ocsp.mode", "x", "must", "always"),
        "a number for OCSP": setting("ocsp", 1, true, "must be a map"),
        "a cache of OCSP that there is not": setting("ocsp_cache.type", "x", "local", "none"),
    });
});

describe("rules for who decides on logins", () => {
    const BOB = { user: "bob", password: "x" };
    const raw = (settings: Inputs): Inputs => ({ config: { merge: settings } });
    const login = (authorization: Inputs): Inputs => raw({ authorization });
    const CALLOUT = { issuer: SYSTEM_ACCOUNT, auth_users: ["bob"], account: "B" };
    const called = (callout: Inputs): Inputs =>
        raw({ accounts: { B: { users: [BOB] } }, authorization: { auth_callout: { ...CALLOUT, ...callout } } });
    const inCallout = (key: string, wrong: unknown, right: unknown, ...says: string[]): Refusal => ({
        inputs: called({ [key]: wrong }),
        path: `config.merge.authorization.auth_callout.${key}`,
        says,
        near: called({ [key]: right }),
    });
    itRefuses({
        "a token beside a user": {
            inputs: login({ ...BOB, token: "t" }),
            path: "config.merge.authorization.token",
            says: ["conflicts with user and password"],
            near: [login(BOB), login({ token: "t" })],
        },
        "a token beside users": {
            inputs: login({ token: "t", users: [BOB] }),
            path: "config.merge.authorization.token",
            says: ["conflicts with users"],
            near: login({ users: [BOB] }),
        },
        "a user beside users": {
            inputs: login({ user: "alice", password: "p", users: [BOB] }),
            path: "config.merge.authorization.user",
            says: ["conflicts with users"],
            near: login({ users: [BOB] }),
        },
        "a callout of nobody": inCallout("issuer", undefined, SYSTEM_ACCOUNT, "is missing"),
        "a callout of somebody without a key": inCallout("issuer", "A", SYSTEM_ACCOUNT, "the public key of an account"),
        "a callout by nobody": inCallout("auth_users", [], ["bob"], "is missing"),
        "a callout in a cipher of no key": inCallout("xkey", "X", CURVE_KEY, "the public key of an xkey"),
        "a callout to accounts that there are not": inCallout("allowed_accounts", ["A"], ["B", "$SYS"], "no A"),
        "a callout to the global account": inCallout("allowed_accounts", ["$G"], [], "$G"),
        "trusted keys that are none": {
            inputs: raw({ trusted_keys: ["O"], system_account: SYSTEM_ACCOUNT }),
            path: "config.merge.trusted_keys[0]",
            says: ["the public key of an operator"],
            near: raw({ trusted_keys: OPERATOR_KEY, system_account: SYSTEM_ACCOUNT }),
        },
        "JWTs that are none": setting(
            "resolver_preload",
            { [SYSTEM_ACCOUNT]: BEARER_JWT },
            { [SYSTEM_ACCOUNT]: ACCOUNT_JWT },
            "JWTs of accounts",
        ),
        "trusted proxies that are a text": setting("proxies", "x", {}, "must be a map"),
        "a trusted proxy without a key": setting("proxies.trusted", [{}], [{ key: USER_KEY }], "have a key"),
        "a trusted proxy whose key is none": {
            inputs: merge({ proxies: { trusted: [{ public_key: "x" }] } }),
            path: "config.merge.proxies.trusted",
            says: ["a public one"],
            near: merge({ proxies: { trusted: [{ public_key: SYSTEM_ACCOUNT }] } }),
        },
    });
});
