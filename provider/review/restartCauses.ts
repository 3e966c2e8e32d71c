import { watchedFiles } from "../chart/reloader";
import { keepsJwts } from "../inputs/accountResolver";
import { admitsAnonymous, noAuthUser } from "../inputs/authentication";
import { podValues } from "../inputs/chartValues/pods";
import { knownServerVersion } from "../inputs/serverVersion";
import type { ChartSpec, Spec } from "../inputs/spec";
import type { ServerFiles } from "../kubernetes/serverFiles";
import { server } from "../nats/grammar";
import { restartPart } from "../nats/reload";
import { hash } from "../values/hash";
import { type Settled, type SettledMap, Leaf, isMap, valueAt } from "../values/leaf";
import { parseQuantity } from "../values/quantity";
import { type Text, derive } from "../values/text";
import { configMapParts } from "./configMapParts";

/** Everything whose change restarts the servers, by the path of the input: a value, or a hash of what is long or secret. */
export function restartCauses(spec: Spec, files: ServerFiles): SettledMap {
    const { resources } = spec;
    const causes: Record<string, Settled> = {
        "resources.cpu": amount(resources.cpu),
        "resources.memory": amount(resources.memory),
        "resources.requests.cpu": amount(resources.requests.cpu),
        "resources.requests.memory": amount(resources.requests.memory),
        "jetstream.enabled": spec.jetstream.enabled,
        // A standalone server has no `cluster` block.
        replicas: spec.replicas > 1 ? "clustered" : "standalone",
        allowAnonymous: admitsAnonymous(spec),
        noAuthUser: noAuthUser(spec) ?? "",
        chart: chartIdentity(spec.chart),
        // One that keeps JWTs has a volume, mounted at its directory; any other is taken over by a reload.
        "config.resolver": keepsJwts(spec.accountResolver),
        "config.resolver.dir": keepsJwts(spec.accountResolver) ? (spec.accountResolver["dir"] ?? "") : "",
    };
    for (const [path, file] of watchedFiles(files.merge, "config.merge")) {
        causes[path] = Leaf.of(file, hash);
    }
    for (const [key, value] of Object.entries(restartPart(spec.config, server, knownServerVersion(spec)))) {
        const settings: [string, Settled][] = isMap(value)
            ? Object.entries(value).map(([inner, setting]) => [`${key}.${inner}`, setting])
            : [[key, value]];
        settings.forEach(([path, setting]) => (causes[`config.merge.${path}`] = Leaf.of(setting, hash)));
    }
    for (const { path, value } of podValues(spec.values)) {
        causes[path] = Leaf.of(value, hash);
    }
    if (checksOfConfigMap(spec)) {
        for (const [path, value] of configMapParts(spec, files)) {
            causes[path] = Leaf.of([causes[path], value], hash);
        }
    }
    return causes;
}

/** Whether the user has the chart restart the servers for every change of nats.conf. */
function checksOfConfigMap({ values }: Spec): boolean {
    const checksum = valueAt(values, "podTemplate", "configChecksumAnnotation");
    return checksum !== undefined && checksum !== false;
}

/** `1024Mi` is `1Gi`, also to Kubernetes. */
function amount(quantity: Text): Settled {
    return derive(quantity, (text) => parseQuantity(text) ?? text);
}

/** The pods are labelled with the chart's version. From where it comes matters only where the version can't be seen. */
function chartIdentity({ source, version }: ChartSpec): Settled {
    return derive(version ?? source, (text) => /(?:^|-)v?(\d+\.\d+\.\d+[^/]*?)(\.tgz)?$/.exec(text)?.[1] ?? hash(text));
}
