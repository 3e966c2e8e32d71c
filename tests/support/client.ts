import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { type Authenticator, type NatsConnection, connect } from "@nats-io/transport-node";
import { type Pod, kubernetesObjects } from "./cluster";

export interface Login {
    readonly user?: string;
    readonly pass?: string;
    readonly token?: string;
    readonly authenticator?: Authenticator;
}

/** The addresses of the servers, one by one: what one of them accepts, another may not. */
export async function serverAddresses(namespace: string): Promise<string[]> {
    const pods = await kubernetesObjects<Pod>("pods", namespace);
    return pods.flatMap(({ status }) => (status.podIP === undefined ? [] : [`${status.podIP}:4222`]));
}

export async function logIn(address: string, login: Login): Promise<NatsConnection> {
    return connect({ servers: address, ...login, timeout: 5000, reconnect: false, ignoreClusterUpdates: true });
}

/** Does something as a client of the first server. */
export async function asClient<T>(namespace: string, login: Login, what: (connection: NatsConnection) => Promise<T>): Promise<T> {
    const connection = await logIn((await serverAddresses(namespace))[0]!, login);
    try {
        return await what(connection);
    } finally {
        await connection.close();
    }
}

/** `true` if the server lets the client in, else what it says. */
export async function canLogIn(address: string, login: Login): Promise<true | string> {
    try {
        const connection = await logIn(address, login);
        await connection.close();
        return true;
    } catch (error) {
        return error instanceof Error ? error.message : String(error);
    }
}

export async function publish(connection: NatsConnection, stream: string, text: string, replicas: number): Promise<void> {
    const manager = await jetstreamManager(connection);
    await manager.streams.add({ name: stream, subjects: [`${stream}.>`], num_replicas: replicas });
    await jetstream(connection).publish(`${stream}.kept`, text);
}

export async function lastMessage(connection: NatsConnection, stream: string): Promise<string | undefined> {
    const manager = await jetstreamManager(connection);
    const message = await manager.streams.getMessage(stream, { last_by_subj: `${stream}.kept` });
    return message?.string();
}

/** Tries until it is so, or says what it was at the end. */
export async function eventually<T>(what: () => Promise<T>, wanted: (value: T) => boolean, seconds: number): Promise<T> {
    const until = Date.now() + seconds * 1000;
    for (;;) {
        const value = await what();
        if (wanted(value) || Date.now() > until) {
            return value;
        }
        await new Promise((resolve) => setTimeout(resolve, 250));
    }
}
