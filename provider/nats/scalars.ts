/** Values that several blocks of nats.conf share, as far as a server can live with them. */
import { durationSeconds } from "../values/duration";
import { duration, only, text } from "./kinds";

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
