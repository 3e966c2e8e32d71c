// Rules look at other inputs, too. Where a preview doesn't know one of them, its default must not be held against the rest.
import assert from "node:assert/strict";
import { type Inputs, problemsOf, secret, unknown } from "../../../support/planning";

const merge = (settings: Inputs, inputs: Inputs = {}): Inputs => ({ users: { app: {} }, ...inputs, config: { merge: settings } });
const rawUnknown = (inputs: Inputs): Inputs => merge({ accounts: unknown() }, inputs);
const raw = (account: unknown, inputs: Inputs): Inputs => merge({ accounts: { RAW: account } }, inputs);
const HIDDEN = { users: [{ user: secret("bob"), password: secret("b") }] };
const GATEWAY = { gateway: { name: "east", port: 7222 } };
const WEBSOCKET = { websocket: { port: 8080, no_tls: true, no_auth_user: "bob" } };
const LEAF = { leafnodes: { remotes: [{ url: "nats://hub:7422", account: "A" }] } };
const FROM_RAW = { imports: [{ stream: { account: "RAW", subject: "a" } }] };
const MORE_THAN_USUAL = { jetstream: { max_file: "20Gi" } };

describe("a preview refuses nothing for want of knowing", () => {
    const fits: Record<string, Inputs> = {
        "how large the volumes are": { replicas: 1, jetstream: unknown(), accounts: { A: { jetstream: { maxFile: "20Gi" } } } },
        "how large the volumes are, for raw accounts": merge({ accounts: { RAW: MORE_THAN_USUAL } }, { replicas: 1, jetstream: unknown() }),
        "how much memory streams may take": {
            replicas: 1,
            config: { merge: unknown() },
            accounts: { A: { jetstream: { maxMemory: "1Gi" } } },
        },
        "whom something is exported to": rawUnknown({ accounts: { A: { exports: [{ stream: "a", accounts: ["RAW"] }] } } }),
        "whom something is imported from": rawUnknown({ accounts: { A: FROM_RAW } }),
        "what is exported there": merge({ accounts: { RAW: { exports: unknown() } } }, { accounts: { A: FROM_RAW } }),
        "one of the exports there": merge({ accounts: { RAW: { exports: [unknown()] } } }, { accounts: { A: FROM_RAW } }),
        "the subject of what is exported there": merge(
            { accounts: { RAW: { exports: [{ stream: unknown() }] } } },
            { accounts: { A: FROM_RAW } },
        ),
        "whether anybody is let in": { external: true, allowAnonymous: unknown() },
        "the users, among whom clients without credentials may be one": { users: unknown(), noAuthUser: "app" },
        "the tenants, among whom clients without credentials may be one": { accounts: unknown(), noAuthUser: "alice" },
        "the raw accounts, among whom clients without credentials may be one": rawUnknown({ noAuthUser: "bob" }),
        "the users, among whom no_auth_user may be one": merge({ no_auth_user: "bob" }, { users: unknown() }),
        "the tenants, among whom no_auth_user may be one": merge({ no_auth_user: "alice" }, { accounts: unknown() }),
        "the raw accounts, among whom no_auth_user may be one": merge({ accounts: unknown(), no_auth_user: "bob" }),
        "the raw accounts, of which one may be the system's": merge({ accounts: unknown(), system_account: "OPS" }),
        "the raw accounts, among whom browsers may be one": merge({ accounts: unknown(), ...WEBSOCKET }),
        "the raw accounts, of whom a leaf node may be": merge({ accounts: unknown(), ...LEAF }),
        "the raw accounts, which may have a default domain": merge({ accounts: unknown(), default_js_domain: { A: "hub" } }),
        "the users of a raw account, among whom clients without credentials may be one": raw({ users: unknown() }, { noAuthUser: "bob" }),
        "a raw account, where clients without credentials may be somebody": raw(unknown(), { noAuthUser: "bob" }),
        "the secret name of a user, who clients without credentials may be": raw(HIDDEN, { noAuthUser: "bob" }),
        "the secret name of a user, who no_auth_user may be": merge({ no_auth_user: "bob", accounts: { RAW: HIDDEN } }),
        "the secret name of a user, who a browser may be": merge({ ...WEBSOCKET, accounts: { RAW: HIDDEN } }),
        "whether browsers need TLS": merge({ websocket: { port: 8080, no_tls: unknown() } }),
        "a secret that says that browsers need no TLS": merge({ websocket: { port: 8080, no_tls: secret(true) } }),
        "how many servers would have one name": merge({ server_name: "a" }, { replicas: unknown() }),
        "how many servers the gateway is of": merge(GATEWAY, { replicas: unknown() }),
        "the name, which the gateway's may be": merge(GATEWAY, { name: unknown() }),
        "the cluster's name, which the gateway's may be": merge({ ...GATEWAY, cluster: { name: unknown() } }),
        "the users, among whom browsers may be one": merge(WEBSOCKET, { users: unknown() }),
        "the tenants, among whom browsers may be one": merge(WEBSOCKET, { accounts: unknown() }),
        "the tenants, of whom a leaf node may be": merge(LEAF, { accounts: unknown() }),
        "the users, whose account a leaf node may be of": merge(
            { leafnodes: { remotes: [{ url: "nats://hub:7422", account: "APP" }] } },
            { users: unknown() },
        ),
        "the tenants, who may have a default domain": merge({ default_js_domain: { A: "" } }, { accounts: unknown() }),
        "the users, whose account may have a default domain": merge({ default_js_domain: { APP: "" } }, { users: unknown() }),
        "whether there is JetStream, without which there may be a default domain": merge(
            { default_js_domain: { APP: "hub" } },
            { jetstream: unknown() },
        ),
        "a secret that is the cluster's name": merge({ ...GATEWAY, cluster: { name: secret("east") } }),
        "how large messages are": merge({ max_payload: unknown(), max_pending: 5000 }),
        "how much may be pending": merge({ max_payload: "8MB", max_pending: unknown() }),
        "what is reserved": { resources: { memory: "1Gi", requests: { memory: unknown() } } },
        "the limit of what is reserved": { resources: { memory: unknown(), requests: { memory: "64Gi" } } },
    };
    for (const [what, inputs] of Object.entries(fits)) {
        it(what, () => assert.deepEqual(problemsOf(inputs), []));
    }
});
