import { keepsJwts } from "../inputs/accountResolver";
import { admitsAnonymous, noAuthUser } from "../inputs/authentication";
import { podValues } from "../inputs/chartValues/pods";
import { knownServerVersion } from "../inputs/serverVersion";
import type { Spec } from "../inputs/spec";
import { server } from "../nats/grammar";
import { restartPart } from "../nats/reload";
import { hash } from "../values/hash";
import { type Settled, type SettledMap, Leaf, isMap } from "../values/leaf";

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
        "config.resolver": keepsJwts(spec.accountResolver),
        "config.resolver.dir": keepsJwts(spec.accountResolver) ? (spec.accountResolver["dir"] ?? "") : "",
    };
    for (const [key, value] of Object.entries(restartPart(spec.config, server, knownServerVersion(spec)))) {
        const settings: [string, Settled][] = isMap(value)
            ? Object.entries(value).map(([inner, setting]) => [`${key}.${inner}`, setting])
            : [[key, value]];
        settings.forEach(([path, setting]) => (causes[`config.merge.${path}`] = Leaf.of(setting, hash)));
    }
    for (const { path, value } of podValues(spec.values)) {
        causes[path] = Leaf.of(value, hash);
    }
    return causes;
}
