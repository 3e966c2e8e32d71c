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
import { DEFAULTS, PRESETS, type ScalarInputs } from "./contract";
import { APP_ACCOUNT, officialChart } from "./defaults";
import { Reader } from "./reader";
import { readScalars } from "./scalarInputs";
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
    const { resourcesPreset, ...scalars } = readScalars(read, all);
    const config = read.section(all["config"], "config");
    const merge = readRawConfig(read.section(config["merge"], "config.merge"), "config.merge");
    const accounts = read.section(all["accounts"], "accounts");

    const spec: Spec = {
        ...scalars,
        name: scalars.name ?? resourceName,
        resources: resources(PRESETS[resourcesPreset], scalars.resources),
        service: service(read, all["service"], scalars.service),
        users: allUsers(read, all, accounts, systemAccountName(merge.config)),
        accounts: readAccounts(read, accounts, scalars.jetstream.enabled),
        config: merge.config,
        accountResolver: readAccountResolver(read, config["resolver"]),
        networkPolicy: networkPolicy(read, all["networkPolicy"], scalars.networkPolicy),
        chart: chart(read, all, environment["NATS_CHART"]),
        values: read.section(all["values"], "values"),
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

/** Hikube's documentation gives "" as the default of each quantity: it means the preset's, or the limit. */
function resources(preset: { readonly cpu: string; readonly memory: string }, given: ScalarInputs["resources"]): ResourcesSpec {
    const cpu = given.cpu || preset.cpu;
    const memory = given.memory || preset.memory;
    return { cpu, memory, requests: { cpu: given.requests.cpu || cpu, memory: given.requests.memory || memory } };
}

/** The users of all accounts, in the order of their names. */
function allUsers(read: Reader, all: SettledMap, accounts: SettledMap, system: string): UserSpec[] {
    const tenants = Object.entries(accounts).flatMap(([name, account]) => {
        const path = at("accounts", name);
        return isMap(account) ? readUsers(read, account["users"], `${path}.users`, name) : [];
    });
    const own = readUsers(read, all["users"], "users", APP_ACCOUNT);
    return [...own, ...tenants, ...readUsers(read, all["systemUsers"], "systemUsers", system)].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function service(read: Reader, input: Settled, scalars: ScalarInputs["service"]): ServiceSpec {
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
        ...scalars,
        annotations: Object.fromEntries(annotations.map(([key, value]) => [key, read.passed(value, `service.annotations.${key}`)])),
        loadBalancerSourceRanges: ranges.map((range, index) => read.text(range, `service.loadBalancerSourceRanges[${index}]`, "")),
        nodePorts: ports("nodePorts"),
        ports: ports("ports"),
        given: Object.keys(given).length > 0,
    };
}

function networkPolicy(read: Reader, input: Settled, scalars: ScalarInputs["networkPolicy"]): NetworkPolicySpec {
    const given = read.section(input, "networkPolicy");
    return {
        ...scalars,
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
    const official = version ?? DEFAULTS.chartVersion;
    return {
        source: official instanceof Leaf ? official.map(officialChart) : officialChart(official),
        version: official,
        official: true,
    };
}
