/** What a JWT says, without a look at who signed it; undefined for any other text. https://docs.nats.io/running-a-nats-service/configuration/securing_nats/jwt */
export function claimsOf(token: string): Claims | undefined {
    const [, body = ""] = token.split(".");
    try {
        const claims: unknown = JSON.parse(Buffer.from(body, "base64url").toString());
        return typeof claims === "object" && claims !== null ? claims : undefined;
    } catch {
        return undefined;
    }
}

export interface Claims {
    readonly nats?: {
        readonly system_account?: string;
        readonly account_server_url?: string;
        readonly type?: string;
        readonly bearer_token?: boolean;
        readonly issuer_account?: string;
    };
}
