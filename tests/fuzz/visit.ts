// Logs in as everybody who should get in, and as some who should not, and tries what they may do.
import { type ConnectionOptions, type NatsConnection, connect, nkeyAuthenticator } from "@nats-io/transport-node";
import assert from "node:assert/strict";
import type { Expected, ExpectedUser } from "./expected";
import { type Probe, probesOf } from "./permissions";

type Login = Pick<ConnectionOptions, "user" | "pass" | "token" | "authenticator">;

/** The passwords of the output `credentials`. */
export type Passwords = Readonly<Record<string, string>>;

export async function visit(address: string, expected: Expected, passwords: Passwords): Promise<void> {
    for (const user of [...expected.declared, ...expected.raw]) {
        const pass = user.password ?? passwords[user.name] ?? "";
        await tryUser(address, user, loginOf(user, pass), expected.mapped.has(user.account ?? ""));
        await refused(address, { user: user.name, pass: `${pass}x` }, `${user.name} with a wrong password`);
    }
    if (expected.token !== undefined) {
        await (await admitted(address, { token: expected.token }, "the token")).close();
    }
    await refused(address, { user: "nobody-at-all", pass: "x" }, "an unknown user");
    await refused(address, { token: "wrong" }, "a wrong token");
    if (expected.anonymous) {
        await (await admitted(address, {}, "a client without credentials")).close();
    } else {
        await refused(address, {}, "a client without credentials");
    }
}

function loginOf({ name, seed }: ExpectedUser, pass: string): Login {
    return seed === undefined ? { user: name, pass } : { authenticator: nkeyAuthenticator(new TextEncoder().encode(seed)) };
}

async function tryUser(address: string, user: ExpectedUser, login: Login, mapped: boolean): Promise<void> {
    if (!user.standard) {
        return refused(address, login, `${user.name}, who may not connect this way,`);
    }
    const connection = await admitted(address, login, user.name);
    try {
        if (user.permissions === undefined) {
            // Mappings may send the question elsewhere, or the answer.
            await (mapped ? connection.flush() : checkAccount(connection, user));
        } else {
            const { publish, subscribe } = probesOf(user.permissions);
            await checkProbes(connection, user, "publish", mapped ? [] : publish);
            await checkProbes(connection, user, "subscribe", subscribe);
        }
    } finally {
        await connection.close();
    }
}

/** The server's own word on who somebody is. */
async function checkAccount(connection: NatsConnection, { name, account }: ExpectedUser): Promise<void> {
    const answer = await connection.request("$SYS.REQ.USER.INFO", "", { timeout: 3000 });
    const { data } = answer.json<{ data: { user: string; account: string } }>();
    assert.deepEqual([data.user, data.account], [name, account ?? "$G"]);
}

async function checkProbes(
    connection: NatsConnection,
    { name }: ExpectedUser,
    what: "publish" | "subscribe",
    probes: readonly Probe[],
): Promise<void> {
    let violations = 0;
    void (async () => {
        for await (const status of connection.status()) {
            violations += status.type === "error" && status.error.message.includes("ermissions") ? 1 : 0;
        }
    })();
    for (const { subject, queue, allowed } of probes) {
        violations = 0;
        if (what === "publish") {
            connection.publish(subject);
        } else {
            connection.subscribe(subject, { ...(queue !== undefined && { queue }), callback: () => undefined }).unsubscribe();
        }
        await connection.flush();
        await new Promise(setImmediate);
        assert.equal(violations === 0, allowed, `${name} ${allowed ? "may not" : "may"} ${what} ${JSON.stringify(subject)} ${queue ?? ""}`);
    }
}

/** A connection that has just been closed may still count; and a server may be gone before the client has said all. */
const PASSING = /maximum .*connections exceeded|EPIPE|ECONNRESET/i;

async function logIn(address: string, login: Login): Promise<NatsConnection> {
    for (let attempt = 1; ; attempt += 1) {
        try {
            return await connect({ servers: address, ...login, timeout: 5000, reconnect: false, ignoreClusterUpdates: true });
        } catch (error) {
            if (attempt === 10 || !PASSING.test(String(error))) {
                throw error;
            }
            await new Promise((resolve) => setTimeout(resolve, 50 * attempt));
        }
    }
}

async function admitted(address: string, login: Login, who: string): Promise<NatsConnection> {
    try {
        return await logIn(address, login);
    } catch (error) {
        return assert.fail(`${who} is not let in: ${String(error)}`);
    }
}

async function refused(address: string, login: Login, who: string): Promise<void> {
    let connection: NatsConnection;
    try {
        connection = await logIn(address, login);
    } catch (error) {
        assert.match(String(error), /authorization|authentication/i, `${who} is refused, but for another reason`);
        return;
    }
    await connection.close();
    assert.fail(`${who} is let in`);
}
