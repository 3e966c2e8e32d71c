import { readFacts } from "../../provider/engine/wire";
import type { Facts } from "../../provider/review/facts";
import { review } from "../../provider/review/review";
import { mapLeaves } from "../../provider/values/leaf";
import { type Inputs, planOf } from "./planning";
import { reveal } from "./reveal";

/** The facts of inputs, as an update has them. */
export async function factsOf(inputs: Inputs, name = "nats"): Promise<Facts> {
    return readFacts(await reveal(planOf(inputs, name).revision.facts));
}

/** The facts as a preview has them: with gaps where the inputs aren't known. */
export function factsAtPreview(inputs: Inputs): Facts {
    return readFacts(mapLeaves(planOf(inputs).revision.facts, () => undefined));
}

/** What is said of a change of inputs. */
export async function reviewOf(old: Inputs, now: Inputs): Promise<ReturnType<typeof review>> {
    return review(await factsOf(old), await factsOf(now));
}

export const SMALL = { replicas: 3, users: { app: {} } };
export const STANDALONE = { ...SMALL, replicas: 1 };

/** The inputs with `config.merge`. */
export function merge(settings: Inputs, inputs: Inputs = SMALL): Inputs {
    return { ...inputs, config: { merge: settings } };
}
