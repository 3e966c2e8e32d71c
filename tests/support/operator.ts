/** The public key of an account, made for this. */
export const SYSTEM_ACCOUNT = "ADDNW4YTHWR6Y7CWH6LWPXPUW7XGMKFIEPB3VJ3BJVUD4JTITDGPUA7H";

/** Public keys of others, and the seed of the user. */
export const OPERATOR_KEY = "ODUBG3DTS55RMPURC54NCIVTFJMZ2EUYIG7DRPWQSY4WVFPKJEKLLYXB";
export const CURVE_KEY = "XBJZY7WGFY7UEND2JGT262X4WRQKFTSXFSAIOKEZDJVTXRL5HFHRP6T7";
export const USER_KEY = "UCODB25YCOYA7EZJXMGVVAPJDDYQHIXPVNOYKAH6B5H42UUA3K42AMHC";
export const USER_SEED = "SUAB7ZGTTETT4SYXOHFTUWDCFQRZS3A6LXM7JNT7ADFXZ34AEOGMYQ3WPI";

/** What an operator's JWT says to whoever doesn't ask who signed it. */
export function operatorSaying(nats: object): string {
    const parts = [{ alg: "none" }, { sub: "test", nats }].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
    return `${parts.join(".")}.test`;
}

/** What JWTs of an account and of a user say. */
export const ACCOUNT_JWT = operatorSaying({ type: "account" });
export const BEARER_JWT = operatorSaying({ type: "user", bearer_token: true });

export const OPERATOR = operatorSaying({ system_account: SYSTEM_ACCOUNT });

/** The accounts of a resolver in memory: it has no others, and a server doesn't start without the system account. */
export const PRELOAD = { [SYSTEM_ACCOUNT]: ACCOUNT_JWT };
export const IN_MEMORY = { resolver: "MEMORY", resolver_preload: PRELOAD };

/** What is in `config.merge` beside a resolver: JWTs, but for one that asks a URL for them. */
export function preloadFor(resolver: unknown): object {
    return typeof resolver === "string" && /^url/i.test(resolver) ? {} : { resolver_preload: PRELOAD };
}
