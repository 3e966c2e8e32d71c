/** What the component does where the user says nothing. Each value's reason stands beside it; schema.yaml states it to users. */

/** As with Cozystack and Hikube, whose specs mean the same here. */
export const DEFAULT_REPLICAS = 2;
export const MAX_REPLICAS = 99;
export const DEFAULT_PRESET = "nano";
export const DEFAULT_NAMESPACE = "default";
export const DEFAULT_JETSTREAM_SIZE = "10Gi";
/** Servers restart one after another, about a minute each, and wait for their streams. */
export const DEFAULT_TIMEOUT_SECONDS = 900;

/** The official chart, pinned: a chart's minor version is the version of the server. */
export const DEFAULT_CHART_VERSION = "2.14.2";
export function officialChart(version: string): string {
    return `https://github.com/nats-io/k8s/releases/download/nats-${version}/nats-${version}.tgz`;
}

/** The sizes of Cozystack's and Hikube's presets. https://github.com/cozystack/cozystack/tree/main/packages/library/cozy-lib */
export const PRESETS: Readonly<Record<string, { readonly cpu: string; readonly memory: string }>> = {
    nano: { cpu: "250m", memory: "128Mi" },
    micro: { cpu: "500m", memory: "256Mi" },
    small: { cpu: "1", memory: "512Mi" },
    medium: { cpu: "1", memory: "1Gi" },
    large: { cpu: "2", memory: "2Gi" },
    xlarge: { cpu: "4", memory: "4Gi" },
    "2xlarge": { cpu: "8", memory: "8Gi" },
};

/** Below this the server has no room to start. */
export const MIN_MEMORY_BYTES = 32 * 2 ** 20;
/** Below this a formatted volume holds next to nothing. */
export const MIN_VOLUME_BYTES = 16 * 2 ** 20;

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

/** The account of `users`. They must not be in the global account: it has no JetStream once there are others. */
export const APP_ACCOUNT = "APP";
export const SYSTEM_ACCOUNT = "$SYS";
/** Who clients without credentials are. No user can have this name: `$` is not allowed in names. */
export const ANONYMOUS_USER = "$anonymous";

/** Letters and digits only: every special character breaks somewhere, in nats.conf, in URLs or in shells. 32 of them are 190 bits. */
export const PASSWORD_LENGTH = 32;
