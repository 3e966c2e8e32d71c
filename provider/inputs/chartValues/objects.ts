/** The Kubernetes objects that the chart makes: which of their lists it fills, and what of them the component decides. */
import type { FixedField, KubernetesObject } from "./kinds";

/** `fields` from words: `under("merge.spec", "tolerations affinity")`. */
function under(place: string, fields: string): Record<string, string> {
    return Object.fromEntries(fields.split(" ").map((field) => [field, `${place}.${field}`]));
}

const METADATA = under("merge.metadata", "annotations labels");
const RESOURCES: Readonly<Record<string, FixedField>> = Object.fromEntries(
    ["requests", "limits"].flatMap((kind) =>
        ["cpu", "memory"].map((what) => [
            `/resources/${kind}/${what}`,
            { why: `use resources.${kind === "limits" ? what : `requests.${what}`}: GOMEMLIMIT and the outputs follow it` },
        ]),
    ),
);
const CONTAINER_FIELDS = under(
    "merge",
    "args command envFrom imagePullPolicy lifecycle livenessProbe ports readinessProbe resources securityContext startupProbe " +
        "terminationMessagePath terminationMessagePolicy volumeMounts volumeDevices workingDir",
);
const POD_FIELDS = {
    ...METADATA,
    ...under(
        "merge.spec",
        "affinity automountServiceAccountToken containers dnsConfig dnsPolicy hostAliases hostNetwork imagePullSecrets initContainers nodeSelector " +
            "priorityClassName runtimeClassName schedulerName securityContext serviceAccountName shareProcessNamespace " +
            "terminationGracePeriodSeconds tolerations volumes",
    ),
};
const SERVICE_FIELDS = {
    ...METADATA,
    ...under(
        "merge.spec",
        "clusterIP externalIPs externalTrafficPolicy internalTrafficPolicy ipFamilies ipFamilyPolicy loadBalancerClass loadBalancerIP " +
            "loadBalancerSourceRanges sessionAffinity trafficDistribution type",
    ),
};

/** An object of which only metadata is easily misplaced. */
export const other: KubernetesObject = { lists: [], fixed: {}, fields: METADATA };

export const natsContainer: KubernetesObject = {
    lists: ["/args", "/env", "/ports", "/volumeMounts"],
    fixed: RESOURCES,
    fields: CONTAINER_FIELDS,
    instead: { "/env": "values.container.env", "/ports": "values.container.ports" },
};
export const reloaderContainer: KubernetesObject = {
    lists: ["/args", "/volumeMounts"],
    fixed: {},
    fields: CONTAINER_FIELDS,
};
export const exporterContainer: KubernetesObject = {
    lists: ["/args", "/ports"],
    fixed: {},
    fields: CONTAINER_FIELDS,
};
export const boxContainer: KubernetesObject = {
    lists: ["/args", "/command", "/volumeMounts"],
    fixed: {},
    fields: CONTAINER_FIELDS,
};

export const podTemplate: KubernetesObject = { lists: ["/spec/containers", "/spec/volumes"], fixed: {}, fields: POD_FIELDS };

const NAME: Readonly<Record<string, FixedField>> = { "/metadata/name": { why: "use name" } };

export const statefulSet: KubernetesObject = {
    lists: ["/spec/volumeClaimTemplates", "/spec/template/spec/containers", "/spec/template/spec/volumes"],
    fixed: {
        ...NAME,
        "/metadata/namespace": { why: "use namespace" },
        "/spec/replicas": { why: "use replicas" },
        "/spec/serviceName": { why: "it must be the headless Service's: use values.headlessService.name" },
        "/spec/selector": { why: "the Services and the network policy find the servers by it" },
    },
    fields: {
        ...METADATA,
        ...under("merge.spec", "minReadySeconds podManagementPolicy replicas revisionHistoryLimit updateStrategy"),
    },
};

const INSIDE = "clientUrl and the users' Secrets lead to this Service inside the Kubernetes cluster";
export const service: KubernetesObject = {
    lists: ["/spec/ports"],
    fixed: {
        ...NAME,
        "/spec/type": {
            why: "use external and service, which make a Service of their own for clients outside, and refuse it while everybody would be let in",
            value: "ClusterIP",
        },
        "/spec/selector": { why: INSIDE },
        "/spec/externalIPs": { why: "use external and service, which make a Service of their own for clients outside" },
    },
    fields: SERVICE_FIELDS,
    instead: { "/spec/ports": "values.service.ports" },
};
export const headlessService: KubernetesObject = {
    lists: ["/spec/ports"],
    fixed: {
        "/metadata/name": { why: "use values.headlessService.name" },
        "/spec/clusterIP": { why: "the servers find each other by it", value: "None" },
        "/spec/publishNotReadyAddresses": { why: "servers that aren't ready yet find each other by it", value: true },
    },
    fields: SERVICE_FIELDS,
};

export const configMap: KubernetesObject = {
    lists: [],
    fixed: {
        "/data/nats.conf": { why: "it is the whole configuration, with the includes of the users' file; use config.merge" },
        "/metadata/name": { why: "use values.configMap.name" },
    },
    fields: { ...METADATA, data: "merge.data" },
};

export const budget: KubernetesObject = {
    lists: [],
    fixed: {},
    fields: { ...METADATA, ...under("merge.spec", "maxUnavailable minAvailable unhealthyPodEvictionPolicy") },
};
export const ingress: KubernetesObject = {
    lists: [],
    fixed: {},
    fields: { ...METADATA, ...under("merge.spec", "defaultBackend ingressClassName rules tls") },
};
export const podMonitor: KubernetesObject = {
    lists: [],
    fixed: {},
    fields: { ...METADATA, ...under("merge.spec", "jobLabel namespaceSelector podMetricsEndpoints sampleLimit selector") },
};
