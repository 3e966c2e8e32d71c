/** What the component decides and no input says. The defaults of inputs stand in their entries in schema/. */

export function officialChart(version: string): string {
    return `https://github.com/nats-io/k8s/releases/download/nats-${version}/nats-${version}.tgz`;
}

/** Share of the memory limit that the Go runtime may use, as the chart's README recommends. */
export const GO_MEMORY_SHARE = 0.8;
/** Share of the volume for streams: a formatted disk is smaller than its size. https://github.com/nats-io/k8s/issues/717 */
export const FILE_STORE_SHARE = 0.9;

/**
 * The size that the StatefulSet's claim template always has. It is immutable, so it can't follow `jetstream.size`: the claims are made
 * beforehand, in the size that is asked for, and the StatefulSet takes these.
 */
export const TEMPLATE_VOLUME_SIZE = "10Gi";

export const CLIENT_PORT = 4222;
export const MONITOR_PORT = 8222;

/** The account of `users`. Not the global account, `$G`: beside other accounts that one has no JetStream. */
export const APP_ACCOUNT = "APP";
export const SYSTEM_ACCOUNT = "$SYS";
/** The user that clients without credentials are taken for. No user of the inputs can have this name: `$` is not allowed in names. */
export const ANONYMOUS_USER = "$anonymous";

/** Letters and digits only: every special character breaks somewhere, in nats.conf, in URLs or in shells. 32 of them are 190 bits. */
export const PASSWORD_LENGTH = 32;
