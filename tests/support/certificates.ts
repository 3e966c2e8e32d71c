import "reflect-metadata";
import { BasicConstraintsExtension, SubjectAlternativeNameExtension, X509Certificate, X509CertificateGenerator } from "@peculiar/x509";
import { webcrypto } from "node:crypto";

const ECDSA = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;

export interface Pair {
    /** In PEM, like the key. */
    readonly certificate: string;
    readonly key: string;
}

/** An authority of a test, and the certificates that it signs. All end with the day. */
export class Authority {
    private constructor(
        private readonly keys: webcrypto.CryptoKeyPair,
        private readonly own: X509Certificate,
    ) {}

    static async create(name = "Test CA"): Promise<Authority> {
        const keys = await newKeys();
        const own = await X509CertificateGenerator.createSelfSigned({
            name: `CN=${name}`,
            keys,
            ...today(),
            signingAlgorithm: ECDSA,
            extensions: [new BasicConstraintsExtension(true)],
        });
        return new Authority(keys, own);
    }

    get certificate(): string {
        return this.own.toString("pem");
    }

    /** For a server at `names`, or for a client that is known by its subject: `CN=agent,O=site`. */
    async sign(subject: string, names: readonly string[] = []): Promise<Pair> {
        const keys = await newKeys();
        const signed = await X509CertificateGenerator.create({
            subject,
            issuer: this.own.subject,
            publicKey: keys.publicKey,
            signingKey: this.keys.privateKey,
            ...today(),
            signingAlgorithm: ECDSA,
            extensions: names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names.map((value) => ({ type: "dns", value })))],
        });
        const key = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", keys.privateKey)).toString("base64");
        return {
            certificate: signed.toString("pem"),
            key: `-----BEGIN PRIVATE KEY-----\n${key.replace(/.{64}/g, "$&\n")}\n-----END PRIVATE KEY-----\n`,
        };
    }
}

async function newKeys(): Promise<webcrypto.CryptoKeyPair> {
    return webcrypto.subtle.generateKey(ECDSA, true, ["sign", "verify"]);
}

function today(): { notBefore: Date; notAfter: Date } {
    const hour = 3_600_000;
    return { notBefore: new Date(Date.now() - hour), notAfter: new Date(Date.now() + 24 * hour) };
}
