import { type Settled, type SettledMap, isMap } from "../values/leaf";
import { at } from "../values/path";

/** The settings that name a file which the chart has the reloader watch. */
const FILES = ["cert_file", "key_file", "ca_file"];

/**
 * What the chart has the reloader watch: the files that nats.conf includes, and certificates, by the path of the setting. They are
 * arguments of its container, so one that comes, goes or changes restarts the pods, also where the setting itself can be reloaded.
 * https://github.com/nats-io/k8s/blob/nats-2.14.2/helm/charts/nats/templates/_helpers.tpl (`nats.reloaderConfig`)
 */
export function watchedFiles(config: SettledMap, path: string): [path: string, file: Settled][] {
    return Object.entries(config).flatMap(([key, value]): [string, Settled][] => {
        if (key.endsWith("$include")) {
            return [[path, value]];
        }
        if (FILES.includes(key)) {
            return [[at(path, key), value]];
        }
        // Not in lists: the chart doesn't look there.
        return isMap(value) ? watchedFiles(value, at(path, key)) : [];
    });
}
