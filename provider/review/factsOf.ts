import { authenticationMode, rawAccounts } from "../inputs/authentication";
import { type Spec, type UserSpec, isKnown } from "../inputs/spec";
import { fileStoreBytes, memoryStoreBytes } from "../inputs/stores";
import { hash } from "../values/hash";
import { type Settled, type SettledMap, Leaf, valueAt } from "../values/leaf";
import { parseQuantity } from "../values/quantity";
import { derive } from "../values/text";
import { FACTS_FORMAT } from "./facts";
import { restartCauses } from "./restartCauses";

/**
 * What the next update is compared with, to tell at preview what a change will do: sizes, names, and hashes of what is long. Nothing in it is
 * a secret but `logins`, which hashes passwords.
 */
export function factsOf(spec: Spec): SettledMap {
    const { config, values, chart, jetstream } = spec;
    const clusterName = valueAt(config, "cluster", "name") ?? valueAt(values, "config", "cluster", "name");
    const facts: SettledMap = {
        format: FACTS_FORMAT,
        name: spec.name,
        namespace: spec.namespace,
        replicas: spec.replicas,
        jetstream: jetstream.enabled,
        retainData: jetstream.retainData,
        volumeBytes: derive(jetstream.size, (size) => parseQuantity(size) ?? 0),
        storageClass: spec.storageClass,
        domain: quoted(valueAt(config, "jetstream", "domain")),
        // The chart's default is the name of everything: to say it changes nothing.
        clusterName: quoted(clusterName === spec.name ? "" : clusterName),
        serverName: quoted(config["server_name"] ?? valueAt(values, "config", "serverNamePrefix")),
        fileStoreBytes: finite(fileStoreBytes(spec)),
        memoryStoreBytes: finite(memoryStoreBytes(spec)),
        chartVersion: chart.version ?? "",
        // Anything that isn't known may be a cause.
        restarts: spec.assumed.length === 0 ? restartCauses(spec) : undefined,
        reloads: Leaf.of(
            [config, spec.accountResolver, spec.authTimeoutSeconds, spec.accounts.map(({ name, settings }) => ({ [name]: settings }))],
            hash,
        ),
        accounts: [...new Set([...spec.accounts.map(({ name }) => name), ...Object.keys(rawAccounts(config))])].sort(),
        logins: logins(spec),
        acceptChanges: [...spec.acceptChanges].sort(),
    };
    const known = Object.entries(facts).filter(([fact]) => (SOURCES[fact] ?? []).every((input) => isKnown(spec, input)));
    return Object.fromEntries(known);
}

/** The inputs of facts for which a default may stand in at a preview: what is only assumed is compared with nothing. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
    replicas: ["replicas"],
    jetstream: ["jetstream.enabled"],
    retainData: ["jetstream.retainData"],
    volumeBytes: ["jetstream.size"],
    domain: ["config.merge"],
    clusterName: ["config.merge", "values"],
    serverName: ["config.merge", "values"],
    fileStoreBytes: ["config.merge", "jetstream.size"],
    memoryStoreBytes: ["config.merge"],
    accounts: ["accounts", "config.merge.accounts"],
    logins: ["users", "accounts", "systemUsers", "config.merge"],
};

/**
 * By user: what changes when the servers cut the user's connections. As a secret, for a password could be guessed from its hash. A
 * password that is generated is made after this, and stays.
 */
function logins(spec: Spec): Settled {
    if (authenticationMode(spec) !== "accounts") {
        return {};
    }
    const hashes = Object.fromEntries(spec.users.map((user) => [user.name, login(user)]));
    return Leaf.of(hashes, (known) => known);
}

function login({ name, account, password, grants }: UserSpec): Settled {
    return Leaf.of([name, account, password ?? "generated", grants], hash);
}

/** What a message about a change may quote: of a secret no more than tells it from another. */
function quoted(value: Settled): Settled {
    const isSecret = value instanceof Leaf && value.secret;
    return isSecret ? value.map((known) => `a secret (${hash(known as Settled).slice(0, 4)})`) : (value ?? "");
}

function finite(value: number): number {
    return Number.isFinite(value) ? value : 0;
}
