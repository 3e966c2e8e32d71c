import type { LoadBalancer } from "../kubernetes/service";

/** What a look into the cluster has found under the names of one component. */
export interface Seen {
    /** False where the namespace isn't there; undefined where that can't be seen. */
    readonly namespace?: boolean | undefined;
    /** Secrets, the network policy and the external Service. */
    readonly objects: readonly SeenObject[];
    readonly set: SeenSet | undefined;
    /** The servers' volumes, also those that were kept of servers that are gone. */
    readonly claims: readonly SeenClaim[];
    readonly release: SeenRelease | undefined;
}

export interface SeenObject {
    readonly kind: string;
    readonly name: string;
    readonly annotations: Readonly<Record<string, string>>;
    /** Of a Service that is a load balancer's. */
    readonly loadBalancer?: LoadBalancer;
}

export interface SeenSet extends SeenObject {
    readonly replicas: number;
    readonly readyReplicas: number;
    /** Of nats-server. */
    readonly image?: string | undefined;
}

export interface SeenClaim extends SeenObject {
    readonly ordinal: number;
    /** What can't be taken back of its size; undefined while there is no volume yet. */
    readonly bytes: number | undefined;
    readonly requested: number | undefined;
    /** The StorageClass that it was made with by name; undefined where Kubernetes has chosen. */
    readonly storageClassName: string | undefined;
    readonly resourceVersion: string;
}

/** A release of Helm's, by its newest record. */
export interface SeenRelease {
    /** What `global.pulumi` of its values says; undefined when somebody else has installed it. */
    readonly owner: string | undefined;
}
