/** Whom a server listens to besides its clients, and whom it connects to, in nats.conf. https://github.com/nats-io/nats-server/blob/v2.14.2/server/opts.go */
import { authorization, gatewayAuthorization, leafAuthorization, routePermissions } from "./accountGrammar";
import { compression } from "./compressionGrammar";
import {
    block,
    dictionary,
    duration,
    flag,
    from,
    integer,
    items,
    onOff,
    only,
    reloads,
    secret,
    since,
    text,
    texts,
    timeout,
} from "./kinds";
import { address, domain, host, listen, name, pingInterval, port, writeDeadline, writeTimeout } from "./scalars";
import { isSubject } from "./subjects";
import { leafTls, mqttTls, proxyTls, remoteLeafTls, tls, websocketTls } from "./tlsGrammar";
import { addressOf } from "./urls";

const listener = { listen, port, "host|net": host };

export const cluster = block({
    ...listener,
    name: only(name, "a name without spaces", (value) => /^\S+$/.test(String(value))),
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
    authorization: gatewayAuthorization,
    tls,
    advertise: address,
    connect_retries: integer,
    connect_backoff: flag,
    gateways: items(remoteGateway),
    "reject_unknown|reject_unknown_cluster": flag,
    write_deadline: writeDeadline,
    write_timeout: writeTimeout,
});

/** NATS looks into a proxy's URL only where it is one of HTTP. */
const proxyUrl = only(text, "a URL, such as http://proxy:3128", (value) => /^https?$/.test(addressOf(String(value))?.scheme ?? ""));
const deniedSubjects = only(texts, "a subject, such as orders.>", (value) => isSubject(String(value)));
/**
 * A remote is known by its URLs, account and credentials: with others it is another one, which a server takes over. What else changes of it
 * makes the server refuse the reload. https://github.com/nats-io/nats-server/blob/v2.15.2/server/reload.go (`getLeafNodeOptionsChanges`)
 */
const remoteLeaf = block({
    "urls|url": reloads(texts, "2.14"),
    "account|local": reloads(text, "2.14"),
    "credentials|creds": reloads(text, "2.14"),
    "nkey|seed": reloads(secret, "2.14"),
    disabled: reloads(flag, "2.14"),
    tls: remoteLeafTls,
    compression: reloads(compression),
    "no_randomize|dont_randomize hub ignore_discovered_servers request_isolation": flag,
    "deny_imports|deny_import deny_exports|deny_export": deniedSubjects,
    "ws_compression|ws_compress|websocket_compress|websocket_compression ws_no_masking|websocket_no_masking": flag,
    "jetstream_cluster_migrate|js_cluster_migrate": onOff(block({ leader_migrate_delay: from(0, duration) })),
    "isolate_leafnode_interest|isolate": flag,
    first_info_timeout: duration,
    dial_timeout: since("2.15", duration),
    proxy: block({
        url: proxyUrl,
        username: text,
        password: secret,
        timeout: from(0, duration),
        tls: since("2.15", reloads(proxyTls, "2.15")),
    }),
});
export const leafnodes = block({
    ...listener,
    authorization: leafAuthorization,
    remotes: items(remoteLeaf),
    dial_timeout: since("2.15", duration),
    "reconnect|reconnect_delay|reconnect_interval": duration,
    tls: leafTls,
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
    tls: websocketTls,
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
    tls: mqttTls,
    "authorization|authentication": webClients,
    no_auth_user: text,
    js_domain: domain,
    "ack_wait|ackwait": reloads(from(0, duration)),
    "js_api_timeout|api_timeout": from(0, duration),
    "max_ack_pending|max_pending|max_inflight": reloads(from(0, integer, 65535)),
    "stream_replicas consumer_replicas": reloads(integer),
    consumer_memory_storage: reloads(flag),
    "consumer_inactive_threshold|consumer_auto_cleanup": reloads(duration),
    "reject_qos2_publish downgrade_qos2_subscribe": flag,
});
