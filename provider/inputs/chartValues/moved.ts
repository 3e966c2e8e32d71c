import schema from "../../../schema.json";
import { inputsWithin } from "./inputs";

/** What was meant by keys that this chart doesn't have: those of its first edition, of other charts for NATS, and of common habit. */
const MEANT: Readonly<Record<string, string>> = {
    nats: "the inputs of this component, values.config for what is in nats.conf, or values.container",
    cluster: "the input replicas, and values.config.cluster",
    leafnodes: "values.config.leafnodes",
    gateway: "values.config.gateway",
    websocket: "values.config.websocket",
    mqtt: "values.config.mqtt",
    monitor: "values.config.monitor",
    resolver: "the input config.resolver",
    auth: "the inputs users and accounts",
    tls: "values.config.nats.tls",
    image: "values.container.image",
    imagePullSecrets: "values.global.image.pullSecretNames",
    env: "values.container.env",
    extraEnv: "values.container.env",
    exporter: "values.promExporter",
    metrics: "values.promExporter",
    prometheus: "values.promExporter",
    serviceMonitor: "values.promExporter.podMonitor",
    podMonitor: "values.promExporter.podMonitor",
    natsbox: "values.natsBox",
    nodeSelector: "values.podTemplate.merge.spec.nodeSelector",
    tolerations: "values.podTemplate.merge.spec.tolerations",
    affinity: "values.podTemplate.merge.spec.affinity",
    priorityClassName: "values.podTemplate.merge.spec.priorityClassName",
    securityContext: "values.podTemplate.merge.spec.securityContext",
    podSecurityContext: "values.podTemplate.merge.spec.securityContext",
    terminationGracePeriodSeconds: "values.podTemplate.merge.spec.terminationGracePeriodSeconds",
    topologySpreadConstraints: "values.podTemplate.topologySpreadConstraints",
    topologyKeys: "values.podTemplate.topologySpreadConstraints",
    podAnnotations: "values.podTemplate.merge.metadata.annotations",
    podLabels: "values.podTemplate.merge.metadata.labels",
    additionalContainers: "values.podTemplate.patch",
    additionalVolumes: "values.podTemplate.patch",
    additionalVolumeMounts: "values.container.patch",
    bootconfig: "config.merge.client_advertise, or values.container.env with a fieldRef",
    ingress: "values.config.websocket.ingress",
    "config.auth": "the inputs users and accounts",
    "config.accounts": "the input accounts, or config.merge.accounts",
    "config.authorization": "the inputs users and accounts, or config.merge.authorization",
    "config.tls": "values.config.nats.tls",
    "config.limits": "the input limits",
    "config.logging": "the input logging",
    "config.exporter": "values.promExporter",
    "config.cluster.name": "the input config.merge.cluster.name",
    "config.jetstream.encryption": "the input config.merge.jetstream.key, with a secret: with this key nothing would be encrypted",
    "config.jetstream.memStorage": "values.config.jetstream.memoryStore",
    "config.jetstream.memStore": "values.config.jetstream.memoryStore",
    "config.jetstream.fileStore.storageDirectory": "values.config.jetstream.fileStore.dir",
    "config.jetstream.memoryStore.size": "values.config.jetstream.memoryStore.maxSize",
    "promExporter.serviceMonitor": "values.promExporter.podMonitor",
    "service.port": "the input service.ports",
    "service.nodePort": "values.service.ports.nats.nodePort, or the inputs external and service.nodePorts",
    "service.loadBalancerSourceRanges": "the inputs external and service.loadBalancerSourceRanges",
    "service.type": "the inputs external and service.type",
    "natsBox.image": "values.natsBox.container.image",
    "reloader.pullPolicy": "values.reloader.image.pullPolicy",
    "container.pullPolicy": "values.container.image.pullPolicy",
};

const VOLUME = "config.jetstream.fileStore";

/** The same for what inputs decide: by the place where the chart has it, for their entries say which inputs these are. */
const DECIDED: Readonly<Record<string, string>> = {
    persistence: VOLUME,
    storageClassName: `${VOLUME}.pvc.storageClassName`,
    replicaCount: "config.cluster.replicas",
    "config.jetstream.fileStorage": VOLUME,
    "config.jetstream.pvc": VOLUME,
    "config.jetstream.size": `${VOLUME}.maxSize`,
    "config.jetstream.storageClassName": `${VOLUME}.pvc.storageClassName`,
    "config.jetstream.fileStore.size": `${VOLUME}.maxSize`,
    "config.jetstream.fileStore.storageSize": `${VOLUME}.maxSize`,
    "config.jetstream.fileStore.storageClassName": `${VOLUME}.pvc.storageClassName`,
};

/** By the path without `values.`. */
export function meantBy(path: string): string | undefined {
    // One that stands beside `values`, and not in it.
    if (Object.hasOwn(schema.resources["nats:index:Cluster"].inputProperties, path)) {
        return `the input ${path}`;
    }
    if (Object.hasOwn(MEANT, path)) {
        return MEANT[path];
    }
    if (Object.hasOwn(DECIDED, path)) {
        const inputs = inputsWithin(DECIDED[path]!);
        return `the ${inputs.includes(" and ") ? "inputs" : "input"} ${inputs}`;
    }
    return undefined;
}
