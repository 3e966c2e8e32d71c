/** Who may log in and what they may do, in nats.conf. https://github.com/nats-io/nats-server/blob/v2.14.2/server/opts.go */
import {
    type Block,
    type Scalar,
    type Setting,
    any,
    block,
    dictionary,
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
    timeout,
} from "./kinds";
import { key } from "./scalars";
import { isLiteral, isSubject, isSubscription } from "./subjects";

export const MOST_INT32 = 2 ** 31 - 1;
/** -1 is any number. NATS takes 0 and what is beyond its 32 bits, too, and then lets nobody in. */
const count = only(
    integer,
    `-1 or from 1 to ${MOST_INT32}`,
    (value) => value === -1 || (Number(value) >= 1 && Number(value) <= MOST_INT32),
);

const responses = block({ "max|max_msgs|max_messages|max_responses": integer, "expires|expiration|ttl": goDuration }, flag);
const subjectsOf = (published: Scalar, subscribed: Scalar): Readonly<Record<string, Setting>> => {
    const listOf = (subject: Scalar) => either(items(subject), block({ "allow deny": either(items(subject), subject) }, subject));
    return { "publish|pub|import": listOf(published), "subscribe|sub|export": listOf(subscribed) };
};
const permissionsOf = (published: Scalar, subscribed: Scalar): Block =>
    block({ ...subjectsOf(published, subscribed), "allow_responses|publish_allow_responses": responses });
/** NATS takes a queue group behind it, and then neither allows nor denies anything. */
const published = only(text, "a subject, such as orders.>", (value) => isSubject(String(value)));
const subscribed = only(text, "a subject, such as orders.>, perhaps with a queue group behind it", (value) =>
    isSubscription(String(value)),
);
export const permissions = permissionsOf(published, subscribed);
/** Of the routes between servers, which have no replies of their own, and no queue groups. */
export const routePermissions = block(subjectsOf(published, published));

const CONNECTIONS = ["STANDARD", "WEBSOCKET", "LEAFNODE", "LEAFNODE_WS", "MQTT", "MQTT_WS", "IN_PROCESS"];

const userOf = (allowed: Block): Block =>
    block({
        nkey: text,
        "user|username": text,
        "password|pass": secret,
        "permissions|permission|authorization": allowed,
        "allowed_connection_types|connection_types|clients": only(texts, `one of ${CONNECTIONS.join(", ")}`, (value) =>
            CONNECTIONS.includes(String(value).toUpperCase()),
        ),
        proxy_required: flag,
    });
export const user = userOf(permissions);
/** A user of the inputs, whose subjects have rules with their own paths. */
export const inputUser = userOf(permissionsOf(text, text));

export const authorization = block({
    "user|username": reloads(text),
    "password|pass token": reloads(secret),
    timeout: reloads(from(0.1, timeout, 60)),
    users: reloads(items(user)),
    "default_permissions|default_permission|permissions": reloads(permissions),
    "auth_callout|auth_hook": block({
        issuer: key("account"),
        "account|acc": text,
        "auth_users|users allowed_accounts": items(text),
        "xkey|key": key("curve"),
    }),
    proxy_required: reloads(flag),
});

const accountJetstream = onOff(
    block(
        {
            "max_memory|max_mem|mem|memory max_file|max_store|max_disk|store|disk": size,
            "max_streams|streams max_consumers|consumers max_ack_pending": integer,
            "max_bytes_required|max_stream_bytes|max_bytes": flag,
            "memory_max_stream_bytes|mem_max_stream_bytes disk_max_stream_bytes|store_max_stream_bytes": size,
            cluster_traffic: only(text, "system or owner", (value) => value === "system" || value === "owner"),
        },
        oneOf("enabled", "enable", "disabled", "disable"),
    ),
);

const percent = only(any, 'from 1 to 100, or a percentage, such as "50%"', (value) => /^([1-9]|[1-9]\d|100)%?$/.test(String(value)));
const sampled = only(any, 'from 1 to 100, a percentage, such as "50%", or "headers"', (value) =>
    /^(([1-9]|[1-9]\d|100)%?|\s*headers\s*)$/i.test(String(value)),
);
const literal = only(text, "a subject without wildcards", (value) => isLiteral(String(value)));

const offered = block({
    "stream service": text,
    "response_type|response": oneOf("single", "singleton", "stream", "chunk", "chunked"),
    "response_threshold|threshold|response_max_time|response_time": goDuration,
    accounts: items(text),
    latency: block({ subject: literal, sampling: sampled }, literal),
    account_token_position: from(0, integer),
    allow_trace: flag,
});
const source = block({ "account subject": text });
const taken = block({ "stream service": source, "prefix to": text, "share allow_trace": flag });

/** Where messages go instead: rules say which subjects and weights can be. */
const destination = { "destination|dest": text, weight: any, cluster: text };
export const mapping = either(items(block(destination)), block(destination, text));

export const account = block({
    nkey: key("account"),
    imports: items(taken),
    exports: items(offered),
    jetstream: accountJetstream,
    users: items(user),
    default_permissions: permissions,
    "mappings|maps": dictionary(mapping),
    limits: block({
        "max_connections|max_conn max_subscriptions|max_subs": count,
        "max_leafnodes|max_leafs": from(-1, integer, MOST_INT32),
        "max_payload|max_pay": from(-1, size, MOST_INT32),
    }),
    "msg_trace|trace_dest": block({ dest: literal, sampling: percent }, literal),
});

/** Of gateways, which have one user for all. Its permissions mean nothing, and still have to be some. */
export const gatewayAuthorization = block({
    "user|username": text,
    "password|pass": secret,
    timeout: from(0.1, timeout, 60),
    "default_permissions|default_permission|permissions": routePermissions,
    proxy_required: flag,
});

export const leafAuthorization = block({
    "user|username account": text,
    nkey: key("user"),
    "password|pass": secret,
    timeout,
    users: items(block({ "user|username account": text, "password|pass": secret, proxy_required: flag })),
    proxy_required: flag,
});
