import { readFileSync, writeFileSync } from "node:fs";
import { type AddressInfo, type Server, type Socket, connect, createServer } from "node:net";
import { join } from "node:path";
import { parse, stringify } from "yaml";

interface Kubeconfig {
    readonly clusters: { cluster: { server: string; "tls-server-name"?: string; "insecure-skip-tls-verify"?: boolean } }[];
}

/** A way to the Kubernetes API that can be cut off and mended, and a kubeconfig that goes through it. */
export class ProxiedApi {
    readonly #sockets = new Set<Socket>();
    #open = true;

    private constructor(
        private readonly server: Server,
        readonly kubeconfig: string,
    ) {}

    static async start(kubeconfig: string, folder: string): Promise<ProxiedApi> {
        const config = parse(readFileSync(kubeconfig, "utf8")) as Kubeconfig;
        const { cluster } = config.clusters[0]!;
        const { hostname, port } = new URL(cluster.server);
        const server = createServer((client) => proxy.#pass(client, connect(Number(port || 443), hostname)));
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        cluster.server = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
        if (cluster["insecure-skip-tls-verify"] !== true) {
            cluster["tls-server-name"] = hostname;
        }
        const file = join(folder, "proxied-kubeconfig");
        writeFileSync(file, stringify(config), { mode: 0o600 });
        const proxy = new ProxiedApi(server, file);
        return proxy;
    }

    /** As a machine that is gone: connections end, and new ones get no further. */
    cut(): void {
        this.#open = false;
        this.#sockets.forEach((socket) => socket.destroy());
    }

    mend(): void {
        this.#open = true;
    }

    close(): void {
        this.cut();
        this.server.close();
    }

    #pass(client: Socket, api: Socket): void {
        for (const [one, other] of [
            [client, api],
            [api, client],
        ] as const) {
            this.#sockets.add(one);
            one.on("error", () => other.destroy());
            one.on("close", () => {
                this.#sockets.delete(one);
                other.destroy();
            });
        }
        if (!this.#open) {
            client.destroy();
            return;
        }
        client.pipe(api).pipe(client);
    }
}
