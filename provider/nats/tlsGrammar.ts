/** TLS in nats.conf. https://github.com/nats-io/nats-server/blob/v2.15.2/server/opts.go (`parseTLS`) */
import { isDuration } from "../values/duration";
import { type Block, type Setting, any, block, flag, from, integer, items, only, onOff, reloads, text, texts, timeout } from "./kinds";

/** Those of Go that are safe, and those that NATS takes only where it is told to allow them. https://pkg.go.dev/crypto/tls#CipherSuites */
const SAFE = [
    "TLS_AES_128_GCM_SHA256",
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    ...["ECDSA", "RSA"].flatMap((kind) =>
        ["AES_128_CBC_SHA", "AES_256_CBC_SHA", "AES_128_GCM_SHA256", "AES_256_GCM_SHA384", "CHACHA20_POLY1305_SHA256"].map(
            (cipher) => `TLS_ECDHE_${kind}_WITH_${cipher}`,
        ),
    ),
];
const UNSAFE = [
    "RC4_128_SHA",
    "3DES_EDE_CBC_SHA",
    "AES_128_CBC_SHA",
    "AES_256_CBC_SHA",
    "AES_128_CBC_SHA256",
    "AES_128_GCM_SHA256",
    "AES_256_GCM_SHA384",
].map((cipher) => `TLS_RSA_WITH_${cipher}`);
const UNSAFE_EXCHANGES = [
    "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA",
    "TLS_ECDHE_RSA_WITH_RC4_128_SHA",
    "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA",
    "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
];
export const UNSAFE_CIPHERS: readonly string[] = [...UNSAFE, ...UNSAFE_EXCHANGES];
const CURVES = ["SecP384r1MLKEM1024", "SecP256r1MLKEM768", "X25519MLKEM768", "X25519", "CurveP256", "CurveP384", "CurveP521"];

const cipher = only(text, `a cipher suite of Go, such as ${SAFE[0]}`, (value) => [...SAFE, ...UNSAFE_CIPHERS].includes(String(value)));
const curve = only(text, `one of ${CURVES.join(", ")}`, (value) => CURVES.includes(String(value)));
const fingerprint = only(text, "the SHA-256 of a public key, in 64 hexadecimal digits", (value) => /^[0-9a-f]{64}$/i.test(String(value)));
const handshakeFirst = only(
    any,
    'true, false, "auto" or a duration, such as "300ms"',
    (value) =>
        typeof value === "boolean" ||
        (typeof value === "string" && (/^(true|on|false|off|auto|auto_fallback)$/i.test(value) || isDuration(value))),
);
/** Of a server that asks whether certificates of others are still good. */
const ocspPeer = onOff(
    block({
        "verify warn_only unknown_is_good allow_when_ca_unreachable": flag,
        "allowed_clockskew ca_timeout cache_ttl_when_next_update_unset": timeout,
    }),
);

/** Of a server that connects to others. */
const outgoing = {
    "cert_file key_file ca_file": text,
    "insecure allow_insecure_cipher_suites": flag,
    cipher_suites: items(cipher),
    curve_preferences: items(curve),
    timeout,
    min_version: only(text, "1.2 or 1.3", (value) => value === "1.2" || value === "1.3"),
    cert_store: only(text, "left out: it is for Windows", () => false),
    cert_match_by: only(text, "one of issuer, subject, thumbprint", (value) => /^(issuer|subject|thumbprint)$/i.test(String(value))),
    cert_match: only(text, "what a certificate has to have", (value) => value !== ""),
    ca_certs_match: texts,
    cert_match_skip_invalid: flag,
    "certs|certificates": items(block({ "cert_file key_file": text })),
};
export const proxyTls = block({ ...outgoing, timeout: from(0, timeout) });

const common: Readonly<Record<string, Setting>> = {
    ...outgoing,
    "verify verify_and_map": flag,
    pinned_certs: items(fingerprint),
    connection_rate_limit: integer,
    "handshake_first|first|immediate": handshakeFirst,
    ocsp_peer: ocspPeer,
};
const KNOWN_URLS = "verify_cert_and_check_known_urls";
/** Among servers, which know each other's addresses. What gateways have of it, they take over nothing of. */
export const tls = block({ ...common, [KNOWN_URLS]: flag });

/** Of all others, who know nobody's: a server doesn't start where it is told to look. */
const settings: Readonly<Record<string, Setting>> = {
    ...common,
    [KNOWN_URLS]: only(flag, "false: it is for routes and gateways", (value) => value === false),
};
export const resolverTls = block(settings);

/** TLS that a running server takes over, all but some settings. Measured with nats-server 2.14.2 and 2.15.2. */
function reloadingBut(...restarting: string[]): Block {
    const marked = Object.entries(settings).flatMap(([names, setting]) =>
        names.split(" ").map((name) => [name, restarting.includes(name) ? setting : reloads(setting)] as const),
    );
    return block(Object.fromEntries(marked));
}
export const clientTls = reloadingBut("verify_and_map");
export const websocketTls = reloadingBut("verify_and_map", "pinned_certs");
export const mqttTls = reloadingBut("verify_and_map", "pinned_certs", "timeout");
/** Where a connection has TLS it has a time-out, too, and that of leaf nodes can't change. */
export const leafTls: Block = { ...mqttTls, addedByRestart: true };
export const remoteLeafTls: Block = { ...reloadingBut("timeout"), addedByRestart: true };
