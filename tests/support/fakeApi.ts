import { once } from "node:events";
import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

export interface Asked {
    readonly method: string;
    readonly url: URL;
    /** What kind of answer is asked for. */
    readonly accept: string;
    readonly body: string;
}

/** A list, an object, or nothing: 404. */
export type Answer = readonly object[] | object | undefined;

/** A Kubernetes API that has what it is told, for whoever comes with the right token; and what it was asked. */
export class FakeApi {
    readonly asked: Asked[] = [];

    private constructor(private readonly server: Server) {}

    static async start(answer: (asked: Asked) => Answer): Promise<FakeApi> {
        const server = createServer((request, response) => {
            void text(request).then((body) => {
                const asked = {
                    method: request.method!,
                    url: new URL(request.url!, "http://cluster"),
                    accept: request.headers.accept ?? "",
                    body,
                };
                api.asked.push(asked);
                response.setHeader("content-type", "application/json");
                if (request.headers.authorization !== "Bearer pass") {
                    response.statusCode = 403;
                    return response.end(JSON.stringify({ kind: "Status", code: 403, reason: "Forbidden" }));
                }
                const found = answer(asked);
                response.statusCode = found === undefined ? 404 : 200;
                const list = { apiVersion: "v1", kind: "List", items: found };
                return response.end(JSON.stringify(Array.isArray(found) ? list : (found ?? { kind: "Status", code: 404 })));
            });
        });
        const api = new FakeApi(server);
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        return api;
    }

    stop(): void {
        this.server.close();
    }

    /** Of two clusters, of which only `here` is there. */
    kubeconfig({ context = "here", token = "pass" } = {}): string {
        const { port } = this.server.address() as AddressInfo;
        const cluster = (port: number) => ({ server: `http://127.0.0.1:${port}`, "insecure-skip-tls-verify": true });
        return JSON.stringify({
            apiVersion: "v1",
            kind: "Config",
            clusters: [
                { name: "here", cluster: cluster(port) },
                { name: "nowhere", cluster: cluster(1) },
            ],
            users: [{ name: "user", user: { token } }],
            contexts: [
                { name: "here", context: { cluster: "here", user: "user" } },
                { name: "elsewhere", context: { cluster: "nowhere", user: "user" } },
            ],
            "current-context": context,
        });
    }
}
