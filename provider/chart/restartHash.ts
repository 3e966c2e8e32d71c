import { readAtStart } from "../inputs/authentication";
import { confValues } from "../inputs/chartValues/pods";
import { knownServerVersion } from "../inputs/serverVersion";
import type { Spec } from "../inputs/spec";
import { server } from "../nats/grammar";
import { restartPart } from "../nats/reload";
import { hash } from "../values/hash";
import { type SettledMap, Leaf } from "../values/leaf";

/** The settings that a running server can't take over: with one of them in a reload NATS refuses all the others with it. */
export function restartSettings(spec: Spec): SettledMap {
    return restartPart(spec.config, server, knownServerVersion(spec));
}

/**
 * A hash of the part of the configuration that a running server can't take over. It is an annotation of the pods: when it changes, and
 * only then, a change of configuration restarts the servers.
 */
export function restartHash(spec: Spec): string | Leaf<string> {
    const ofChart = confValues(spec.values);
    const facts: SettledMap = {
        settings: restartSettings(spec),
        ...readAtStart(spec),
        ...(ofChart.length > 0 && { chart: ofChart.map(({ path, value }) => [path, value]) }),
    };
    return Leaf.of(facts, hash);
}
