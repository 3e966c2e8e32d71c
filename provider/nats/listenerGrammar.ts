/** Whom a server listens to besides its clients, and whom it connects to, in nats.conf. https://github.com/nats-io/nats-server/blob/v2.14.2/server/opts.go */
import { authorization, leafAuthorization, routePermissions } from "./accountGrammar";
import { compression, tls } from "./connectionGrammar";
import { any, block, dictionary, duration, flag, from, integer, items, only, reloads, secret, text, texts, timeout } from "./kinds";
import { address, name, pingInterval, writeDeadline, writeTimeout } from "./scalars";

const listener = { listen: any, port: from(1, integer, 65535), "host|net": text };

export const cluster = block({
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
export const gateway = block({
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
export const leafnodes = block({
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
export const websocket = block({
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
export const mqtt = block({
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
