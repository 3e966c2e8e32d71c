/** The public key of an account, made for this. */
export const SYSTEM_ACCOUNT = "ADDNW4YTHWR6Y7CWH6LWPXPUW7XGMKFIEPB3VJ3BJVUD4JTITDGPUA7H";

/** What an operator's JWT says to whoever doesn't ask who signed it. */
export function operatorSaying(nats: object): string {
    const parts = [{ alg: "none" }, { sub: "test", nats }].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"));
    return `${parts.join(".")}.test`;
}

export const OPERATOR = operatorSaying({ system_account: SYSTEM_ACCOUNT });
