// Made from schema/ by `make sdk`: change the entries there.
import type { Settled } from "../values/leaf";
import type { Text } from "../values/text";

/** What holds where an input is left out. */
export const DEFAULTS = {
    namespace: "default",
    createNamespace: false,
    replicas: 2,
    resourcesPreset: "nano",
    storageClass: "",
    allowAnonymous: false,
    "accounts.*.jetstream.enabled": true,
    "accounts.*.mappings.*[].weight": 100,
    "jetstream.enabled": true,
    "jetstream.size": "10Gi",
    "jetstream.retainData": true,
    external: false,
    "service.type": "LoadBalancer",
    "service.externalTrafficPolicy": "Cluster",
    "networkPolicy.enabled": true,
    chartVersion: "2.14.2",
    skipAwait: false,
    timeoutSeconds: 900,
} as const;

/** The inputs that are one value, or a list or map of such: how each is read. */
export const SIMPLE = {
    name: "text",
    namespace: "text",
    createNamespace: "value",
    replicas: "value",
    resourcesPreset: "value",
    "resources.cpu": "text",
    "resources.memory": "text",
    "resources.requests.cpu": "text",
    "resources.requests.memory": "text",
    storageClass: "text",
    noAuthUser: "text",
    authTimeoutSeconds: "value",
    allowAnonymous: "value",
    "jetstream.enabled": "value",
    "jetstream.size": "text",
    "jetstream.retainData": "value",
    external: "value",
    "service.type": "value",
    "service.annotations": "map of texts",
    "service.loadBalancerClass": "text",
    "service.loadBalancerSourceRanges": "texts",
    "service.externalTrafficPolicy": "value",
    "service.nodePorts": "map of numbers",
    "service.ports": "map of numbers",
    "networkPolicy.enabled": "value",
    "networkPolicy.clients": "list",
    "networkPolicy.monitoring": "list",
    "limits.maxConnections": "value",
    "limits.maxSubscriptions": "value",
    "limits.maxControlLine": "text",
    "limits.maxPayload": "text",
    "limits.maxPending": "text",
    "limits.writeDeadline": "text",
    "limits.pingInterval": "text",
    "limits.maxPings": "value",
    "limits.lameDuckDuration": "text",
    "logging.debug": "value",
    "logging.trace": "value",
    "logging.logtime": "value",
    "logging.connectErrorReports": "value",
    "logging.reconnectErrorReports": "value",
    skipAwait: "value",
    timeoutSeconds: "value",
    acceptChanges: "values",
} as const;

/** What `readSimpleInputs` makes of them. */
export interface SimpleInputs {
    readonly name: Text | undefined;
    readonly namespace: Text;
    readonly createNamespace: boolean;
    readonly replicas: number;
    readonly resourcesPreset: "nano" | "micro" | "small" | "medium" | "large" | "xlarge" | "2xlarge";
    readonly resources: {
        readonly cpu: Text | undefined;
        readonly memory: Text | undefined;
        readonly requests: { readonly cpu: Text | undefined; readonly memory: Text | undefined };
    };
    readonly storageClass: Text;
    readonly noAuthUser: Text | undefined;
    readonly authTimeoutSeconds: number | undefined;
    readonly allowAnonymous: boolean;
    readonly jetstream: { readonly enabled: boolean; readonly size: Text; readonly retainData: boolean };
    readonly external: boolean;
    readonly service: {
        readonly type: "LoadBalancer" | "NodePort";
        readonly annotations: Readonly<Record<string, Text>>;
        readonly loadBalancerClass: Text | undefined;
        readonly loadBalancerSourceRanges: readonly Text[];
        readonly externalTrafficPolicy: "Cluster" | "Local";
        readonly nodePorts: Readonly<Record<string, number>>;
        readonly ports: Readonly<Record<string, number>>;
    };
    readonly networkPolicy: {
        readonly enabled: boolean;
        readonly clients: readonly Settled[] | undefined;
        readonly monitoring: readonly Settled[] | undefined;
    };
    readonly limits: {
        readonly maxConnections: number | undefined;
        readonly maxSubscriptions: number | undefined;
        readonly maxControlLine: Text | undefined;
        readonly maxPayload: Text | undefined;
        readonly maxPending: Text | undefined;
        readonly writeDeadline: Text | undefined;
        readonly pingInterval: Text | undefined;
        readonly maxPings: number | undefined;
        readonly lameDuckDuration: Text | undefined;
    };
    readonly logging: {
        readonly debug: boolean | undefined;
        readonly trace: boolean | undefined;
        readonly logtime: boolean | undefined;
        readonly connectErrorReports: number | undefined;
        readonly reconnectErrorReports: number | undefined;
    };
    readonly skipAwait: boolean;
    readonly timeoutSeconds: number;
    readonly acceptChanges: readonly string[];
}

/** The inputs that the next update is compared with, by the name of the fact, and of what each says something. */
export const FACTS = {
    name: { input: "name", of: "servers" },
    namespace: { input: "namespace", of: "servers" },
    replicas: { input: "replicas", of: "volumes" },
    storageClass: { input: "storageClass", of: "volumes" },
    retainData: { input: "jetstream.retainData", of: "servers" },
    chartVersion: { input: "chartVersion", of: "volumes" },
    acceptChanges: { input: "acceptChanges", of: "change" },
} as const;

/** As they come from an earlier update: any of them may not be known. */
export interface InputFacts {
    readonly name?: string;
    readonly namespace?: string;
    readonly replicas?: number;
    readonly storageClass?: string;
    readonly retainData?: boolean;
    readonly chartVersion?: string;
    readonly acceptChanges?: readonly string[];
}

/** The numbers that have a range. */
export const NUMBERS = {
    replicas: { minimum: 1, maximum: 99 },
    authTimeoutSeconds: { minimum: 0.1, maximum: 60, unit: "seconds" },
    "service.nodePorts": { minimum: 1, maximum: 65535 },
    "service.ports": { minimum: 1, maximum: 65535 },
    "limits.maxConnections": { minimum: 1, maximum: 2147483647 },
    "limits.maxSubscriptions": { minimum: 0, maximum: 2147483647 },
    "limits.maxPings": { minimum: 1, maximum: 1000 },
    "logging.connectErrorReports": { minimum: 1, maximum: 2147483647 },
    "logging.reconnectErrorReports": { minimum: 1, maximum: 2147483647 },
    timeoutSeconds: { minimum: 1, maximum: 86400, unit: "seconds" },
} as const;

/** The quantities that have a range. */
export const QUANTITIES = {
    "resources.cpu": { minimum: "1m", example: "2" },
    "resources.memory": { minimum: "32Mi", example: "1Gi" },
    "resources.requests.cpu": { minimum: "1m", example: "100m" },
    "resources.requests.memory": { minimum: "1", example: "64Mi" },
    "jetstream.size": { minimum: "16Mi", example: "100Gi" },
} as const;

/** The inputs that are the name of an object in Kubernetes: its kind. */
export const NAMES = { storageClass: "StorageClass" } as const;

/** The inputs that decide a value of the chart: its path. Some decide more, and some no more than whether it is there. */
export const CHART_VALUES = {
    name: "fullnameOverride",
    replicas: "config.cluster.replicas",
    resourcesPreset: "container.resources.limits",
    "resources.cpu": "container.resources.limits.cpu",
    "resources.memory": "container.resources.limits.memory",
    "resources.requests.cpu": "container.resources.requests.cpu",
    "resources.requests.memory": "container.resources.requests.memory",
    storageClass: "config.jetstream.fileStore.pvc.storageClassName",
    "jetstream.enabled": "config.jetstream.enabled",
    "jetstream.size": "config.jetstream.fileStore.maxSize",
    "jetstream.retainData": "statefulSet.merge.spec.persistentVolumeClaimRetentionPolicy",
} as const;

/** Those that are nothing but that value: where they are left out, and nothing stands in for them, it is the chart's own. */
export const PLAIN_CHART_VALUES = [
    "name",
    "resources.cpu",
    "resources.memory",
    "resources.requests.cpu",
    "resources.requests.memory",
] as const;

/** The inputs that are nothing but a setting of nats.conf: its path. Where they are left out NATS decides. */
export const PLAIN_SETTINGS = {
    authTimeoutSeconds: "authorization.timeout",
    "limits.maxConnections": "max_connections",
    "limits.maxSubscriptions": "max_subscriptions",
    "limits.maxControlLine": "max_control_line",
    "limits.maxPayload": "max_payload",
    "limits.maxPending": "max_pending",
    "limits.writeDeadline": "write_deadline",
    "limits.pingInterval": "ping_interval",
    "limits.maxPings": "ping_max",
    "limits.lameDuckDuration": "lame_duck_duration",
    "logging.debug": "debug",
    "logging.trace": "trace",
    "logging.logtime": "logtime",
    "logging.connectErrorReports": "connect_error_reports",
    "logging.reconnectErrorReports": "reconnect_error_reports",
} as const;

/** The sizes of the presets, as Cozystack and Hikube have them. */
export const PRESETS = {
    nano: { cpu: "250m", memory: "128Mi" },
    micro: { cpu: "500m", memory: "256Mi" },
    small: { cpu: "1", memory: "512Mi" },
    medium: { cpu: "1", memory: "1Gi" },
    large: { cpu: "2", memory: "2Gi" },
    xlarge: { cpu: "4", memory: "4Gi" },
    "2xlarge": { cpu: "8", memory: "8Gi" },
} as const;

/** The inputs, and settings in `config.merge`, with a change that is refused: whether it can be made if somebody accepts what it costs. */
export const REFUSED_CHANGES = {
    name: "acceptable",
    namespace: "acceptable",
    replicas: "acceptable",
    storageClass: "impossible",
    "jetstream.enabled": "acceptable",
    "jetstream.size": "impossible",
    "config.merge.jetstream.domain": "acceptable",
    "config.merge.cluster.name": "acceptable",
    "config.merge.server_name": "acceptable",
    "config.merge.system_account": "acceptable",
    "config.merge.operator": "acceptable",
    "config.merge.authorization": "acceptable",
    "config.merge.jetstream.key": "acceptable",
    "config.merge.jetstream.max_file_store": "acceptable",
    "config.merge.jetstream.max_memory_store": "acceptable",
    "config.resolver": "acceptable",
    chartVersion: "impossible",
    "values.headlessService.name": "impossible",
    "values.statefulSet.merge.spec.podManagementPolicy": "impossible",
    "values.statefulSet.patch": "impossible",
} as const;

/** The inputs that have a change which restarts the servers, one after another or all together. */
export const RESTARTING_PATHS = [
    "resourcesPreset",
    "resources.cpu",
    "resources.memory",
    "resources.requests.cpu",
    "resources.requests.memory",
    "users",
    "noAuthUser",
    "allowAnonymous",
    "jetstream.enabled",
    "limits.maxSubscriptions",
    "limits.maxPending",
    "limits.lameDuckDuration",
    "config.merge",
    "config.resolver",
    "chart",
    "chartVersion",
    "values",
] as const;
