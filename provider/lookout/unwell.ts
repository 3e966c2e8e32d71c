import { setTimeout as after } from "node:timers/promises";
import { type Apis, type ClusterAccess, apisOf } from "./clusterAccess";

/** A stream that elects a leader after a restart is no news. */
const AGAIN_SECONDS = 2;

/** Where the servers tell of their health, and as what. */
export interface Monitoring {
    readonly namespace: string;
    readonly pods: readonly string[];
    readonly port: number;
    readonly scheme: "http" | "https";
}

/** The streams, consumers and accounts that ready servers can't serve, in the servers' words: those that are still so a moment later. */
export async function unwell(access: ClusterAccess, monitoring: Monitoring): Promise<string[]> {
    const apis = await apisOf(access);
    const first = await look(apis, monitoring);
    if (first.length === 0) {
        return [];
    }
    await after(AGAIN_SECONDS * 1000, undefined, { ref: false });
    const second = await look(apis, monitoring);
    return first.filter((line) => second.includes(line));
}

async function look(apis: Apis, { namespace, pods, port, scheme }: Monitoring): Promise<string[]> {
    const told = await Promise.all(
        pods.map(async (pod) => {
            const name = `${scheme === "https" ? "https:" : ""}${pod}:${port}`;
            const errors = await errorsOf(() =>
                apis.core.connectGetNamespacedPodProxyWithPath({ name, namespace, path: "healthz" }, apis.withDetails),
            );
            return errors.map((error) => `${pod}: ${error}`);
        }),
    );
    return told.flat().sort();
}

/** What is well is answered with 200, and all else is an exception of the client. Who isn't let through sees nothing. */
async function errorsOf(ask: () => Promise<unknown>): Promise<string[]> {
    try {
        await ask();
        return [];
    } catch (error) {
        return readErrors((error as { readonly body?: unknown }).body);
    }
}

/** https://docs.nats.io/running-a-nats-service/nats_admin/monitoring#health-healthz */
function readErrors(body: unknown): string[] {
    try {
        const { errors = [] } = JSON.parse(String(body)) as { readonly errors?: readonly { readonly error: string }[] };
        return errors.map(({ error }) => error);
    } catch {
        return [];
    }
}
