import { keepsJwts } from "../inputs/accountResolver";
import { authenticationMode, rawAccounts } from "../inputs/authentication";
import { FACTS, SIMPLE, type InputFacts } from "../inputs/contract";
import { SYSTEM_ACCOUNT } from "../inputs/defaults";
import { systemAccountsOf } from "../inputs/rules/operator";
import { type Spec, type UserSpec, inputAt, isKnown } from "../inputs/spec";
import { volumeBytes, volumeShare } from "../inputs/stores";
import type { ServerFiles } from "../kubernetes/serverFiles";
import { fingerprint } from "../values/fingerprint";
import { hash } from "../values/hash";
import { type Settled, type SettledMap, Leaf, isList, valueAt } from "../values/leaf";
import { derive, interpolate } from "../values/text";
import { FACTS_FORMAT } from "./format";
import { configMapParts } from "./configMapParts";
import { restartCauses } from "./restartCauses";
import { resolverClaims, unchangeable } from "./unchangeable";
import { versionFacts } from "./versions";

/**
 * What the next update is compared with, to tell at preview what a change will do: sizes, names, and hashes of what is long. Nothing in it is
 * a secret but `logins` and `encryption`, which hash passwords and keys; `keyPrints` are made to be read by everybody.
 */
export function factsOf(spec: Spec, files: ServerFiles): SettledMap {
    const { config, values, jetstream } = spec;
    const clusterName = valueAt(config, "cluster", "name");
    const facts: SettledMap = {
        format: FACTS_FORMAT,
        ...inputFacts(spec),
        ...versionFacts(spec),
        jetstream: jetstream.enabled,
        volumeBytes: volumeBytes(spec),
        resolverVolumes: keepsJwts(spec.accountResolver),
        resolverClaims: resolverClaims(spec),
        unchangeable: unchangeable(spec),
        authentication: authenticationMode(spec),
        systemAccount: systemAccount(spec),
        encryption: { key: keyHash(config, "key"), previousKey: keyHash(config, "prev_key") },
        keyPrints: { key: keyPrint(spec, "key"), previousKey: keyPrint(spec, "prev_key") },
        domain: quoted(valueAt(config, "jetstream", "domain")),
        // The chart's default is the name of everything: to say it changes nothing.
        clusterName: quoted(clusterName === spec.name ? "" : clusterName),
        serverName: quoted(config["server_name"] ?? valueAt(values, "config", "serverNamePrefix")),
        fileStoreBytes: storeBytes(valueAt(config, "jetstream", "max_file_store"), volumeShare(spec)),
        memoryStoreBytes: storeBytes(valueAt(config, "jetstream", "max_memory_store"), 0),
        // Anything that isn't known may be a cause.
        restarts: spec.assumed.length === 0 ? restartCauses(spec, files) : undefined,
        reloads: Leaf.of(
            [
                config,
                spec.accountResolver,
                spec.accounts.map(({ name, settings }) => ({ [name]: settings })),
                Object.fromEntries(configMapParts(spec, files)),
            ],
            hash,
        ),
        accounts: [...new Set([...spec.accounts.map(({ name }) => name), ...Object.keys(rawAccounts(config))])].sort(),
        logins: logins(spec),
    };
    const known = Object.entries(facts).filter(([fact]) => sourcesOf(fact).every((input) => isKnown(spec, input)));
    return Object.fromEntries(known);
}

/** The inputs that are facts themselves, as their entries say: those that are read by these. */
function inputFacts(spec: Spec): SettledMap {
    const simple = Object.entries(FACTS).filter(([, { input }]) => input in SIMPLE);
    const facts = simple.map(([fact, { input }]): [string, Settled] => {
        const value = inputAt(spec, input);
        return [fact, isList(value) ? [...value].sort() : value];
    });
    return Object.fromEntries(facts);
}

function sourcesOf(fact: string): readonly string[] {
    return Object.hasOwn(FACTS, fact) ? [FACTS[fact as keyof InputFacts].input] : (SOURCES[fact] ?? []);
}

/** The inputs of other facts for which a default may stand in at a preview: what is only assumed is compared with nothing. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
    jetstream: ["jetstream.enabled"],
    volumeBytes: ["jetstream.size"],
    resolverVolumes: ["config.resolver"],
    resolverClaims: ["config.resolver", "values"],
    unchangeable: ["values"],
    authentication: ["config.merge", "config.resolver"],
    systemAccount: ["config.merge"],
    encryption: ["config.merge"],
    keyPrints: ["config.merge"],
    serverVersion: ["values"],
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

/** Undefined where it may be named by an operator's JWT that can't be read. */
function systemAccount(spec: Spec): Settled {
    const named = spec.config["system_account"];
    const unnamed = authenticationMode(spec) === "operator" ? systemAccountsOf(spec)?.[0] : SYSTEM_ACCOUNT;
    return named === undefined ? unnamed : quoted(named);
}

/** A short hash of a key, and a secret as the key is: a weak key could be guessed from its hash. */
function keyHash(config: SettledMap, setting: "key" | "prev_key"): Settled {
    const key = valueAt(config, "jetstream", setting);
    return key === undefined ? "" : Leaf.of(key, hash);
}

/** For the cluster, which may outlive the state and the hashes there. The same key in another place has another fingerprint. */
function keyPrint({ config, namespace, name }: Spec, setting: "key" | "prev_key"): Settled {
    const key = valueAt(config, "jetstream", setting);
    return key === undefined ? "" : fingerprint(key, interpolate`${namespace}/${name}`);
}

/** How much JetStream may keep: what is given, where that is no secret. Less than nothing is as much as each server finds. */
function storeBytes(given: Settled, otherwise: Settled): Settled {
    const bytes = given ?? otherwise;
    const isSecret = bytes instanceof Leaf && bytes.secret;
    return isSecret ? undefined : derive(bytes as number | Leaf<number>, (known) => Math.max(known, -1));
}
