import { gzipSync } from "node:zlib";

/** A revision of a release, as Helm keeps it in a Secret. */
export function helmRecord(config: unknown): object {
    const release = { name: "nats", info: { status: "pending-install" }, config };
    return { metadata: { name: "sh.helm.release.v1.nats.v1" }, data: { release: base64(base64(gzipSync(JSON.stringify(release)))) } };
}

export function base64(data: string | Buffer): string {
    return Buffer.from(data).toString("base64");
}
