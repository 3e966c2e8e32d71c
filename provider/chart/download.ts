import type { EnvHttpProxyAgent, Response as ProxiedResponse } from "undici" with { "resolution-mode": "require" };

/** With a copy at hand nobody waits longer for the first word of an answer. */
const ANSWER_SECONDS = 3;
const DOWNLOAD_SECONDS = 60;

type Environment = Readonly<Record<string, string | undefined>>;

/** What tells a server which version of a file is there already. https://www.rfc-editor.org/rfc/rfc9110#name-conditional-requests */
export interface Validators {
    readonly etag?: string;
    readonly lastModified?: string;
}

export type Download = { readonly archive: Buffer; readonly validators: Validators } | "unchanged" | { readonly failed: string };

export interface Wanted {
    readonly url: string;
    readonly login?: { readonly username: string; readonly password: string } | undefined;
    /** Of the copy that is at hand; undefined where there is none. */
    readonly kept: Validators | undefined;
}

/** Asks for a packaged chart: for a newer one than the copy, where there is a copy. */
export async function download({ url, login, kept }: Wanted, environment: Environment): Promise<Download> {
    const giveUp = new AbortController();
    const giveUpIn = (seconds: number) => setTimeout(() => giveUp.abort(), seconds * 1000);
    let late = giveUpIn(kept === undefined ? DOWNLOAD_SECONDS : ANSWER_SECONDS);
    try {
        const response = await ask(url, { headers: headersOf(login, kept), signal: giveUp.signal }, environment);
        clearTimeout(late);
        late = giveUpIn(DOWNLOAD_SECONDS);
        if (response.status === 304 && kept !== undefined) {
            return "unchanged";
        }
        if (!response.ok) {
            return { failed: `it says ${response.status}` };
        }
        const archive = Buffer.from(await response.arrayBuffer());
        return isArchive(archive) ? { archive, validators: validatorsOf(response) } : { failed: "what it gives is no packaged chart" };
    } catch {
        return { failed: "it doesn't answer" };
    } finally {
        clearTimeout(late);
    }
}

function headersOf(login: Wanted["login"], kept: Validators | undefined): Record<string, string> {
    const basic = login && Buffer.from(`${login.username}:${login.password}`).toString("base64");
    return {
        ...(basic !== undefined && { authorization: `Basic ${basic}` }),
        ...(kept?.etag !== undefined && { "if-none-match": kept.etag }),
        ...(kept?.lastModified !== undefined && { "if-modified-since": kept.lastModified }),
    };
}

function validatorsOf({ headers }: { readonly headers: { get(name: string): string | null } }): Validators {
    const [etag, lastModified] = [headers.get("etag"), headers.get("last-modified")];
    return { ...(etag !== null && { etag }), ...(lastModified !== null && { lastModified }) };
}

/** A sign-in page instead of the chart is no reason to forget the copy. */
function isArchive(file: Buffer): boolean {
    return file[0] === 0x1f && file[1] === 0x8b;
}

type Request = { readonly headers: Record<string, string>; readonly signal: AbortSignal };

/** By way of a proxy where the environment names one, as the kubernetes provider does: Node.js has no such thing of itself before version 24. */
async function ask(url: string, request: Request, environment: Environment): Promise<Response | ProxiedResponse> {
    const proxy = proxyFor(url, environment);
    if (proxy === undefined) {
        return fetch(url, request);
    }
    // Loaded by those who have a proxy.
    const undici = await import("undici");
    const dispatcher: EnvHttpProxyAgent = new undici.EnvHttpProxyAgent({
        httpProxy: proxy,
        httpsProxy: proxy,
        noProxy: environment["NO_PROXY"] ?? environment["no_proxy"] ?? "",
        proxyTunnel: false,
    });
    return undici.fetch(url, { ...request, dispatcher });
}

/** https://pkg.go.dev/golang.org/x/net/http/httpproxy#FromEnvironment */
function proxyFor(url: string, environment: Environment): string | undefined {
    const { protocol, hostname } = new URL(url);
    if (/^(localhost|127\..*|\[::1\])$/.test(hostname)) {
        return undefined;
    }
    const name = protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
    return environment[name] || environment[name.toLowerCase()] || undefined;
}
