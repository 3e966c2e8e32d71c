import { nkeys } from "@nats-io/transport-node";
import { createHash } from "node:crypto";

type KeyPair = ReturnType<typeof nkeys.createUser>;

/** Who logs in by JWT: an operator, a system account and an account of the operator's, and a user of that. */
export interface Trust {
    readonly operator: string;
    readonly systemAccount: string;
    /** The JWTs of the accounts, by their public keys. */
    readonly accounts: Readonly<Record<string, string>>;
    readonly user: { readonly jwt: string; readonly seed: Uint8Array };
}

/** Makes keys and signs JWTs, as `nsc` does. https://github.com/nats-io/jwt/tree/main/v2 */
export function makeTrust(): Trust {
    const [operator, system, account, user] = [nkeys.createOperator(), nkeys.createAccount(), nkeys.createAccount(), nkeys.createUser()];
    const limits = { subs: -1, data: -1, payload: -1, imports: -1, exports: -1, wildcards: true, conn: -1, leaf: -1 };
    const disk = { mem_storage: -1, disk_storage: -1, streams: -1, consumer: -1 };
    const systemAccount = system.getPublicKey();
    return {
        operator: sign(operator, operator, "O", { type: "operator", system_account: systemAccount }),
        systemAccount,
        accounts: {
            [systemAccount]: sign(operator, system, "SYS", { type: "account", limits }),
            [account.getPublicKey()]: sign(operator, account, "A", { type: "account", limits: { ...limits, ...disk } }),
        },
        user: { jwt: sign(account, user, "U", { type: "user", subs: -1, data: -1, payload: -1 }), seed: user.getSeed() },
    };
}

function sign(issuer: KeyPair, subject: KeyPair, name: string, nats: object): string {
    const claims = { iat: Math.floor(Date.now() / 1000), iss: issuer.getPublicKey(), name, sub: subject.getPublicKey() };
    const jti = createHash("sha256").update(JSON.stringify(claims)).digest("base64url");
    const parts = [
        { typ: "JWT", alg: "ed25519-nkey" },
        { jti, ...claims, nats: { ...nats, version: 2 } },
    ];
    const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
    return `${text}.${Buffer.from(issuer.sign(Buffer.from(text))).toString("base64url")}`;
}
