import { keepsJwts } from "../inputs/accountResolver";
import type { Spec } from "../inputs/spec";
import { volumeShare } from "../inputs/stores";
import type { ServerFiles } from "../kubernetes/serverFiles";
import { type Settled, valueAt } from "../values/leaf";
import { at } from "../values/path";

/** What the ConfigMap with nats.conf is made of, by the path of the input. What is secret is elsewhere. */
export function configMapParts(spec: Spec, { merge }: ServerFiles): [path: string, part: Settled][] {
    const { jetstream, replicas, values } = spec;
    const limit = valueAt(merge, "jetstream", "max_file_store") ?? volumeShare(spec);
    return [
        ...Object.entries(merge).map(([key, value]): [string, Settled] => [at("config.merge", key), value]),
        ["replicas", replicas],
        ["jetstream.size", jetstream.enabled ? limit : ""],
        ["config.resolver", keepsJwts(spec.accountResolver) ? spec.accountResolver : ""],
        ["values.config", values["config"]],
        ["values.configMap", values["configMap"]],
    ];
}
