export function base64(data: string | Buffer): string {
    return Buffer.from(data).toString("base64");
}

/** What a Kubernetes Secret holds, as its readers get it. */
export function decoded(data: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, "base64").toString()]));
}
