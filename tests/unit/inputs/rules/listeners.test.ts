// What a NATS server does not start with or lets nobody in by, by its source and by trying.
import { IN_MEMORY, OPERATOR, SYSTEM_ACCOUNT } from "../../../support/operator";
import type { Inputs } from "../../../support/planning";
import { itRefuses, merge, setting } from "../../../support/refusals";

const operated = (config: Inputs): Inputs => ({ config: { merge: { operator: OPERATOR, ...IN_MEMORY, ...config } } });
const OTHER_ACCOUNT = "ABJHLOVMPA4CI6R5KLNGOB4GSLNIY7IOUPAJC4YFNDLQVIOBYQGUWVLA";
/** A lone server without JetStream. */
const LONE = { replicas: 1, jetstream: { enabled: false } };

/** A standalone server whose account RAW reserves memory. */
const inMemory = (reserved: unknown, jetstream: Inputs): Inputs =>
    merge({ jetstream, accounts: { RAW: { jetstream: { max_mem: reserved } } } }, { replicas: 1 });

/** The same on a volume of 64Mi, as much of which as there is. */
const onDisk = (reserved: string): Inputs =>
    merge(
        { jetstream: { max_file_store: -1 }, accounts: { RAW: { jetstream: { max_file: reserved } } } },
        { replicas: 1, jetstream: { size: "64Mi" } },
    );

/** A listener of browsers, without TLS. */
const OPEN = { port: 8080, no_tls: true };

/** Browsers with a login of their own, beside the one that is given. */
const browsers = (authorization: Inputs): Inputs => ({
    config: { merge: { authorization, websocket: { port: 8080, no_tls: true, authorization: { user: "web", password: "x" } } } },
});

describe("rules for settings of few values", () => {
    itRefuses({
        "a policy for slow clients that there is not": setting("write_timeout", "drop", "close", "default, close, retry"),
        "a name of a server with a space": {
            inputs: merge({ server_name: "a b" }, { replicas: 1 }),
            path: "config.merge.server_name",
            says: ["without spaces"],
            near: merge({ server_name: "a-b" }, { replicas: 1 }),
        },
        "a leaf node's remote that leads nowhere": setting("leafnodes.remotes", [{ account: "APP" }], [{ url: "nats://hub:7422" }], "urls"),
        "more messages to devices than MQTT can count": setting("mqtt.max_inflight", 65536, 65535, "from 0 to 65535"),
        "a name of the cluster with a space": setting("cluster.name", "a b", "a-b", "without spaces"),
        "an address with a port that is none": setting("cluster.cluster_advertise", "a: b", "a:6222", "a host"),
        "an address of clients that is two": setting("client_advertise", "a:1:2", "[::1]:4222", "a host"),
        "questions to clients without a pause": setting("ping_interval", "1ms", "10ms", '"10ms"'),
        "questions to servers without a pause": setting("cluster.ping_interval", "-1s", 0, '"10ms"'),
        "hardly any time to write": setting("write_deadline", "1ns", "1ms", '"1ms"'),
        "replies of routes": {
            inputs: merge({ cluster: { permissions: { allow_responses: true } } }),
            path: "config.merge.cluster.permissions.allow_responses",
            says: ["not a setting"],
            near: merge({ cluster: { permissions: { publish: "a" } } }),
        },
        "a permission with a line break": setting("authorization.default_permissions.subscribe", "a\nb", "a b", "a subject"),
        "a permission that begins with a space": setting("authorization.default_permissions.publish", " a", "a", "a subject"),
        "more subscriptions than NATS can count": setting("max_subscriptions", 2 ** 31, 2 ** 31 - 1, "2147483647"),
        "more tokens than NATS can count": setting("max_sub_tokens", 256, 255, "from 1 to 255"),
        "a compression that there is not": setting("leafnodes.compression", "zip", "s2_auto", "s2_best", '"zip"'),
        "a compression mode that there is not": setting("cluster.compression.mode", "zip", "accept", '"zip"'),
        "a cipher that there is not": setting("jetstream.cipher", "rot13", "AES", "chachapoly"),
        "a domain that is no name": setting("jetstream.domain", "a.b", "a-b", "without spaces"),
        "a version of leaf nodes that is too old": setting("leafnodes.min_version", "2.7.9", "2.8.0", "2.8.0"),
        "a time between syncs that is none": setting("jetstream.sync_interval", "often", "always", "2m"),
        "a port of a listener that is none": setting("leafnodes.port", 70000, 7422, "65535"),
        "lines that are too short to log in with": setting("max_control_line", 100, "2KB", "from 2048"),
        "no connection at all": setting("max_connections", 0, 1, "from 1"),
        "messages of negative size": setting("max_payload", -1, "1MB", "from 0"),
        "no time to write": setting("write_deadline", "-1s", "1s", '"1ms"'),
        "no time to log in": setting("authorization.timeout", 0.01, 0.1, "from 0.1 to 60"),
        "a duration longer than Go can count": setting("ping_interval", 2 ** 40, 60, "duration"),
        "a permission that is no subject": setting("authorization.default_permissions.publish", "a..b", "a.>", "a subject"),
    });
});

describe("rules for listeners", () => {
    itRefuses({
        "a gateway without a port": {
            inputs: merge({ gateway: { name: "nats" } }),
            path: "config.merge.gateway.name",
            says: ["gateway.port"],
            near: [
                merge({ gateway: { name: "nats", port: 7222 } }),
                merge({ gateway: { name: "nats", listen: "0.0.0.0:7222" } }),
                merge({ gateway: {} }, { values: { config: { gateway: { enabled: true } } } }),
            ],
        },
        "a gateway named otherwise than the cluster": {
            inputs: merge({ gateway: { name: "east", port: 7222 } }),
            path: "config.merge.gateway.name",
            says: ['"nats"'],
            near: [
                merge({ cluster: { name: "east" }, gateway: { name: "east", port: 7222 } }),
                merge({ gateway: { name: "east", port: 7222 } }, LONE),
            ],
        },
        "another gateway without an address": {
            inputs: merge({ gateway: { name: "nats", port: 7222, gateways: [{ name: "west" }] } }),
            path: "config.merge.gateway.gateways",
            says: ["url"],
            near: merge({ gateway: { name: "nats", port: 7222, gateways: [{ name: "west", url: "nats://w:7222" }] } }),
        },
        "another gateway with a list of no addresses": {
            inputs: merge({ gateway: { name: "nats", port: 7222, gateways: [{ name: "west", urls: [] }] } }),
            path: "config.merge.gateway.gateways",
            says: ["url"],
            near: merge({ gateway: { name: "nats", port: 7222, gateways: [{ name: "west", urls: ["nats://w:7222"] }] } }),
        },
        "another gateway without a name": {
            inputs: merge({ gateway: { name: "nats", port: 7222, gateways: [{ url: "nats://w:7222" }] } }),
            path: "config.merge.gateway.gateways",
            says: ["name"],
            near: merge({ gateway: { name: "nats", port: 7222, gateways: [] } }),
        },
        "a leaf node's remote with a list of no addresses": setting(
            "leafnodes.remotes",
            [{ urls: [] }],
            [{ urls: ["nats://hub:7422"] }],
            "urls",
        ),
        "gateways and leaf nodes of the chart without a word on the system account": {
            inputs: merge({}, { values: { config: { gateway: { enabled: true }, leafnodes: { enabled: true } } } }),
            path: "config.merge.system_account",
            says: ["$SYS"],
            near: merge({ system_account: "$SYS" }, { values: { config: { gateway: { enabled: true }, leafnodes: { enabled: true } } } }),
        },
        "gateways and leaf nodes without a word on the system account": {
            inputs: merge({ gateway: { name: "nats", port: 7222 }, leafnodes: { port: 7422 } }),
            path: "config.merge.system_account",
            says: ["$SYS"],
            near: merge({ gateway: { name: "nats", port: 7222 }, leafnodes: { port: 7422 }, system_account: "$SYS" }),
        },
        "browsers without a word on TLS": {
            inputs: merge({ websocket: { port: 8080 } }),
            path: "config.merge.websocket",
            says: ["no_tls"],
            near: [
                merge({ websocket: { port: 8080, no_tls: true } }),
                merge({ websocket: { port: 8080, tls: { cert_file: "/etc/c", key_file: "/etc/k" } } }),
                merge({}, { values: { config: { websocket: { enabled: true } } } }),
            ],
        },
        "browsers on an address of their own without a word on TLS": {
            inputs: merge({ websocket: { listen: "0.0.0.0:8080" } }),
            path: "config.merge.websocket",
            says: ["no_tls"],
            near: merge({ websocket: { listen: "0.0.0.0:8080", no_tls: true } }),
        },
        "one origin that is none": {
            inputs: merge({ websocket: { ...OPEN, allowed_origins: "example.com" } }),
            path: "config.merge.websocket.allowed_origins",
            says: ["origins"],
            near: merge({ websocket: { ...OPEN, allowed_origins: "http://example.com" } }),
        },
        "an origin that is none": {
            inputs: merge({ websocket: { ...OPEN, allowed_origins: ["example.com"] } }),
            path: "config.merge.websocket.allowed_origins",
            says: ["origins"],
            near: [
                merge({ websocket: { ...OPEN, allowed_origins: ["https://example.com"] } }),
                merge({ websocket: { allowed_origins: ["example.com"] } }),
            ],
        },
        "a header of the protocol": {
            inputs: merge({ websocket: { ...OPEN, headers: { Host: "x" } } }),
            path: "config.merge.websocket.headers",
            says: ["Host"],
            near: [merge({ websocket: { ...OPEN, headers: { "X-Host": "x" } } }), merge({ websocket: { headers: { Host: "x" } } })],
        },
        "a gateway with a name of no letters": {
            inputs: merge({ gateway: { port: 7222, name: "" } }, { replicas: 1, jetstream: { enabled: false } }),
            path: "config.merge.gateway.name",
            says: ["goes with gateway.port"],
            near: merge({ gateway: { port: 7222, name: "east" } }, { replicas: 1, jetstream: { enabled: false } }),
        },
        "a leaf node's account that there is not": {
            inputs: merge({ leafnodes: { remotes: [{ url: "nats://hub:7422", account: "B" }] } }),
            path: "config.merge.leafnodes",
            says: ["no B"],
            near: [
                merge({ leafnodes: { remotes: [{ url: "nats://hub:7422", account: "APP" }] } }),
                merge({ leafnodes: { remotes: [{ url: "nats://hub:7422", account: "APP" }] } }, { users: {}, allowAnonymous: true }),
            ],
        },
        "a cookie for JWTs without an operator": {
            inputs: merge({ websocket: { port: 8080, no_tls: true, jwt_cookie: "jwt" } }),
            path: "config.merge.websocket.jwt_cookie",
            says: ["operator"],
            near: [merge({ websocket: { port: 8080, no_tls: true } }), merge({ websocket: { jwt_cookie: "jwt" } })],
        },
        "an anonymous browser that is nobody": {
            inputs: merge({ websocket: { port: 8080, no_tls: true, no_auth_user: "bob" } }),
            path: "config.merge.websocket.no_auth_user",
            says: ['"bob"'],
            near: [
                merge({ websocket: { port: 8080, no_tls: true, no_auth_user: "app" } }),
                merge({
                    websocket: { port: 8080, no_tls: true, no_auth_user: "bob" },
                    accounts: { RAW: { users: [{ user: "bob", password: "p" }] } },
                }),
            ],
        },
        "devices with a login of their own beside users": {
            inputs: merge({ mqtt: { port: 1883, authorization: { token: "t" } } }),
            path: "config.merge.mqtt.authorization",
            says: ["conflicts with users"],
            near: [merge({ mqtt: { port: 1883, authorization: { timeout: 3 } } }), merge({ mqtt: { authorization: { token: "t" } } })],
        },
        "browsers with a login of their own beside users of the global account": {
            inputs: browsers({ users: [{ user: "bob", password: "x" }] }),
            path: "config.merge.websocket.authorization",
            says: ["conflicts with users"],
            near: browsers({ user: "bob", password: "x" }),
        },
        "users of browsers alone": {
            inputs: merge({ websocket: { authorization: { users: [] } } }),
            path: "config.merge.websocket.authorization.users",
            says: ["not a setting"],
            near: merge({ websocket: { authorization: { user: "web" } } }),
        },
        "a gateway of one server with JetStream": {
            inputs: merge({ gateway: { name: "east", port: 7222 } }, { replicas: 1 }),
            path: "config.merge.gateway",
            says: ["configured routes", "replicas: 3"],
            near: [
                merge({ gateway: { name: "nats", port: 7222 } }, { replicas: 3 }),
                merge({ gateway: { name: "east", port: 7222 } }, { replicas: 1, jetstream: { enabled: false } }),
                merge(
                    {
                        gateway: { name: "east", port: 7222 },
                        leafnodes: { remotes: [{ url: "nats://hub:7422", account: "$SYS" }] },
                    },
                    { replicas: 1 },
                ),
            ],
        },
        "devices without JetStream": {
            inputs: merge({ mqtt: { port: 1883 } }, LONE),
            path: "config.merge.mqtt",
            says: ["jetstream.enabled"],
            near: [
                merge({ mqtt: { port: 1883 } }, { replicas: 1 }),
                merge({ mqtt: { port: 1883 } }, { ...LONE, replicas: 3 }),
                merge({ mqtt: { port: 1883 }, leafnodes: { remotes: [{ url: "nats://hub:7422" }] } }, LONE),
                merge({ mqtt: { port: 1883 }, gateway: { name: "nats", port: 7222 } }, LONE),
                merge({ mqtt: {} }, LONE),
            ],
        },
        "devices without JetStream, beside leaf nodes that are none": {
            inputs: merge({ mqtt: { port: 1883 }, leafnodes: {} }, LONE),
            path: "config.merge.mqtt",
            says: ["jetstream.enabled"],
            near: merge({ mqtt: { port: 1883 }, leafnodes: { port: 7422 } }, LONE),
        },
        "more replicas of consumers than of streams": {
            inputs: merge({ mqtt: { stream_replicas: 1, consumer_replicas: 3 } }),
            path: "config.merge.mqtt.consumer_replicas",
            says: ["stream_replicas"],
            near: [
                merge({ mqtt: { stream_replicas: 3, consumer_replicas: 3 } }),
                merge({ mqtt: { stream_replicas: 0, consumer_replicas: 3 } }),
                merge({ mqtt: { consumer_replicas: 3 } }),
            ],
        },
        "a leaf node of an account that there is not": {
            inputs: merge({ leafnodes: { remotes: [{ url: "nats://hub:7422", account: "A" }] } }),
            path: "config.merge.leafnodes",
            says: ["no A"],
            near: [
                ...["APP", "$G", "$SYS", ""].map((account) => merge({ leafnodes: { remotes: [{ url: "nats://hub:7422", account }] } })),
                operated({ leafnodes: { remotes: [{ url: "nats://hub:7422", account: SYSTEM_ACCOUNT }] } }),
            ],
        },
        "a default domain of an account that there is not": setting("default_js_domain", { A: "hub" }, { $G: "hub" }, "there are"),
        "a default domain of the system account": setting("default_js_domain", { $SYS: "" }, {}, "the system account can have none"),
        "a default domain of a raw account that has JetStream": {
            inputs: merge({ default_js_domain: { RAW: "hub" }, accounts: { RAW: { jetstream: "enabled" } } }),
            path: "config.merge.default_js_domain",
            says: ["no JetStream"],
            near: [
                ...[{}, { jetstream: "disabled" }, { jetstream: false }].map((RAW) =>
                    merge({ default_js_domain: { RAW: "hub" }, accounts: { RAW } }),
                ),
                merge({ default_js_domain: { RAW: "" }, accounts: { RAW: { jetstream: "enabled" } } }),
            ],
        },
        "a default domain of a tenant who has JetStream": {
            inputs: merge({ default_js_domain: { A: "hub" } }, { accounts: { A: {}, B: {} } }),
            path: "config.merge.default_js_domain",
            says: ["no JetStream"],
            near: [
                merge({ default_js_domain: { A: "hub" } }, { accounts: { A: { jetstream: { enabled: false } }, B: {} } }),
                merge({ default_js_domain: { A: "hub", APP: "hub" } }, { accounts: { A: {} }, jetstream: { enabled: false } }),
                operated({ default_js_domain: { [OTHER_ACCOUNT]: "hub" } }),
            ],
        },
        "a default domain that is no name": {
            inputs: merge({ default_js_domain: { RAW: "a..b" }, accounts: { RAW: {} } }),
            path: "config.merge.default_js_domain",
            says: ["must be domains"],
            near: merge({ default_js_domain: { RAW: "a" }, accounts: { RAW: {} } }),
        },
        "a default domain of an account that has JetStream": setting("default_js_domain", { APP: "hub" }, { APP: "" }, "no JetStream"),
    });
});

describe("rules for logins of config.merge", () => {
    itRefuses({
        "a list of no users, which lets everybody in": {
            inputs: { config: { merge: { authorization: { users: [] } } } },
            path: "config.merge.authorization.users",
            says: ["everybody would be let in"],
            near: { config: { merge: { authorization: { timeout: 3 } } } },
        },
        "anonymous clients beside a token": {
            inputs: { allowAnonymous: true, config: { merge: { authorization: { token: "t" } } } },
            path: "allowAnonymous",
            says: ["config.merge"],
            near: { allowAnonymous: true, config: { merge: { authorization: { timeout: 3 } } } },
        },
        "a user without a name": {
            inputs: merge({ accounts: { RAW: { users: [{ user: "", password: "p" }] } } }),
            path: "config.merge.accounts",
            says: ["without a name"],
            near: merge({ accounts: { RAW: { users: [{ user: "u", password: "p" }] } } }),
        },
        "a larger message than may be pending, where the limit is lowered alone": {
            inputs: merge({ max_pending: 65536 }),
            path: "config.merge.max_payload",
            says: ["got 1048576"],
            near: merge({ max_pending: "1MB" }),
        },
        "more storage in raw accounts than a standalone server has": {
            inputs: merge({ accounts: { RAW: { jetstream: { max_file: "1Gi" } } } }, { replicas: 1, jetstream: { size: "64Mi" } }),
            path: "config.merge.accounts",
            says: ["insufficient storage"],
            near: merge({ accounts: { RAW: { jetstream: { max_file: "1Gi" } } } }, { replicas: 1, jetstream: { size: "2Gi" } }),
        },
        "more memory in raw accounts than a standalone server has": {
            inputs: inMemory("1Mi", { max_memory_store: 0 }),
            path: "config.merge.accounts",
            says: ["insufficient storage"],
            near: [
                inMemory(0, { max_memory_store: 0 }),
                inMemory("1Mi", { max_memory_store: "1Mi" }),
                inMemory("1Mi", { max_memory_store: -1 }),
            ],
        },
        "more storage than the disk has, where the server takes all of it": {
            inputs: onDisk("65Mi"),
            path: "config.merge.accounts",
            says: ["insufficient storage"],
            near: onDisk("64Mi"),
        },
        "raw mappings that lead nowhere": setting("mappings", { "a.*": "b.$2" }, { "a.*": "b.$1" }, '"b.$2"'),
        "mappings of raw accounts that lead nowhere": {
            inputs: merge({ accounts: { RAW: { mappings: { a: "b.*" } } } }),
            path: "config.merge.accounts.RAW.mappings",
            says: ['"b.*"'],
            near: merge({ accounts: { RAW: { mappings: { a: "b.c" } } } }),
        },
    });
});
