/**
 * The settings of nats.conf, as nats-server 2.14 reads them: which there are, what they take, which are secrets, and which a running
 * server takes over on a reload (all others need a restart).
 *
 * Keys: https://github.com/nats-io/nats-server/blob/v2.14.2/server/opts.go
 * Reloads: https://github.com/nats-io/nats-server/blob/v2.14.2/server/reload.go (`diffOptions`)
 */
import { isDuration } from "../values/duration";
import { MOST_INT32, account, authorization, leafAuthorization, mapping, routePermissions } from "./accountGrammar";
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
    storage,
    text,
    texts,
    timeout,
} from "./kinds";
import { address, name, pingInterval, writeDeadline, writeTimeout } from "./scalars";

const tls = block({
    "cert_file key_file ca_file": text,
    "insecure verify verify_and_map verify_cert_and_check_known_urls allow_insecure_cipher_suites": flag,
    "cipher_suites curve_preferences pinned_certs": items(text),
    timeout,
    connection_rate_limit: integer,
    "cert_store cert_match_by cert_match min_version": text,
    ca_certs_match: texts,
    "handshake_first|first|immediate": any,
    cert_match_skip_invalid: flag,
    ocsp_peer: any,
    "certs|certificates": items(block({ "cert_file key_file": text })),
});

const jetstream = block(
    {
        "enabled|enable strict": flag,
        "store_dir|store|storedir": text,
        "sync_interval|sync": only(
            any,
            'always or a duration, such as "2m"',
            (value) => /^always$/i.test(String(value)) || Number.isInteger(value) || isDuration(String(value)),
        ),
        "max_memory_store|max_mem_store|max_mem max_file_store|max_file": reloads(storage),
        domain: only(text, "a name without spaces, ., * and >", (value) => /^[^\s.*>]+$/.test(String(value))),
        extension_hint: oneOf("will_extend", "no_extend"),
        cipher: oneOf("chacha", "chachapoly", "aes"),
        unique_tag: text,
        "key|ek|encryption_key prev_key|prev_ek|prev_encryption_key": secret,
        limits: block({
            "max_ack_pending max_ha_assets max_request_batch": integer,
            duplicate_window: goDuration,
            batch: block({ "max_inflight_per_stream max_inflight_total max_msgs": integer, timeout: goDuration }),
        }),
        tpm: block({ "keys_file cipher": text, "encryption_password srk_password": secret, pcr: integer }),
        "max_outstanding_catchup max_buffered_size": storage,
        "max_buffered_msgs request_queue_limit info_queue_limit": integer,
        meta_compact: reloads(integer),
        meta_compact_size: reloads(storage),
        meta_compact_sync: reloads(flag),
    },
    any,
);

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
const compression = onOff(
    block({ mode: compressionMode, "rtt_thresholds|thresholds|rtts|rtt": items(from(0, goDuration)) }, compressionMode),
);

const listener = { listen: any, port: from(1, integer, 65535), "host|net": text };

const cluster = block({
    ...listener,
    name,
    authorization: reloads(authorization),
    routes: reloads(items(text)),
    tls: reloads(tls),
    "advertise|cluster_advertise": address,
    no_advertise: reloads(flag),
    connect_retries: reloads(integer),
    connect_backoff: reloads(flag),
    permissions: reloads(routePermissions),
    pool_size: reloads(integer),
    accounts: reloads(texts),
    compression: reloads(compression),
    ping_interval: reloads(pingInterval),
    ping_max: reloads(from(0, integer)),
    write_deadline: reloads(writeDeadline),
    write_timeout: reloads(writeTimeout),
});

const remoteGateway = block({ "name url": text, tls, urls: items(text) });
const gateway = block({
    ...listener,
    name,
    authorization,
    tls,
    advertise: address,
    connect_retries: integer,
    connect_backoff: flag,
    gateways: items(remoteGateway),
    "reject_unknown|reject_unknown_cluster": flag,
    write_deadline: writeDeadline,
    write_timeout: writeTimeout,
});

const remoteLeaf = block({
    "no_randomize|dont_randomize hub disabled ignore_discovered_servers request_isolation": flag,
    "urls|url": texts,
    "account|local": text,
    "credentials|creds": text,
    "nkey|seed": secret,
    tls,
    "deny_imports|deny_import deny_exports|deny_export": texts,
    "ws_compression|ws_compress|websocket_compress|websocket_compression ws_no_masking|websocket_no_masking": flag,
    "jetstream_cluster_migrate|js_cluster_migrate": any,
    compression,
    "isolate_leafnode_interest|isolate": flag,
    first_info_timeout: duration,
    proxy: block({ "url username": text, password: secret, timeout: duration }),
});
const leafnodes = block({
    ...listener,
    authorization: leafAuthorization,
    remotes: reloads(items(remoteLeaf)),
    "reconnect|reconnect_delay|reconnect_interval": duration,
    tls: reloads(tls),
    "advertise|leafnode_advertise": address,
    "min_version|minimum_version": only(text, "a version from 2.8.0 on", (value) =>
        /^v?(2\.([89]|\d\d+)|[3-9]|\d\d+)(\.\d+)+$/.test(String(value)),
    ),
    write_timeout: writeTimeout,
    no_advertise: flag,
    compression: reloads(compression),
    "isolate_leafnode_interest|isolate": flag,
    write_deadline: writeDeadline,
});

const webClients = block({ "user|username": text, "password|pass token": secret, timeout });
const websocket = block({
    ...listener,
    advertise: address,
    "no_tls same_origin": flag,
    tls: reloads(tls),
    "allowed_origins|allowed_origin|allow_origins|allow_origin|origins|origin": texts,
    handshake_timeout: duration,
    ping_interval: pingInterval,
    "compression|compress": flag,
    "authorization|authentication": webClients,
    "jwt_cookie user_cookie pass_cookie token_cookie no_auth_user": text,
    headers: dictionary(text),
});
const mqtt = block({
    ...listener,
    tls: reloads(tls),
    "authorization|authentication": webClients,
    "no_auth_user js_domain": text,
    "ack_wait|ackwait": reloads(duration),
    "js_api_timeout|api_timeout": duration,
    "max_ack_pending|max_pending|max_inflight": reloads(from(0, integer, 65535)),
    "stream_replicas consumer_replicas": reloads(integer),
    consumer_memory_storage: reloads(flag),
    "consumer_inactive_threshold|consumer_auto_cleanup": reloads(duration),
    "reject_qos2_publish downgrade_qos2_subscribe": flag,
});

export const accountResolver = block(
    { "type dir": text, "allow_delete hard_delete": flag, limit: integer, "ttl interval timeout": goDuration },
    text,
);

const settings: Readonly<Record<string, Setting>> = {
    listen: any,
    client_advertise: reloads(address),
    "port prof_port http_port|monitor_port https_port": integer,
    server_name: name,
    "host|net http_base_path ports_file_dir": text,
    "http https": any,
    "debug trace trace_verbose trace_headers logtime logtime_utc syslog": reloads(flag),
    "log_file|logfile remote_syslog pid_file|pidfile": reloads(text),
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
    max_pending: size,
    "max_connections|max_conn": reloads(from(1, integer, MOST_INT32)),
    max_traced_msg_len: reloads(size),
    // More is less than nothing to the server, and it cuts every client.
    "max_subscriptions|max_subs": from(0, integer, MOST_INT32),
    // Room is made for them at the start.
    max_closed_clients: from(0, integer, 1_000_000),
    "max_sub_tokens|max_subscription_tokens": from(1, integer, 255),
    ping_interval: reloads(pingInterval),
    ping_max: reloads(from(0, integer)),
    tls: reloads(tls),
    "ocsp ocsp_cache": any,
    write_deadline: reloads(writeDeadline),
    "lame_duck_duration lame_duck_grace_period": goDuration,
    "operator|operators|roots|root|root_operators|root_operator": { ...texts, secret: true },
    "resolver|account_resolver|accounts_resolver": accountResolver,
    resolver_tls: reloads(tls),
    resolver_preload: reloads(dictionary(secret)),
    "resolver_pinned_accounts trusted_keys|trusted": texts,
    "no_auth_user system_account|system": text,
    "connect_error_reports reconnect_error_reports": reloads(integer),
    "websocket|ws": websocket,
    mqtt,
    server_tags: reloads(texts),
    server_metadata: reloads(dictionary(text)),
    feature_flags: dictionary(flag),
    default_js_domain: dictionary(text),
    no_fast_producer_stall: reloads(flag),
    proxies: reloads(any),
};

export const server: Block = block(settings);
