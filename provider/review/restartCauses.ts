import { watchedFiles } from "../chart/reloader";
import { restartSettings } from "../chart/restartHash";
import { keepsJwts } from "../inputs/accountResolver";
import { anonymousInputs } from "../inputs/authentication";
import { podValues } from "../inputs/chartValues/pods";
import { PLAIN_CHART_VALUES, QUANTITIES, RESTARTING_PATHS } from "../inputs/contract";
import { type ChartSpec, type Spec, givenAt } from "../inputs/spec";
import type { ServerFiles } from "../kubernetes/serverFiles";
import { hash } from "../values/hash";
import { type Settled, type SettledMap, Leaf, isMap, valueAt } from "../values/leaf";
import { parseQuantity } from "../values/quantity";
import { type Text, derive } from "../values/text";
import { configMapParts } from "./configMapParts";

/** Everything whose change restarts the servers, by the path of the input: a value, or a hash of what is long or secret. */
export function restartCauses(spec: Spec, files: ServerFiles): SettledMap {
    const causes: Record<string, Settled> = {
        ...plainCauses(spec),
        ...anonymousInputs(spec),
        "jetstream.enabled": spec.jetstream.enabled,
        // A standalone server has no `cluster` block.
        replicas: spec.replicas > 1 ? "clustered" : "standalone",
        chart: chartIdentity(spec.chart),
        // One that keeps JWTs has a volume, mounted at its directory; any other is taken over by a reload.
        "config.resolver": keepsJwts(spec.accountResolver),
        "config.resolver.dir": keepsJwts(spec.accountResolver) ? (spec.accountResolver["dir"] ?? "") : "",
    };
    for (const [path, file] of watchedFiles(files.merge, "config.merge")) {
        causes[path] = Leaf.of(file, hash);
    }
    for (const [key, value] of Object.entries(restartSettings(spec))) {
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

/**
 * The inputs that are nothing but a value of the chart, as their entries say. One that is left out isn't among them: one that a later version
 * adds is no cause for whoever doesn't use it.
 */
function plainCauses(spec: Spec): SettledMap {
    const restarting = PLAIN_CHART_VALUES.filter((input) => RESTARTING_PATHS.some((path) => path === input));
    const given = restarting.flatMap((input): [string, Settled][] => {
        const value = givenAt(spec, input);
        return value === undefined ? [] : [[input, input in QUANTITIES ? amount(value as Text) : Leaf.of(value, hash)]];
    });
    return Object.fromEntries(given);
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
