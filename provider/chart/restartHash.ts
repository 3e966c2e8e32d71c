import { admitsAnonymous, authenticationMode, noAuthUser } from "../inputs/authentication";
import { confValues } from "../inputs/chartValues/pods";
import { knownServerVersion } from "../inputs/serverVersion";
import type { Spec } from "../inputs/spec";
import { server } from "../nats/grammar";
import { restartPart } from "../nats/reload";
import { hash } from "../values/hash";
import { type SettledMap, Leaf } from "../values/leaf";

/**
 * A hash of the part of the configuration that a running server can't take over. It is an annotation of the pods: when it changes, and
 * only then, a change of configuration restarts the servers. One such setting in a reload makes NATS refuse all the others with it.
 */
export function restartHash(spec: Spec): string | Leaf<string> {
    const ofChart = confValues(spec.values);
    const facts: SettledMap = {
        settings: restartPart(spec.config, server, knownServerVersion(spec)),
        // Whether anonymous clients are let in, and by what users are known, is read at the start only.
        noAuthUser: admitsAnonymous(spec) ? true : (noAuthUser(spec) ?? null),
        mode: authenticationMode(spec) === "operator",
        ...(ofChart.length > 0 && { chart: ofChart.map(({ path, value }) => [path, value]) }),
    };
    return Leaf.of(facts, hash);
}
