// Users that are known by a client certificate, and need no password: if no listener lets them in without one.
import { type Inputs, secret } from "../../../support/planning";
import { itRefuses } from "../../../support/refusals";

const PAIR = { cert_file: "/etc/c", key_file: "/etc/k" };
const MAPPED = { tls: { ...PAIR, verify_and_map: true } };
const AGENT = { user: "CN=agent,O=site" };
const PLAIN_WEBSOCKET = { websocket: { port: 8080, no_tls: true } };

function merge(settings: Inputs, user: Inputs = AGENT, chartVersion = "2.14.2"): Inputs {
    return { chartVersion, config: { merge: { accounts: { SITE: { users: [user] } }, ...settings } } };
}
const only = (...types: string[]): Inputs => ({ ...AGENT, allowed_connection_types: types });

const refused = { path: "config.merge.accounts", says: ["without a password", "everybody who knows the name"] };

describe("rules for users that certificates are mapped to", () => {
    itRefuses({
        "users without a password where no certificates are mapped": {
            ...refused,
            inputs: merge({ tls: { ...PAIR, verify: true } }),
            near: [merge(MAPPED), merge({ tls: { ...PAIR, verify_and_map: secret(true) } }), merge(MAPPED, AGENT, "2.15.2")],
        },
        "users without a password whom another listener of NATS 2.14 would let in": {
            ...refused,
            inputs: merge({ ...MAPPED, ...PLAIN_WEBSOCKET }),
            says: [...refused.says, "at a listener without tls.verify_and_map"],
            near: [
                merge({ ...MAPPED, ...PLAIN_WEBSOCKET }, AGENT, "2.15.2"),
                merge({ ...MAPPED, ...PLAIN_WEBSOCKET }, only("STANDARD")),
                merge({ ...MAPPED, websocket: { port: 8080, ...MAPPED } }),
            ],
        },
        "users without a password whom the listener of clients would let in, though leaf nodes are mapped": {
            ...refused,
            inputs: merge({ leafnodes: { port: 7422, ...MAPPED } }),
            near: [
                merge({ leafnodes: { port: 7422, ...MAPPED } }, AGENT, "2.15.2"),
                merge({ leafnodes: { port: 7422, ...MAPPED } }, only("LEAFNODE")),
            ],
        },
        "users without a password who may use only what isn't mapped": {
            ...refused,
            inputs: merge({ ...MAPPED, ...PLAIN_WEBSOCKET }, only("websocket"), "2.15.2"),
            near: merge({ ...MAPPED, ...PLAIN_WEBSOCKET }, only("websocket", "standard"), "2.15.2"),
        },
        "users without a password who come by a WebSocket that asks for no certificate": {
            ...refused,
            inputs: merge({ ...PLAIN_WEBSOCKET, mqtt: { port: 1883, ...MAPPED } }, only("MQTT_WS"), "2.15.2"),
            near: merge({ ...PLAIN_WEBSOCKET, mqtt: { port: 1883, ...MAPPED } }, only("MQTT"), "2.15.2"),
        },
        "users of the global account without a password": {
            path: "config.merge.authorization.users",
            says: refused.says,
            inputs: { config: { merge: { authorization: { users: [AGENT] } } } },
            near: { config: { merge: { authorization: { users: [AGENT] }, ...MAPPED } } },
        },
    });
});
