import { gzipSync } from "node:zlib";
import { base64 } from "./base64";

/** A revision of a release, as Helm keeps it in a Secret. */
export function helmRecord(config: unknown): object {
    const release = { name: "nats", info: { status: "pending-install" }, config };
    return { metadata: { name: "sh.helm.release.v1.nats.v1" }, data: { release: base64(base64(gzipSync(JSON.stringify(release)))) } };
}
