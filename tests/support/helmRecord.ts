import { gzipSync } from "node:zlib";
import { base64 } from "./base64";

/** A revision of a release, as Helm keeps it in a Secret. */
export function helmRecord(config: unknown, version = 1, manifest = ""): object {
    const release = { name: "nats", info: { status: "pending-install" }, config, manifest };
    return {
        metadata: {
            name: `sh.helm.release.v1.nats.v${version}`,
            resourceVersion: `10${version}`,
            labels: { owner: "helm", name: "nats", version: String(version) },
        },
        data: { release: base64(base64(gzipSync(JSON.stringify(release)))) },
    };
}
