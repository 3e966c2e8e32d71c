// Programs with a secret in every input that can hold one, each with the way to log in to what it makes.
import { jwtAuthenticator, nkeys } from "@nats-io/transport-node";
import type { Login } from "./client";
import { makeTrust } from "./jwt";
import { SMALL } from "./programs";

/** Part of every secret that is a text of our own. */
export const MARK = "PLANTED";
/** Part of a secret that stands where NATS keeps none. */
export const TOLD_BY_NATS = "SPOKENOF";

export interface Planted {
    readonly properties: object;
    readonly logins: readonly Login[];
    /** Everything that must not be seen, besides the marks: keys and JWTs can't have marks in them. */
    readonly secrets: readonly string[];
    /** What NATS itself tells whoever may ask it or read its log: Pulumi and Kubernetes still must not show it. */
    readonly told: readonly string[];
    /** The Secrets that hold any of it. */
    readonly holders: readonly string[];
}

const common = { ...SMALL, replicas: 1 };
const [seedOfLeaf, keyOfUser] = [text(nkeys.createUser().getSeed()), nkeys.createUser().getPublicKey()];

/** Users in accounts, and all of the raw configuration that goes with them. */
function accounts(): Planted {
    return {
        properties: {
            ...common,
            users: { app: {}, bob: { password: `${MARK}-bob` }, conf: { password: "${fromConfig}" } },
            accounts: { shop: { users: { seller: { password: `${MARK}-seller` } } } },
            systemUsers: { admin: { password: `${MARK}-admin` } },
            config: {
                merge: {
                    // The most that a server says of itself.
                    debug: true,
                    trace: true,
                    system_account: "$SYS",
                    accounts: {
                        OTHER: { jetstream: "enabled", users: [{ user: "other", password: `${MARK}-other` }, { nkey: keyOfUser }] },
                    },
                    jetstream: { key: `${MARK}-key-for-the-disk`, prev_key: `${MARK}-key-of-old`, cipher: "aes" },
                    leafnodes: {
                        port: 7422,
                        authorization: { users: [{ user: "leaf", password: `${MARK}-leaf`, account: "APP" }] },
                        remotes: [
                            { url: `nats://far:${MARK}-far@127.0.0.1:7499`, account: "APP" },
                            { urls: ["nats://127.0.0.1:7498"], nkey: seedOfLeaf, account: "OTHER" },
                        ],
                    },
                    server_metadata: { token: "${toldByNats}" },
                },
            },
        },
        logins: [
            { user: "bob", pass: `${MARK}-bob` },
            { user: "conf", pass: `${MARK}-from-config` },
            { user: "seller", pass: `${MARK}-seller` },
            { user: "other", pass: `${MARK}-other` },
            { user: "admin", pass: `${MARK}-admin` },
        ],
        secrets: [seedOfLeaf, TOLD_BY_NATS],
        told: [TOLD_BY_NATS],
        holders: ["nats-auth", "nats-credentials", "nats-user-admin", "nats-user-bob", "nats-user-conf", "nats-user-seller"],
    };
}

/** An operator: JWTs, and none of our users. */
function operator(): Planted {
    const { operator: jwt, systemAccount, accounts: preload, user } = makeTrust();
    const signatures = [jwt, ...Object.values(preload)].map((token) => token.split(".")[2]!);
    const merge = { operator: jwt, system_account: systemAccount, resolver: "MEMORY", resolver_preload: preload };
    return {
        properties: { ...common, config: { merge: { ...merge, jetstream: { key: `${MARK}-key`, cipher: "chacha" } } } },
        logins: [{ authenticator: jwtAuthenticator(user.jwt, user.seed) }],
        secrets: signatures,
        told: signatures,
        holders: ["nats-auth"],
    };
}

/** One token for everybody, another for WebSocket, and gateways: with these a lone server can't have JetStream. */
function token(): Planted {
    const merge = {
        authorization: { token: `${MARK}-token` },
        websocket: { port: 8080, no_tls: true, authorization: { token: `${MARK}-websocket` } },
        gateway: {
            name: "hub",
            port: 7222,
            authorization: { user: "gate", password: `${MARK}-gate` },
            gateways: [{ name: "spoke", urls: [`nats://gate:${MARK}-spoke@127.0.0.1:7299`] }],
        },
    };
    return {
        properties: { ...common, jetstream: { enabled: false }, config: { merge } },
        logins: [{ token: `${MARK}-token` }],
        secrets: [],
        told: [],
        holders: ["nats-auth"],
    };
}

/** One user for everybody, and another for MQTT. */
function oneUser(): Planted {
    const mqtt = { port: 1883, authorization: { user: "device", password: `${MARK}-mqtt` } };
    const authorization = { user: "bob", password: `${MARK}-bob` };
    return {
        properties: { ...common, config: { merge: { server_name: "one", authorization, mqtt } } },
        logins: [{ user: "bob", pass: `${MARK}-bob` }],
        secrets: [],
        told: [],
        holders: ["nats-auth"],
    };
}

export const PLANTED = { "users and accounts": accounts, "an operator": operator, "a token": token, "one user": oneUser };

/** What a secret looks like as it is, in a URL, in JSON, and within base64, wherever it begins there. */
export function disguises(secret: string): string[] {
    const inBase64 = [0, 1, 2].map((offset) => {
        const whole = Buffer.from(" ".repeat(offset) + secret).toString("base64");
        return whole.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + secret.length) * 8) / 6));
    });
    return [...new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), ...inBase64])];
}

/** The secrets that a text holds, in any disguise. */
export function secretsIn(text: string, secrets: readonly string[]): string[] {
    return secrets.filter((secret) => disguises(secret).some((disguise) => text.includes(disguise)));
}

function text(bytes: Uint8Array): string {
    return new TextDecoder().decode(bytes);
}
