/** What all kinds of connections have: TLS and compression. https://github.com/nats-io/nats-server/blob/v2.14.2/server/opts.go (`parseTLS`) */
import { any, block, flag, from, goDuration, integer, items, onOff, oneOf, text, texts, timeout } from "./kinds";

/** Of a server that connects to others. */
const outgoing = {
    "cert_file key_file ca_file": text,
    "insecure allow_insecure_cipher_suites": flag,
    "cipher_suites curve_preferences": items(text),
    timeout,
    "cert_store cert_match_by cert_match min_version": text,
    ca_certs_match: texts,
    cert_match_skip_invalid: flag,
    "certs|certificates": items(block({ "cert_file key_file": text })),
};
export const proxyTls = block(outgoing);
export const tls = block({
    ...outgoing,
    "verify verify_and_map verify_cert_and_check_known_urls": flag,
    pinned_certs: items(text),
    connection_rate_limit: integer,
    "handshake_first|first|immediate": any,
    ocsp_peer: any,
});

const compressionMode = oneOf(
    "on",
    "enabled",
    "true",
    "not supported",
    "not_supported",
    "disabled",
    "off",
    "false",
    "accept",
    "auto",
    "s2_auto",
    "fast",
    "s2_fast",
    "better",
    "s2_better",
    "best",
    "s2_best",
);
export const compression = onOff(
    block({ mode: compressionMode, "rtt_thresholds|thresholds|rtts|rtt": items(from(0, goDuration)) }, compressionMode),
);
