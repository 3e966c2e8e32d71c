/**
 * The values of the official chart: which there are, what they take, which the component decides itself, which are settings of nats.conf, and
 * which the servers' pods don't depend on. The chart has no schema of its own, so that Helm drops a wrong key without a word.
 *
 * https://github.com/nats-io/k8s/blob/nats-2.14.2/helm/charts/nats/values.yaml
 */
import { CLIENT_PORT, MONITOR_PORT } from "../defaults";
import { inputsWithin, withInputs } from "./inputs";
import {
    type Section,
    any,
    apart,
    block,
    fixed,
    flag,
    list,
    map,
    number,
    object,
    objectApart,
    section,
    since,
    text,
    variables,
} from "./kinds";
import * as kubernetes from "./objects";

const image = section({
    repository: text,
    tag: text,
    pullPolicy: text,
    registry: text,
    digest: since("1.2.11", text),
    fullImageName: since("1.2.11", text),
});

const tls = (...at: string[]): Section => block([...at, "tls"], { enabled: flag, secretName: text, dir: text, cert: text, key: text });

/** A block of nats.conf that listens to others. */
const listener = (name: string, more: Section["keys"] = {}): Section =>
    block([name], { enabled: flag, port: number, tls: tls(name), ...more });

const ROUTES = "route credentials are generated, and kept in a Secret";
const VOLUMES = "the component makes JetStream's volumes itself, so that they can grow; use " + inputsWithin("config.jetstream.fileStore");
const RESOLVER = "use config.resolver, in NATS's own words";

const config = block([], {
    cluster: block(["cluster"], {
        enabled: fixed("use replicas"),
        port: fixed("use the default, 6222: the Services expect it", 6222),
        noAdvertise: { kind: "setting", at: ["cluster", "no_advertise"] },
        routeURLs: apart(section({ user: fixed(ROUTES), password: fixed(ROUTES), useFQDN: flag, k8sClusterDomain: text })),
        tls: tls("cluster"),
    }),
    jetstream: block(["jetstream"], {
        fileStore: section({
            enabled: fixed("JetStream without volumes isn't possible here yet; to turn JetStream off, use jetstream.enabled", true),
            dir: text,
            pvc: section({
                enabled: fixed("JetStream without volumes isn't possible here yet; to turn JetStream off, use jetstream.enabled", true),
                size: fixed("use jetstream.size, which can grow"),
                name: fixed("use name"),
                merge: fixed(VOLUMES),
                patch: fixed(VOLUMES),
            }),
            maxSize: { kind: "setting", at: ["jetstream", "max_file_store"] },
        }),
        memoryStore: section({ enabled: flag, maxSize: { kind: "setting", at: ["jetstream", "max_memory_store"] } }),
    }),
    nats: section({
        port: fixed("use service.ports for another port outside: inside, the Services and probes expect clients on 4222", CLIENT_PORT),
        tls: tls(),
    }),
    leafnodes: listener("leafnodes"),
    websocket: listener("websocket", {
        ingress: apart(
            object(kubernetes.ingress, {
                enabled: flag,
                hosts: list,
                path: text,
                pathType: text,
                className: text,
                tlsSecretName: text,
                name: text,
            }),
        ),
    }),
    mqtt: listener("mqtt"),
    gateway: listener("gateway"),
    monitor: section({
        enabled: fixed("the probes ask the monitoring endpoint whether a server is well", true),
        port: fixed("the probes and the network policy expect the monitoring endpoint on 8222", MONITOR_PORT),
        tls: section({ enabled: flag }),
    }),
    profiling: section({ enabled: flag, port: number }),
    resolver: section({
        enabled: fixed(RESOLVER),
        dir: fixed(RESOLVER),
        pvc: object(kubernetes.other, {
            enabled: fixed("a resolver that keeps JWTs needs its volume", true),
            size: text,
            storageClassName: text,
            name: text,
        }),
        merge: fixed(RESOLVER),
        patch: fixed(RESOLVER),
    }),
    serverNamePrefix: text,
});

const ports = (value: Section["keys"][string]) =>
    Object.fromEntries(["leafnodes", "websocket", "mqtt", "cluster", "gateway", "monitor", "profiling"].map((name) => [name, value]));

const contextFile = section({ contents: text, secretName: text, dir: text, key: text });

/** What the component decides, and no input alone. */
const values = section({
    global: section({
        image: section({ pullPolicy: text, pullSecretNames: since("1.1.4", list), registry: text }),
        labels: map,
        // Helm's and the component's own, which no template of this chart reads.
        pulumi: apart(any),
    }),
    nameOverride: fixed("use name"),
    namespaceOverride: fixed("use namespace"),
    tlsCA: section({ enabled: flag, configMapName: text, secretName: text, dir: text, key: text }),
    config,
    container: object(kubernetes.natsContainer, {
        image,
        ports: section({ nats: map, ...ports(map) }),
        env: variables,
        resources: section({
            requests: section({
                cpu: fixed("use resources.requests.cpu", null),
                memory: fixed("use resources.requests.memory", null),
                "*": text,
            }),
            limits: section({ cpu: fixed("use resources.cpu", null), memory: fixed("use resources.memory", null), "*": text }),
            claims: list,
        }),
    }),
    reloader: object(kubernetes.reloaderContainer, {
        enabled: fixed("without the reloader the servers never see a new user or a changed password", true),
        image,
        env: variables,
        natsVolumeMountPrefixes: list,
    }),
    promExporter: object(kubernetes.exporterContainer, {
        enabled: flag,
        image,
        port: number,
        monitorDomain: since("1.3.3", text),
        env: variables,
        podMonitor: apart(object(kubernetes.podMonitor, { enabled: flag, name: text })),
    }),
    service: apart(
        object(kubernetes.service, {
            enabled: fixed("clientUrl and the users' Secrets lead to this Service", true),
            ports: section({
                nats: section({
                    enabled: fixed("clientUrl and the users' Secrets lead to this port", true),
                    port: fixed("clientUrl and the users' Secrets say 4222; use service.ports for another port outside", CLIENT_PORT),
                    nodePort: number,
                }),
                ...ports(section({ enabled: flag, port: number, nodePort: number })),
            }),
            name: fixed("use name"),
        }),
    ),
    statefulSet: object(kubernetes.statefulSet, { name: fixed("use name") }),
    podTemplate: object(kubernetes.podTemplate, { configChecksumAnnotation: flag, topologySpreadConstraints: map }),
    headlessService: objectApart(kubernetes.headlessService, { name: text }),
    configMap: objectApart(kubernetes.configMap, { name: text }),
    podDisruptionBudget: apart(object(kubernetes.budget, { enabled: flag, name: text })),
    serviceAccount: objectApart(kubernetes.other, { enabled: flag, name: text }),
    natsBox: apart(
        section({
            enabled: flag,
            contexts: section({
                "*": section({
                    creds: contextFile,
                    nkey: contextFile,
                    tls: section({ secretName: text, dir: text, cert: text, key: text }),
                    merge: map,
                    patch: list,
                }),
            }),
            defaultContextName: text,
            container: object(kubernetes.boxContainer, {
                // The chart's values document `resources` in `image`, and its template reads them from here.
                image: section({ ...image.keys, resources: map }),
                resources: map,
                env: variables,
            }),
            deployment: object(kubernetes.other, { name: text }),
            podTemplate: object(kubernetes.podTemplate),
            contextsSecret: object(kubernetes.other, { name: text }),
            contentsSecret: object(kubernetes.other, { name: text }),
            serviceAccount: object(kubernetes.other, { enabled: flag, name: text }),
        }),
    ),
    extraResources: apart(list),
});

export const chartGrammar = withInputs(values);
