import { isSubject } from "../../nats/subjects";
import { addressOf, isOrigin } from "../../nats/urls";
import { type Settled, type SettledMap, Leaf, isList, mapAt, mapsAt } from "../../values/leaf";
import type { Text } from "../../values/text";
import { asksForJetstream, authenticationMode, hidesUsers, rawAccounts, rawUsers, systemAccountName } from "../authentication";
import { isOfChart, listens } from "../listens";
import { isDeclared, settingsOf } from "../shares";
import type { Spec } from "../spec";
import * as is from "./predicates";
import type { Rule } from "./rule";

const RESTRICTED_HEADER = /^(host|content-length|connection|upgrade|nats-no-masking|sec-websocket-.*)$/i;

/** What the listeners of `config.merge` need of each other and of the rest. A NATS server that misses any of it does not start. */
export const listenerRules: readonly Rule<Spec>[] = [
    {
        path: "config.merge.gateway.name",
        fails: (spec) => {
            const { name } = mapAt(spec.config, "gateway");
            const named = name !== undefined && name !== "";
            return !isOfChart(spec, "gateway") && named !== listens(spec, "gateway");
        },
        reason: "goes with gateway.port: a NATS server does not start with one of them alone",
    },
    {
        path: "config.merge.gateway.name",
        needs: ["replicas"],
        fails: (spec) => {
            const name = mapAt(spec.config, "gateway")["name"];
            const named = typeof name === "string" && name !== "";
            return named && spec.replicas > 1 && is.fails(clusterName(spec), (cluster) => cluster === name);
        },
        reason: (spec) => `must be the name of the cluster, ${is.shown(clusterName(spec))}: a NATS server with two names does not start`,
    },
    {
        path: "config.merge.gateway.gateways",
        fails: ({ config }) =>
            mapsAt(mapAt(config, "gateway"), "gateways").some(({ name, url, urls }) => {
                const all = [url ?? [], urls ?? []].flat();
                const nowhere = all.length === 0 || (isList(urls) && urls.length === 0);
                return (
                    name === undefined ||
                    name === "" ||
                    nowhere ||
                    all.some((one) => typeof one === "string" && addressOf(one) === undefined)
                );
            }),
        reason: "must each have a name and a url or urls, such as nats://hub:7222, and no empty urls",
    },
    {
        path: "config.merge.system_account",
        fails: (spec) => listens(spec, "gateway") && listens(spec, "leafnodes") && spec.config["system_account"] === undefined,
        reason: "is missing: gateways and leafnodes together need it said explicitly; set it to $SYS",
    },
    {
        path: "config.merge.gateway",
        needs: ["replicas", "jetstream.enabled", "config.merge"],
        fails: (spec) => {
            const system = systemAccountName(spec.config);
            const extending = mapsAt(mapAt(spec.config, "leafnodes"), "remotes").some(({ account }) => account === system);
            return spec.replicas === 1 && spec.jetstream.enabled && listens(spec, "gateway") && !extending;
        },
        reason: 'needs routes with JetStream, and one server has none ("JetStream cluster requires configured routes"); set replicas: 3, or jetstream.enabled: false',
    },
    {
        path: "config.merge.websocket",
        fails: (spec) => {
            const { tls, no_tls: noTls } = mapAt(spec.config, "websocket");
            const isOff = noTls instanceof Leaf ? noTls.passes((value) => value === true) !== false : noTls === true;
            return listens(spec, "websocket") && !isOfChart(spec, "websocket") && tls === undefined && !isOff;
        },
        reason: 'has neither tls nor no_tls: true ("websocket requires TLS configuration")',
    },
    {
        path: "config.merge.websocket.allowed_origins",
        fails: (spec) =>
            listens(spec, "websocket") && textsAt(mapAt(spec.config, "websocket"), "allowed_origins").some((origin) => !isOrigin(origin)),
        reason: "must be origins, such as https://example.com",
    },
    {
        path: "config.merge.websocket.headers",
        fails: (spec) =>
            listens(spec, "websocket") &&
            Object.keys(mapAt(mapAt(spec.config, "websocket"), "headers")).some((name) => RESTRICTED_HEADER.test(name)),
        reason: "must not set headers of the protocol itself (Host, Connection, Upgrade, Sec-WebSocket-…)",
    },
    {
        path: "config.merge.websocket.jwt_cookie",
        fails: (spec) =>
            listens(spec, "websocket") &&
            ![undefined, ""].includes(mapAt(spec.config, "websocket")["jwt_cookie"] as string | undefined) &&
            authenticationMode(spec) !== "operator",
        reason: "is for JWTs, and there is no operator; remove it or set config.merge.operator",
    },
    ...["websocket", "mqtt"].flatMap((listener): Rule<Spec>[] => [
        {
            path: `config.merge.${listener}.no_auth_user`,
            needs: ["users", "accounts", "config.merge.accounts"],
            fails: (spec) => {
                const name = mapAt(spec.config, listener)["no_auth_user"];
                return typeof name === "string" && listens(spec, listener) && !loginNames(spec).includes(name) && !hidesUsers(spec.config);
            },
            reason: ({ config }) => `must be one of the users, got ${JSON.stringify(mapAt(config, listener)["no_auth_user"])}`,
        },
        {
            path: `config.merge.${listener}.authorization`,
            fails: (spec) => {
                const { user, token } = mapAt(mapAt(spec.config, listener), "authorization");
                const users = authenticationMode(spec) === "accounts" || mapAt(spec.config, "authorization")["users"] !== undefined;
                return (user !== undefined || token !== undefined) && listens(spec, listener) && users;
            },
            reason: "conflicts with users: a NATS server with both does not start; let these clients log in as users",
        },
    ]),
    {
        path: "config.merge.mqtt",
        needs: ["replicas", "jetstream.enabled"],
        fails: (spec) => {
            const leaves = listens(spec, "leafnodes") || mapsAt(mapAt(spec.config, "leafnodes"), "remotes").length > 0;
            const alone = spec.replicas === 1 && !listens(spec, "gateway") && !leaves;
            return listens(spec, "mqtt") && alone && !spec.jetstream.enabled;
        },
        reason: "needs JetStream: set jetstream.enabled",
    },
    {
        path: "config.merge.mqtt.consumer_replicas",
        fails: ({ config }) => {
            const { consumer_replicas: consumer, stream_replicas: stream } = mapAt(config, "mqtt");
            return typeof consumer === "number" && typeof stream === "number" && stream > 0 && consumer > stream;
        },
        reason: "must be at most stream_replicas",
    },
    {
        path: "config.merge.default_js_domain",
        needs: ["users", "accounts", "config.merge.accounts", "jetstream"],
        fails: (spec) =>
            authenticationMode(spec) !== "operator" &&
            Object.entries(mapAt(spec.config, "default_js_domain")).some((entry) => !canHaveDomain(spec, entry)),
        reason: "must be domains, by the names of accounts that there are and that have no JetStream of their own; the system account can have none",
    },
];

function clusterName({ config, name }: Spec): Text {
    return (mapAt(config, "cluster")["name"] as Text | undefined) ?? name;
}

function textsAt(map: SettledMap, key: string): string[] {
    const texts = map[key];
    return (isList(texts) ? texts : [texts]).filter((item) => typeof item === "string");
}

function loginNames({ users, config }: Spec): string[] {
    const raw = [...Object.values(rawAccounts(config)), mapAt(config, "authorization")];
    return [...users.map(({ name }) => name), ...raw.flatMap(rawUsers)];
}

function hasJetstream(spec: Spec, name: string): boolean | undefined {
    const account = settingsOf(spec, name);
    if (account !== undefined) {
        return asksForJetstream(account);
    }
    return isDeclared(spec, name) ? spec.jetstream.enabled : undefined;
}

function canHaveDomain(spec: Spec, [name, domain]: [string, Settled]): boolean {
    const usual = name === "$G" || hasJetstream(spec, name) === false || (hasJetstream(spec, name) === true && domain === "");
    return usual && name !== systemAccountName(spec.config) && (domain === "" || (typeof domain === "string" && isSubject(domain)));
}
