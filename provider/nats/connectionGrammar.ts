/** What all kinds of connections have: TLS and compression. https://github.com/nats-io/nats-server/blob/v2.14.2/server/opts.go (`parseTLS`) */
import {
    type Block,
    type Setting,
    any,
    block,
    flag,
    from,
    goDuration,
    integer,
    items,
    onOff,
    oneOf,
    reloads,
    text,
    texts,
    timeout,
} from "./kinds";

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

const settings: Readonly<Record<string, Setting>> = {
    ...outgoing,
    verify_and_map: flag,
    "verify verify_cert_and_check_known_urls": flag,
    pinned_certs: items(text),
    connection_rate_limit: integer,
    "handshake_first|first|immediate": any,
    ocsp_peer: any,
};
/** TLS of gateways, which take over nothing. */
export const tls = block(settings);

/** TLS that a running server takes over, all but some settings. Measured with nats-server 2.14.2 and 2.15.2. */
function reloadingBut(...restarting: string[]): Block {
    const marked = Object.entries(settings).map(([names, setting]) => [names, restarting.includes(names) ? setting : reloads(setting)]);
    return block(Object.fromEntries(marked) as typeof settings);
}
export const clientTls = reloadingBut("verify_and_map");
export const websocketTls = reloadingBut("verify_and_map", "pinned_certs");
export const mqttTls = reloadingBut("verify_and_map", "pinned_certs", "timeout");
/** Where a connection has TLS it has a time-out, too, and that of leaf nodes can't change. */
export const leafTls: Block = { ...mqttTls, addedByRestart: true };
export const remoteLeafTls: Block = { ...reloadingBut("timeout"), addedByRestart: true };

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
