import type { CheckResult } from "@pulumi/pulumi/provider";
import type { Reviewed } from "../create/reviewed";
import { type Facts, completed } from "../review/facts";
import { review } from "../review/review";
import type { EngineLog } from "./engineLog";
import { readFacts, readWire } from "./wire";

/**
 * Reviews a change by what the stack's state knows: the facts of what has succeeded last, which a look into the cluster may have shown to
 * hold no more, or can't tell (hashes of passwords). https://www.pulumi.com/docs/iac/concepts/how-pulumi-works/
 */
export async function checkRevision(urn: string, olds: unknown, news: unknown, log: EngineLog | undefined): Promise<CheckResult> {
    const { reviewed, ...inputs } = news as Readonly<Record<string, unknown>>;
    const { cluster, said = [], preview = true } = readWire(reviewed ?? {}) as Partial<Reviewed>;
    const now = readFacts(inputs);
    const { problems, notices } = review(standing(readFacts(olds), now, cluster), now);
    for (const { severity, message } of notices.filter(({ message }) => !said.includes(message))) {
        await log?.write(severity, message, urn);
    }
    return { inputs, failures: preview ? problems.map(({ path, reason }) => ({ property: path, reason })) : [] };
}

/** What the change is compared with. Of a cluster that goes elsewhere, what was seen there says nothing. */
function standing(state: Facts, now: Facts, cluster: Reviewed["cluster"]): Facts {
    const stays = (["name", "namespace"] as const).every((fact) => state[fact] === undefined || state[fact] === now[fact]);
    return cluster === undefined || !stays ? state : cluster.running ? completed(cluster.facts, state) : cluster.facts;
}

/** Remembers under which names a component has been, so that a change of its name is compared with what is there. */
export function checkOwner(olds: unknown, news: unknown): Promise<CheckResult> {
    const { place } = news as { readonly place: unknown };
    const { places = [] } = (olds ?? {}) as { readonly places?: readonly unknown[] };
    const known = readWire(place) !== undefined;
    const isNew = !places.some((old) => readWire(old) === readWire(place));
    return Promise.resolve({ inputs: { place, places: known && isNew ? [...places, place] : places } });
}
