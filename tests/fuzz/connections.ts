// What servers connect to, and how: remotes of leaf nodes, their proxies, TLS without files, compression, addresses.
import fc, { type Arbitrary } from "fast-check";
import { secret } from "../support/planning";
import { KEYS } from "./keys";
import { goDuration, often, some, subject } from "./words";

const rarely = <T>(what: Arbitrary<T>) => often<unknown>(fc.constant(null), what, 9);

/** Nobody answers at any of them. */
const url = often(
    fc.constantFrom("nats://127.0.0.1:7", "nats://a:p%20w@127.0.0.1:7", "tls://127.0.0.1:7", "nats://[::1]:7", " NATS://127.0.0.1:7 "),
    fc.constantFrom("ws://127.0.0.1:7", "WS://127.0.0.1:7", "wss://127.0.0.1:7"),
    3,
);
const broken = fc.constantFrom(
    "",
    "127.0.0.1:7",
    ":7",
    "hub:7",
    "nats://a b",
    "nats://[::1",
    "nats://a:x",
    "nats://a:70000",
    "%zz",
    "nats://u%@a",
    "::",
);
export const anyUrl = often(url, broken, 12);

const CIPHERS = ["TLS_AES_128_GCM_SHA256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", "TLS_RSA_WITH_RC4_128_SHA", "TLS_X", ""] as const;
const seconds = often<unknown>(fc.constantFrom(1, 2.5, "3s"), fc.constantFrom(0, -1, "-1s"), 3);

/** Without files: this machine has none to name. */
export const tls = some({
    insecure: fc.boolean(),
    verify: fc.boolean(),
    verify_cert_and_check_known_urls: often(fc.constant(false), fc.constant(true), 3),
    allow_insecure_cipher_suites: fc.boolean(),
    cipher_suites: rarely(fc.array(fc.constantFrom(...CIPHERS), { maxLength: 2 })),
    curve_preferences: rarely(fc.array(fc.constantFrom("X25519", "CurveP256", "X25519MLKEM768", "x25519"), { maxLength: 2 })),
    min_version: rarely(fc.constantFrom("1.2", "1.3", "1.1", "1.4", "")),
    timeout: rarely(seconds),
    connection_rate_limit: rarely(fc.constantFrom(-1, 0, 5)),
    pinned_certs: rarely(fc.constantFrom([], ["a".repeat(64)], ["A".repeat(64)], ["a"])),
    handshake_first: rarely(fc.constantFrom<unknown>(true, "auto", "300ms", "x", 1)),
    ocsp_peer: rarely(fc.constantFrom<unknown>(true, {}, { verify: false, ca_timeout: 2 }, { x: 1 }, "x")),
    certs: rarely(fc.constantFrom<unknown>([], [{}], [{ cert_file: "/c" }])),
    cert_match_by: rarely(fc.constantFrom("subject", "x")),
    cert_match: rarely(fc.constantFrom("x", "")),
    cert_store: often<unknown>(fc.constant(null), fc.constantFrom("windowscurrentuser", ""), 15),
    cert_file: often<unknown>(fc.constant(null), fc.constant("/c"), 15),
});

const proxy = some({
    url: often(
        fc.constantFrom("http://127.0.0.1:7", "https://127.0.0.1:7"),
        fc.constantFrom("", "socks5://127.0.0.1:7", "http://", "http://[::1", "proxy:7"),
        4,
    ),
    username: rarely(fc.constantFrom("u", "")),
    password: rarely(fc.constantFrom<unknown>("p", "", secret("p"))),
    timeout: rarely(seconds),
    tls: rarely(tls),
});

const mode = fc.constantFrom<unknown>("s2_auto", "auto", "on", "fast", "accept", "off", true, false, "x", "");
const rtt = fc.constantFrom("0s", "1ms", "5ms", "10ms", "-1s");
export const compression = fc.oneof(
    mode,
    some({ mode: mode.filter((one) => typeof one === "string"), rtt_thresholds: fc.array(rtt, { maxLength: 5 }) }),
);

const urls = fc.oneof(
    { arbitrary: anyUrl, weight: 3 },
    { arbitrary: fc.array(url, { minLength: 1, maxLength: 3 }), weight: 2 },
    { arbitrary: fc.array(anyUrl, { maxLength: 2 }), weight: 1 },
);
const SEEDS = [...KEYS.values(), "SUABC", "SAADDX", ""] as const;
const denied = fc.oneof(subject, fc.array(subject, { maxLength: 2 }), fc.constantFrom("a q", "a..b", ""));

const remote = fc.record(
    {
        urls,
        account: often<unknown>(fc.constantFrom("$G", "", null), fc.constantFrom("A", "APP", "$SYS", "nobody"), 3),
        credentials: often<unknown>(fc.constant(null), fc.constantFrom("/etc/creds", ""), 10),
        nkey: often<unknown>(fc.constant(null), fc.constantFrom(...SEEDS), 6),
        tls: rarely(tls),
        proxy: rarely(proxy),
        compression: rarely(compression),
        deny_imports: rarely(denied),
        deny_exports: rarely(denied),
        jetstream_cluster_migrate: rarely(
            fc.constantFrom<unknown>(true, {}, { leader_migrate_delay: "2s" }, { leader_migrate_delay: "x" }, "x", 1, { x: 1 }),
        ),
        first_info_timeout: rarely(goDuration),
        dial_timeout: often<unknown>(fc.constant(null), goDuration, 15),
        disabled: rarely(fc.boolean()),
        hub: rarely(fc.boolean()),
    },
    { requiredKeys: ["urls"] },
);
/** One of them, or several that may be the same. */
export const remotes = fc.array(often<unknown>(remote, fc.constant({ url: "nats://127.0.0.1:7" }), 4), { maxLength: 3 });

/** Ports that this machine chooses in their place are put in by `pod.ts`. */
export const listen = often<unknown>(
    fc.constantFrom(7422, "0.0.0.0:7422", "127.0.0.1:7422", "localhost:7422", ":7422"),
    fc.constantFrom<unknown>(0, -1, 70000, "7422", "0.0.0.0:70000", "0.0.0.0:x", "0.0.0.0", "a.invalid:7422", true, ""),
    3,
);
export const host = often(fc.constantFrom("0.0.0.0", "127.0.0.1", "localhost", ""), fc.constantFrom("a.invalid", "10.0.0.7", " "), 4);
