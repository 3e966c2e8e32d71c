import { type JetStreamClient, jetstream, jetstreamManager } from "@nats-io/jetstream";
import { type NatsConnection, connect } from "@nats-io/transport-node";
import assert from "node:assert/strict";
import { type Login, eventually } from "./client";

/** What a writer was promised, and what of it is there. */
export interface Written {
    readonly acknowledged: number;
    /** Acknowledged, and not in the stream. */
    readonly lost: number;
    /** Not acknowledged: the writer was told so, or waited in vain. */
    readonly refused: number;
    readonly disconnects: number;
    /** The longest time without an acknowledged message. */
    readonly longestGapSeconds: number;
}

/** Two hundred a second are load enough for servers that share two CPUs with everything else. */
const PAUSE_MS = 5;
const ACK_TIMEOUT_MS = 2000;

/**
 * A client that writes numbered messages to a stream, one after another, while something is done to the servers. Like a good client it
 * reconnects, with the login that holds then.
 */
export class Writer {
    readonly #acknowledged: string[] = [];
    readonly #refusals: string[] = [];
    #disconnects = 0;
    #longestGap = 0;
    #stopping = false;
    readonly #writing: Promise<void>;

    private constructor(
        readonly connection: NatsConnection,
        readonly stream: string,
    ) {
        void this.#listen();
        this.#writing = this.#write(jetstream(connection, { timeout: ACK_TIMEOUT_MS }));
    }

    /** Makes the stream, with three replicas, and begins. */
    static async start(servers: string | string[], stream: string, login: () => Login): Promise<Writer> {
        const connection = await connect({
            servers,
            ...loginOptions(login),
            timeout: 5000,
            reconnect: true,
            maxReconnectAttempts: -1,
            reconnectTimeWait: 250,
            ignoreClusterUpdates: true,
            ignoreAuthErrorAbort: true,
        });
        // Servers that are busy starting may have no leader for a moment.
        const manager = await eventually(
            () => jetstreamManager(connection).catch((error: unknown) => error as Error),
            (result) => !(result instanceof Error),
            30,
        );
        if (manager instanceof Error) {
            throw manager;
        }
        await manager.streams.add({ name: stream, subjects: [`${stream}.>`], num_replicas: 3 });
        return new Writer(connection, stream);
    }

    get acknowledged(): number {
        return this.#acknowledged.length;
    }

    get disconnects(): number {
        return this.#disconnects;
    }

    /** Stops, reads the whole stream and compares. */
    async stop(): Promise<Written> {
        this.#stopping = true;
        await this.#writing;
        const stored = await this.#stored();
        await this.connection.close();
        assert.ok(this.#acknowledged.length > 0, `nothing was acknowledged: ${this.#refusals[0] ?? ""}`);
        return {
            acknowledged: this.#acknowledged.length,
            lost: this.#acknowledged.filter((message) => !stored.has(message)).length,
            refused: this.#refusals.length,
            disconnects: this.#disconnects,
            longestGapSeconds: Math.round(this.#longestGap / 100) / 10,
        };
    }

    async #write(client: JetStreamClient): Promise<void> {
        let last = Date.now();
        for (let number = 0; !this.#stopping; number++) {
            const message = String(number);
            try {
                await client.publish(`${this.stream}.numbered`, message, { timeout: ACK_TIMEOUT_MS });
                this.#acknowledged.push(message);
                this.#longestGap = Math.max(this.#longestGap, Date.now() - last);
                last = Date.now();
            } catch (error) {
                this.#refusals.push(String(error));
            }
            await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        }
    }

    async #listen(): Promise<void> {
        for await (const { type } of this.connection.status()) {
            this.#disconnects += type === "disconnect" ? 1 : 0;
        }
    }

    async #stored(): Promise<Set<string>> {
        const stored = new Set<string>();
        const manager = await jetstreamManager(this.connection, { timeout: 20_000 });
        const { state } = await manager.streams.info(this.stream);
        const consumer = await jetstream(this.connection, { timeout: 20_000 }).consumers.get(this.stream);
        while (stored.size < state.messages) {
            const before = stored.size;
            for await (const message of await consumer.fetch({ max_messages: 1000, expires: 5000 })) {
                stored.add(message.string());
                if (message.info.pending === 0) {
                    break;
                }
            }
            if (stored.size === before) {
                break;
            }
        }
        return stored;
    }
}

/** Asked for at every connection. */
function loginOptions(login: () => Login): { authenticator: () => { user: string; pass: string } } {
    return { authenticator: () => ({ user: login().user ?? "", pass: login().pass ?? "" }) };
}
