/**
 * The settings of nats.conf, as nats-server 2.14 and 2.15 read them: which there are, what they take, which are secrets, and which a running
 * server takes over on a reload (all others need a restart).
 *
 * Keys: https://github.com/nats-io/nats-server/blob/v2.15.2/server/opts.go
 * Reloads: https://github.com/nats-io/nats-server/blob/v2.15.2/server/reload.go (`diffOptions`)
 */
import { durationSeconds } from "../values/duration";
import { MOST_INT32, account, authorization, mapping } from "./accountGrammar";
import { jetstream } from "./jetstreamGrammar";
import {
    type Block,
    type Setting,
    any,
    block,
    dictionary,
    duration,
    either,
    flag,
    from,
    goDuration,
    integer,
    items,
    onOff,
    oneOf,
    only,
    reloads,
    secret,
    size,
    text,
    texts,
} from "./kinds";
import { cluster, gateway, leafnodes, mqtt, websocket } from "./listenerGrammar";
import { address, key, name, pingInterval, writeDeadline, writeTimeout } from "./scalars";
import { clientTls, resolverTls } from "./tlsGrammar";
import { addressOf } from "./urls";

export const accountResolver = block(
    {
        "type dir": text,
        "allow_delete hard_delete": flag,
        limit: integer,
        interval: goDuration,
        ttl: from(0, goDuration),
        timeout: only(goDuration, 'a duration of more than nothing, such as "2s"', (value) => durationSeconds(String(value)) > 0),
    },
    text,
);

/** `urls` is no setting here: no server starts with it. https://github.com/nats-io/nats-server/blob/v2.15.2/server/opts.go (`"ocsp"`) */
const ocsp = onOff(block({ mode: oneOf("auto", "must", "always", "never"), url: text }));
const ocspCache = onOff(block({ type: oneOf("none", "local"), local_store: text, preserve_revoked: flag, save_interval: duration }));
const trustedProxy = block({ "key|public_key": text });
/** Whether anybody is there is seen when a server starts, which it doesn't where nobody is. */
const remoteSyslog = only(text, "where a syslog is, such as udp://syslog.example.com:514 or unix:///dev/log", (value) => {
    const { scheme = "", port } = addressOf(String(value)) ?? {};
    return value === "" || /^unix:\/\/\//.test(String(value)) || (/^(udp|tcp)$/.test(scheme) && port !== undefined);
});

const settings: Readonly<Record<string, Setting>> = {
    listen: any,
    client_advertise: reloads(address),
    "port http_port|monitor_port https_port": integer,
    prof_port: from(0, integer, 65535),
    server_name: name,
    "host|net http_base_path ports_file_dir": text,
    "http https": any,
    "debug trace trace_verbose trace_headers logtime logtime_utc syslog": reloads(flag),
    "log_file|logfile pid_file|pidfile": reloads(text),
    remote_syslog: reloads(remoteSyslog),
    "logfile_size_limit|log_size_limit": size,
    "logfile_max_num|log_max_num": integer,
    "mappings|maps": reloads(dictionary(mapping)),
    "disable_sublist_cache|no_sublist_cache proxy_protocol allow_non_tls no_header_support": flag,
    "no_system_account|no_system|no_sys_acc": flag,
    accounts: reloads(either(items(text), dictionary(account))),
    default_sentinel: reloads(secret),
    write_timeout: writeTimeout,
    authorization,
    cluster,
    gateway,
    "leafnodes|leaf": leafnodes,
    "store_dir|storedir": text,
    jetstream,
    prof_block_rate: reloads(integer),
    // Below that no client gets through: what it logs in with is one line.
    max_control_line: reloads(from(2048, size, MOST_INT32)),
    max_payload: reloads(from(0, size, MOST_INT32)),
    // Below that, what a server tells its clients of itself and the others may be too much for it.
    max_pending: only(size, "0, for the default of 64 MiB, or from 4096 on", (value) => value === 0 || Number(value) >= 4096),
    "max_connections|max_conn": reloads(from(1, integer, MOST_INT32)),
    max_traced_msg_len: reloads(size),
    // More is less than nothing to the server, and it cuts every client.
    "max_subscriptions|max_subs": from(0, integer, MOST_INT32),
    // Room is made for them at the start.
    max_closed_clients: from(0, integer, 1_000_000),
    "max_sub_tokens|max_subscription_tokens": from(1, integer, 255),
    ping_interval: reloads(pingInterval),
    ping_max: reloads(from(0, integer)),
    tls: clientTls,
    ocsp,
    ocsp_cache: ocspCache,
    write_deadline: reloads(writeDeadline),
    "lame_duck_duration lame_duck_grace_period": goDuration,
    "operator|operators|roots|root|root_operators|root_operator": { ...texts, secret: true },
    "resolver|account_resolver|accounts_resolver": accountResolver,
    resolver_tls: reloads(resolverTls),
    resolver_preload: reloads(dictionary(secret)),
    resolver_pinned_accounts: key("account", texts),
    "trusted_keys|trusted": key("operator", texts),
    "no_auth_user system_account|system": text,
    "connect_error_reports reconnect_error_reports": reloads(integer),
    "websocket|ws": websocket,
    mqtt,
    server_tags: reloads(texts),
    server_metadata: reloads(dictionary(text)),
    feature_flags: dictionary(flag),
    default_js_domain: dictionary(text),
    no_fast_producer_stall: reloads(flag),
    proxies: reloads(block({ trusted: items(trustedProxy) })),
};

export const server: Block = block(settings);
