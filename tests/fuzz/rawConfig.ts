// `config.merge`: every setting that the grammar knows, with values of its kind up to their ends.
import fc, { type Arbitrary } from "fast-check";
import { server } from "../../provider/nats/grammar";
import type { ScalarType, Setting } from "../../provider/nats/kinds";
import { anyUrl, compression, host, listen, remotes, tls } from "./connections";
import { KEYS } from "./keys";
import { logins } from "./logins";
import { type Some, goDuration, literalSubject, oddText, oddity, often, queued, some, subject } from "./words";

/**
 * Left out: files and sockets that this machine lacks, and who may log in by other means than this test's clients have. Users,
 * accounts and what else decides about logins is made below, where the test can tell what to expect.
 */
const LEFT_OUT =
    /(^|_)(file|files|tls|syslog|creds|credentials|seed|nkey|ocsp|cache|tpm|listen|http|https|port|logfile|pidfile|roots?|operators?|keys|key|trusted|resolver|preload|dir|storedir|sentinel|callout|hook|xkey|proxies|certs|certificates|proxy)($|_)|^(proxy_protocol|proxy_required|accounts|authorization|authentication|users|no_auth_user|system|system_account|allow_non_tls|cert_store|ek|host|net|store)/;

/** What is made here in spite of that: inside of a block, and at the top. Clients of this test have no TLS. */
const SHAPED_WITHIN = new Set(["port", "tls", "listen", "host"]);
const SHAPED = new Set(["ocsp", "ocsp_cache", "proxies", "prof_port"]);

const SCALARS: Readonly<Record<ScalarType, Arbitrary<unknown>>> = {
    integer: often<unknown>(fc.constantFrom(1, 2, 10, 100, 4096), fc.constantFrom(-1, 0, -5, 65536, 2 ** 31, 2 ** 53 - 1), 6),
    size: often<unknown>(
        fc.constantFrom("8MB", "1MB", "4KB", "<< 2MB >>", 65536, 1048576),
        fc.constantFrom(0, -1, 1, "2Gi", "1.5Gi", 2 ** 53 - 1, "-1KB"),
        4,
    ),
    storage: often<unknown>(fc.constantFrom("1Gi", "2G", 1073741824), fc.constantFrom(0, -1, 1, "1.5Gi", "7Pi"), 4),
    flag: fc.boolean(),
    text: fc.oneof(fc.constantFrom("east", "a.b", "s2_fast", "localhost", "aes", "{{.Name}}"), oddText),
    texts: fc.oneof(oddText, fc.array(oddText, { maxLength: 2 })),
    duration: fc.oneof(goDuration, fc.constantFrom(1, 5, 0, -1, 2 ** 40)),
    goDuration: fc.oneof(goDuration, fc.constantFrom("30s", "1m", "2m")),
    timeout: often<unknown>(fc.constantFrom(1, 2.5, "3s"), fc.constantFrom(0, -1, 0.001, "1ns", 1e9), 5),
    any: fc.oneof(fc.boolean(), oddText, oddity),
};

/** Of routes, in all the shapes that lists of them have. */
const subjects = fc.oneof(
    often(subject, queued, 5),
    fc.array(often(subject, queued, 8), { maxLength: 2 }),
    some({ allow: subject, deny: fc.array(often(subject, queued, 8), { maxLength: 2 }) }),
);

/** Settings that have several shapes in NATS, and the shapes that it knows. */
const SHAPES: Readonly<Record<string, Arbitrary<unknown>>> = {
    mappings: fc.dictionary(
        subject,
        fc.oneof(
            literalSubject,
            fc.array(some({ dest: literalSubject, weight: fc.constantFrom("50%", 50, "150%", 101, "x") }), { maxLength: 2 }),
        ),
        { maxKeys: 2 },
    ),
    compression,
    remotes,
    tls,
    listen,
    host,
    url: anyUrl,
    urls: fc.array(anyUrl, { maxLength: 2 }),
    name: often(fc.constantFrom("nats", "mq", "east"), fc.constantFrom("_", "", "a b"), 2),
    server_name: often(fc.constantFrom("a", "nats-0"), fc.constantFrom("_", "", "a b"), 2),
    publish: subjects,
    subscribe: subjects,
    prof_port: fc.constantFrom(0, 6060, -5, 70000, 1883),
    ocsp: fc.constantFrom<unknown>(
        true,
        false,
        {},
        { mode: "never" },
        { mode: "x" },
        { url: "http://127.0.0.1:7" },
        { urls: ["x"] },
        1,
        "x",
    ),
    ocsp_cache: fc.constantFrom<unknown>(true, false, {}, { type: "none" }, { type: "x" }, { x: 1 }, { save_interval: -1 }, 1, "x"),
    proxies: fc.constantFrom<unknown>(
        {},
        { trusted: [] },
        { trusted: [...KEYS.keys()].map((key) => ({ key })) },
        { trusted: [{}] },
        { trusted: [{ public_key: "U" }] },
        [],
        "x",
    ),
    sync_interval: fc.constantFrom<unknown>("always", "2m", "x", 5, true, 0, -1, "-1s", "1ns", "0s"),
    jetstream: fc.constantFrom<unknown>("enabled", "disabled", true, false, "x"),
    port: often(fc.constantFrom(7422, 8080, 1883), fc.constantFrom(0, -5, 70000), 8),
    no_tls: often(fc.constant(true), fc.constant(false), 6),
    allowed_origins: fc.constantFrom<unknown>("https://a.example", ["http://b.example:8080"], "x", "ftp://a", ["https://"]),
    account: fc.constantFrom("A", "APP", "$G", "nobody"),
    accounts: fc.oneof(fc.array(fc.constantFrom("A", "B", "$SYS"), { maxLength: 3 }), fc.constant("A")),
    pool_size: fc.constantFrom(-1, 0, 1, 5),
    default_js_domain: fc.dictionary(fc.constantFrom("A", "APP", "$SYS", "$G", "nobody"), fc.constantFrom("hub", "", "a b"), {
        maxKeys: 2,
    }),
    // Fewer tokens than subjects have keep clients from subscribing, as they should.
    max_sub_tokens: fc.constantFrom(16, 255, 0, 256, -1),
    cluster_traffic: fc.constantFrom("system", "owner", "x"),
};

function valueOf(key: string, setting: Setting, depth: number): Arbitrary<unknown> {
    const shape = SHAPES[key];
    if (shape !== undefined && depth > 0 && (key !== "jetstream" || depth > 1)) {
        return shape;
    }
    switch (setting.kind) {
        case "scalar":
            return SCALARS[setting.type];
        case "items":
            return fc.array(valueOf("", setting.item, depth + 1), { maxLength: 2 });
        case "dictionary":
            return fc.dictionary(often(fc.constantFrom("a", "B", "x-y"), oddText, 4), valueOf("", setting.value, depth + 1), {
                maxKeys: 2,
            });
        case "either":
            return valueOf(key, setting.map, depth);
        case "block": {
            const keys = [...setting.keys].filter(([name]) => !LEFT_OUT.test(name) || (depth > 0 ? SHAPED_WITHIN : SHAPED).has(name));
            return entriesOf(
                keys.map(([name, inner]) => [name, valueOf(inner.name, inner.setting, depth + 1)]),
                depth === 0 ? 3 : 2,
            );
        }
    }
}

function entriesOf(fields: readonly (readonly [string, Arbitrary<unknown>])[], most: number): Arbitrary<Record<string, unknown>> {
    if (fields.length === 0) {
        return fc.constant({});
    }
    const entry = fc.constantFrom(...fields).chain(([name, value]) => fc.tuple(fc.constant(name), value));
    return fc.array(entry, { maxLength: most }).map((entries) => Object.fromEntries(entries));
}

/** Which of them has to be larger is often the default's: 0, or nothing said. */
const sizes = often<Some>(fc.constant({}), some({ max_payload: SCALARS.size, max_pending: SCALARS.size }), 12);

/** Most specs have little of it: a single mistake hides all others. */
export const merge: Arbitrary<Record<string, unknown>> = fc
    .tuple(
        fc.oneof(
            { arbitrary: fc.constant({}), weight: 1 },
            { arbitrary: valueOf("", server, 0) as Arbitrary<Record<string, unknown>>, weight: 2 },
        ),
        sizes,
        logins,
    )
    .map(([settings, pair, who]) => ({ ...settings, ...pair, ...who }));
