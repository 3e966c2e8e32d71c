import { readRawConfig } from "../nats/readConfig";
import { type SettledMap, isMap } from "../values/leaf";
import { at } from "../values/path";
import type { Problem } from "../values/problem";
import { readAccountResolver } from "./accountResolver";
import { readAccounts, readUsers } from "./accounts";
import { systemAccountName } from "./authentication";
import { readChart } from "./chart";
import { readChartValues } from "./chartValues/read";
import { PRESETS, type SimpleInputs } from "./contract";
import { APP_ACCOUNT } from "./defaults";
import { gatherSettings } from "./origins";
import { plainSettings } from "./plainSettings";
import { Reader } from "./reader";
import { readSimpleInputs } from "./simpleInputs";
import type { ClusterInputs, ResourcesSpec, Spec, UserSpec } from "./spec";

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
    const { resourcesPreset, ...simple } = readSimpleInputs(read, all);
    const config = read.section(all["config"], "config");
    const merge = readRawConfig(read.section(config["merge"], "config.merge"), "config.merge");
    const chart = readChart(read, all, environment["NATS_CHART"]);
    const values = readChartValues(read, all["values"], chart);
    const plain = plainSettings(simple);
    const gathered = gatherSettings(merge.config, [...values.pieces, ...plain.pieces]);
    const accounts = read.section(all["accounts"], "accounts");

    const spec: Spec = {
        ...simple,
        name: simple.name ?? resourceName,
        resources: resources(PRESETS[resourcesPreset], simple.resources),
        service: { ...simple.service, given: Object.keys(read.section(all["service"], "service")).length > 0 },
        users: allUsers(read, all, accounts, systemAccountName(gathered.config)),
        accounts: readAccounts(read, accounts, simple.jetstream.enabled),
        config: gathered.config,
        origins: gathered.origins,
        accountResolver: readAccountResolver(read, config["resolver"]),
        chart,
        values: values.values,
        assumed: read.assumed,
    };
    return {
        spec,
        problems: [...read.problems, ...merge.problems, ...values.problems, ...plain.problems, ...gathered.problems],
        notices: read.notices,
        exposed: read.exposed,
    };
}

/** Hikube's documentation gives "" as the default of each quantity: it means the preset's, or the limit. */
function resources(preset: { readonly cpu: string; readonly memory: string }, given: SimpleInputs["resources"]): ResourcesSpec {
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
