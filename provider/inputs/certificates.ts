/** Who is known by a client certificate (`verify_and_map`), and needs no password. */
import { isFrom } from "../nats/version";
import { type SettledMap, Leaf, isList, mapAt } from "../values/leaf";
import { listens } from "./listens";
import { knownServerVersion } from "./serverVersion";
import type { Spec } from "./spec";

interface Listener {
    readonly name: string;
    /** The kinds of connections that it decides on. */
    readonly type: string;
    /** One that comes by WebSocket, and has a certificate only where that listener asks for one. */
    readonly byWebsocket?: string;
}

const LISTENERS: readonly Listener[] = [
    { name: "", type: "STANDARD" },
    { name: "websocket", type: "WEBSOCKET" },
    { name: "mqtt", type: "MQTT", byWebsocket: "MQTT_WS" },
    { name: "leafnodes", type: "LEAFNODE", byWebsocket: "LEAFNODE_WS" },
];

/**
 * Whether a user without a password logs in by certificate only. NATS 2.15 sees to it as soon as one listener that the user may use maps
 * certificates; before, every other listener would let in whoever knows the name.
 * https://github.com/nats-io/nats-server/blob/v2.15.2/server/auth.go (`canTLSMap`)
 */
export function isKnownByCertificate(spec: Spec, user: SettledMap): boolean {
    const listening = LISTENERS.filter((listener) => takesUsers(spec, listener));
    const open = listening.filter(
        ({ type, byWebsocket }) => mayUse(user, type) || (byWebsocket !== undefined && mayUse(user, byWebsocket)),
    );
    const mapping = open.filter(({ name, type }) => mapsCertificates(spec, name) && mayUse(user, type));
    return mapping.length > 0 && (mapping.length === open.length || isFrom(knownServerVersion(spec), "2.15"));
}

function takesUsers(spec: Spec, { name }: Listener): boolean {
    // With users of their own, leaf nodes don't log in as others.
    const own = name === "leafnodes" && Object.keys(mapAt(mapAt(spec.config, name), "authorization")).some((key) => key !== "timeout");
    return name === "" || (listens(spec, name) && !own);
}

function mapsCertificates({ config }: Spec, listener: string): boolean {
    const tls = mapAt(listener === "" ? config : mapAt(config, listener), "tls");
    return tls["verify_and_map"] === true;
}

/** No list, and an empty one, are all kinds. What isn't known yet may be any. */
function mayUse({ allowed_connection_types: types }: SettledMap, type: string): boolean {
    const listed = isList(types) ? types : [];
    return listed.length === 0 || listed.some((one) => one instanceof Leaf || (typeof one === "string" && one.toUpperCase() === type));
}
