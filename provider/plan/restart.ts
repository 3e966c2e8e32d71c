import { Leaf, type Settled, type SettledMap, isMap } from "../values/leaf";
import { server } from "../nats/grammar";
import type { Block, Setting } from "../nats/kinds";
import { at } from "../values/problem";
import type { Spec } from "../inputs/spec";
import { admitsAnonymous, authenticationMode, noAuthUser } from "../inputs/authentication";
import { hash } from "../values/hash";
import { keepsJwts } from "../inputs/accountResolver";

/**
 * A hash of the part of the configuration that a running server can't take over. It is an annotation of the pods: when it changes, and
 * only then, a change of configuration restarts the servers. One such setting in a reload makes NATS refuse all the others with it.
 */
export function restartHash(spec: Spec): string | Leaf<string> {
    const facts: SettledMap = {
        settings: fixedPart(spec.config, server),
        // Whether anonymous clients are let in, and by what users are known, is read at the start only.
        noAuthUser: admitsAnonymous(spec) ? true : (noAuthUser(spec) ?? null),
        mode: authenticationMode(spec) === "operator",
    };
    return Leaf.of(facts, hash);
}

/** Everything whose change restarts the servers, by the path of the input: a value, or a hash of what is long or secret. */
export function restartCauses(spec: Spec): SettledMap {
    const { resources, chart } = spec;
    const causes: Record<string, Settled> = {
        "resources.cpu": resources.cpu,
        "resources.memory": resources.memory,
        "resources.requests.cpu": resources.requests.cpu,
        "resources.requests.memory": resources.requests.memory,
        "jetstream.enabled": spec.jetstream.enabled,
        // A standalone server has no `cluster` block.
        replicas: spec.replicas > 1 ? "clustered" : "standalone",
        allowAnonymous: admitsAnonymous(spec),
        noAuthUser: noAuthUser(spec) ?? "",
        chart: Leaf.of([chart.source, chart.version], hash),
        // One that keeps JWTs has a volume, mounted at its directory; any other is taken over by a reload.
        "config.resolver": keepsJwts(spec.resolver),
        "config.resolver.dir": keepsJwts(spec.resolver) ? (spec.resolver["dir"] ?? "") : "",
    };
    for (const [key, value] of Object.entries(fixedPart(spec.config, server))) {
        const settings: [string, Settled][] = isMap(value)
            ? Object.entries(value).map(([inner, setting]) => [`${key}.${inner}`, setting])
            : [[key, value]];
        settings.forEach(([path, setting]) => (causes[`config.merge.${path}`] = Leaf.of(setting, hash)));
    }
    for (const [key, value] of Object.entries(spec.values)) {
        if (!WITHOUT_PODS.includes(key)) {
            causes[at("values", key)] = Leaf.of(value, hash);
        }
    }
    return causes;
}

/** Values of the chart that the servers' pods don't depend on. */
const WITHOUT_PODS = ["service", "headlessService", "configMap", "podDisruptionBudget", "natsBox", "extraResources", "podMonitor"];

/** What of a block needs a restart when it changes. */
function fixedPart(config: SettledMap, block: Block): SettledMap {
    const kept = Object.entries(config).flatMap(([key, value]) => {
        const setting = block.keys.get(key)?.setting;
        const inner = setting === undefined ? value : fixed(value, setting);
        return inner === undefined ? [] : [[key, inner] as const];
    });
    return Object.fromEntries(kept);
}

function fixed(value: Settled, setting: Setting): Settled {
    if (setting.reloads) {
        return undefined;
    }
    const inner = setting.kind === "block" && isMap(value) ? fixedPart(value, setting) : value;
    return isMap(inner) && Object.keys(inner).length === 0 ? undefined : inner;
}
