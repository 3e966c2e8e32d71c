import { readRawConfig } from "../nats/readConfig";
import { type Settled, type SettledMap, Leaf, isMap } from "../values/leaf";
import { at } from "../values/path";
import type { Problem } from "../values/problem";
import { type Text, derive } from "../values/text";
import { readAccountResolver } from "./accountResolver";
import { readAccounts, readUsers } from "./accounts";
import { systemAccountName } from "./authentication";
import { chartLocation } from "./chartLocation";
import { chartVersion } from "./chartVersion";
import * as defaults from "./defaults";
import { Reader } from "./reader";
import type { ChartSpec, ClusterInputs, NetworkPolicySpec, ResourcesSpec, ServiceSpec, Spec, UserSpec } from "./spec";

export interface Normalized {
    readonly spec: Spec;
    readonly problems: readonly Problem[];
    /** What the user should know of how the inputs were taken. */
    readonly notices: readonly string[];
    /** Secrets that were given for what isn't kept secret. */
    readonly exposed: readonly string[];
}

/** The environment of the process that runs Pulumi. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Fills in every default. `resourceName` is the Pulumi resource's, the default of `name`. */
export function normalize(inputs: ClusterInputs, resourceName: string, environment: Environment): Normalized {
    const read = new Reader();
    const all = read.section(inputs, "");
    const jetstream = read.section(all["jetstream"], "jetstream");
    const config = read.section(all["config"], "config");
    const merge = readRawConfig(read.section(config["merge"], "config.merge"), "config.merge");
    const accounts = read.section(all["accounts"], "accounts");
    const jetstreamEnabled = read.plain(jetstream["enabled"], "jetstream.enabled", true);

    const spec: Spec = {
        name: read.text(all["name"], "name", resourceName),
        namespace: read.text(all["namespace"], "namespace", defaults.DEFAULT_NAMESPACE),
        createNamespace: read.plain(all["createNamespace"], "createNamespace", false),
        replicas: read.plain(all["replicas"], "replicas", defaults.DEFAULT_REPLICAS),
        resources: resources(read, all),
        storageClass: read.text(all["storageClass"], "storageClass", ""),
        external: read.plain(all["external"], "external", false),
        service: service(read, all["service"]),
        users: allUsers(read, all, accounts, systemAccountName(merge.config)),
        accounts: readAccounts(read, accounts, jetstreamEnabled),
        noAuthUser: all["noAuthUser"] === undefined ? undefined : read.text(all["noAuthUser"], "noAuthUser", ""),
        authTimeoutSeconds:
            all["authTimeoutSeconds"] === undefined ? undefined : read.plain(all["authTimeoutSeconds"], "authTimeoutSeconds", 2),
        allowAnonymous: read.plain(all["allowAnonymous"], "allowAnonymous", false),
        jetstream: {
            enabled: jetstreamEnabled,
            size: read.text(jetstream["size"], "jetstream.size", defaults.DEFAULT_JETSTREAM_SIZE),
            retainData: read.plain(jetstream["retainData"], "jetstream.retainData", true),
        },
        config: merge.config,
        accountResolver: readAccountResolver(read, config["resolver"]),
        networkPolicy: networkPolicy(read, all["networkPolicy"]),
        chart: chart(read, all, environment["NATS_CHART"]),
        values: read.section(all["values"], "values"),
        skipAwait: read.plain(all["skipAwait"], "skipAwait", false),
        timeoutSeconds: read.plain(all["timeoutSeconds"], "timeoutSeconds", defaults.DEFAULT_TIMEOUT_SECONDS),
        acceptChanges: read
            .list(all["acceptChanges"], "acceptChanges")
            .map((path, index) => read.plain(path, `acceptChanges[${index}]`, "")),
        assumed: read.assumed,
    };
    return {
        spec,
        problems: [...read.problems, ...merge.problems],
        notices: read.notices,
        exposed: read.exposed,
    };
}

function resources(read: Reader, all: SettledMap): ResourcesSpec {
    const given = read.section(all["resources"], "resources");
    const requests = read.section(given["requests"], "resources.requests");
    const preset = defaults.PRESETS[read.plain(all["resourcesPreset"], "resourcesPreset", defaults.DEFAULT_PRESET)]!;
    // Hikube's documentation gives "" as the default of both: it means the preset's.
    const cpu = read.text(given["cpu"] || undefined, "resources.cpu", preset.cpu);
    const memory = read.text(given["memory"] || undefined, "resources.memory", preset.memory);
    return {
        cpu,
        memory,
        requests: {
            cpu: read.text(requests["cpu"] || undefined, "resources.requests.cpu", cpu),
            memory: read.text(requests["memory"] || undefined, "resources.requests.memory", memory),
        },
    };
}

/** The users of all accounts, in the order of their names. */
function allUsers(read: Reader, all: SettledMap, accounts: SettledMap, system: string): UserSpec[] {
    const tenants = Object.entries(accounts).flatMap(([name, account]) => {
        const path = at("accounts", name);
        return isMap(account) ? readUsers(read, account["users"], `${path}.users`, name) : [];
    });
    const own = readUsers(read, all["users"], "users", defaults.APP_ACCOUNT);
    return [...own, ...tenants, ...readUsers(read, all["systemUsers"], "systemUsers", system)].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function service(read: Reader, input: Settled): ServiceSpec {
    const given = read.section(input, "service");
    const ports = (key: string) =>
        Object.fromEntries(
            Object.entries(read.section(given[key], `service.${key}`)).map(([port, value]) => [
                port,
                read.plain(value, `service.${key}`, 0),
            ]),
        );
    const annotations = Object.entries(read.section(given["annotations"], "service.annotations"));
    const ranges = read.list(given["loadBalancerSourceRanges"], "service.loadBalancerSourceRanges");
    return {
        type: read.plain(given["type"], "service.type", "LoadBalancer"),
        annotations: Object.fromEntries(annotations.map(([key, value]) => [key, read.passed(value, `service.annotations.${key}`)])),
        loadBalancerClass:
            given["loadBalancerClass"] === undefined ? undefined : read.text(given["loadBalancerClass"], "service.loadBalancerClass", ""),
        loadBalancerSourceRanges: ranges.map((range, index) => read.text(range, `service.loadBalancerSourceRanges[${index}]`, "")),
        externalTrafficPolicy: read.plain(given["externalTrafficPolicy"], "service.externalTrafficPolicy", "Cluster"),
        nodePorts: ports("nodePorts"),
        ports: ports("ports"),
        given: Object.keys(given).length > 0,
    };
}

function networkPolicy(read: Reader, input: Settled): NetworkPolicySpec {
    const given = read.section(input, "networkPolicy");
    return {
        enabled: read.plain(given["enabled"], "networkPolicy.enabled", true),
        clients: given["clients"] === undefined ? undefined : read.list(given["clients"], "networkPolicy.clients"),
        monitoring: read.list(given["monitoring"], "networkPolicy.monitoring"),
    };
}

function chart(read: Reader, all: SettledMap, fromEnvironment: string | undefined): ChartSpec {
    const given = chartLocation((all["chart"] as Text | undefined) ?? fromEnvironment ?? "");
    const asked = all["chartVersion"] === undefined ? undefined : read.text(all["chartVersion"], "chartVersion", "");
    const version = asked === undefined ? undefined : derive(asked, chartVersion);
    if (given !== undefined) {
        return { ...given, version, official: false };
    }
    const official = version ?? defaults.DEFAULT_CHART_VERSION;
    return {
        source: official instanceof Leaf ? official.map(defaults.officialChart) : defaults.officialChart(official),
        version: official,
        official: true,
    };
}
