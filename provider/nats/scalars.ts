/** Values that several blocks of nats.conf share, as far as a server can live with them. */
import { durationSeconds } from "../values/duration";
import { type Scalar, any, duration, from, integer, only, text } from "./kinds";
import { isPublicKey } from "./nkeys";

export const writeTimeout = only(text, "one of default, close, retry", (value) => ["default", "close", "retry"].includes(String(value)));

/** None, or long enough for clients to keep up with. */
const noneOr = (least: string) =>
    only(duration, `at least "${least}"`, (value) => {
        const amount = typeof value === "string" ? durationSeconds(value) : Number(value);
        return amount === 0 || amount >= durationSeconds(least);
    });
/** Nothing can be written in less, and the server cuts every client. */
export const writeDeadline = noneOr("1ms");
/** Measured: a server that asks every millisecond cuts some of the clients beside it, more seldom than every 5 none. */
export const pingInterval = noneOr("10ms");

export const name = only(text, "a name without spaces", (value) => !/\s/.test(String(value)));

/** Where others are told to connect to: a server stops at what it can't take apart. */
export const address = only(text, "a host, perhaps with a port behind it, such as nats.example.com:4222", (value) =>
    /^(\[[^[\]]*\]|[^:[\]]*)(:\s*[+-]?\d+\s*)?$/.test(String(value)),
);

export const domain = only(text, "a name without spaces, ., * and >", (value) => /^[^\s.*>]+$/.test(String(value)));

export const port = from(1, integer, 65535);

/** The addresses that every pod has: at others it can't listen. */
const OWN = /^(|localhost|0\.0\.0\.0|127(\.\d{1,3}){3}|::|::1)$/;
const WANTED_HOST = "an address of every pod: 0.0.0.0, ::, 127.0.0.1 or ::1";
export const host = only(text, WANTED_HOST, (value) => OWN.test(String(value)));

export const listen = only(any, `a port from 1 to 65535, perhaps with ${WANTED_HOST} before it, as in 0.0.0.0:7422`, (value) => {
    const [, bare, bracketed, digits] = /^(?:([^:[\]]*)|\[([^[\]]*)\]):(\d+)$/.exec(String(value)) ?? [];
    const given = typeof value === "number" ? value : OWN.test(bracketed ?? bare ?? "no host") ? Number(digits) : 0;
    return Number.isInteger(given) && given >= 1 && given <= 65535;
});

const KEYS = { account: "an account, A…", curve: "an xkey, X…", operator: "an operator, O…", user: "a user, U…" };
export const key = (kind: keyof typeof KEYS, type: Scalar = text): Scalar =>
    only(type, `the public key of ${KEYS[kind]}`, (value) => isPublicKey(String(value), kind));
