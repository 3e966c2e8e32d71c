/** What a Secret holds, as Kubernetes keeps it. */
export function encoded(data: Readonly<Record<string, string>>): Record<string, string> {
    return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value).toString("base64")]));
}
