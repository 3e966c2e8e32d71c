/** Addresses as the server takes them apart. https://github.com/golang/go/blob/go1.26.0/src/net/url/url.go */

/** Letters of a host, beside those that are no ASCII: these stand for themselves. */
const HOST = /^[A-Za-z0-9!$&'()*+,;=<>"\-_.~\u0080-\u{10ffff}]+$/u;
/** An IPv6 address, perhaps with a zone. */
const BRACKETS = /^\[[0-9A-Fa-f:.]+(%25[A-Za-z0-9\-_.~]+)?\]$/;
const USER = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/;
const ESCAPES_ONLY_HEX = /^(?:[^%]|%[0-9A-Fa-f]{2})*$/;
const PORT_MAX = 65535;

export interface Address {
    /** In lower case. */
    readonly scheme: string;
    readonly host: string;
    readonly port: number | undefined;
}

/** What a server would connect to; undefined where it can't read the address, or there is no host in it. */
export function addressOf(given: string): Address | undefined {
    const [, scheme, authority, rest] = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/([^/?#]*)(.*)$/s.exec(given.trim()) ?? [];
    if (scheme === undefined || authority === undefined || rest === undefined || /[\0-\x1f\x7f]/.test(given.trim())) {
        return undefined;
    }
    const at = authority.lastIndexOf("@");
    const user = authority.slice(0, Math.max(at, 0));
    const [, host, port] = /^(\[.*\]|[^:]*)(?::(\d*))?$/s.exec(authority.slice(at + 1)) ?? [];
    const path = rest.replace(/\?[^#]*/s, "");
    const isRead =
        host !== undefined &&
        (HOST.test(host) || BRACKETS.test(host)) &&
        USER.test(user) &&
        [user, path].every((part) => ESCAPES_ONLY_HEX.test(part));
    return isRead && Number(port ?? 0) <= PORT_MAX
        ? { scheme: scheme.toLowerCase(), host, port: port ? Number(port) : undefined }
        : undefined;
}

/** What browsers call the site that they are on. https://github.com/nats-io/nats-server/blob/v2.15.2/server/websocket.go (`validateWebsocketOptions`) */
export function isOrigin(text: string): boolean {
    const isTrimmed = text === text.trim() && !text.includes("#");
    return isTrimmed && URL.canParse(text) && /^https?$/.test(addressOf(text)?.scheme ?? "");
}
