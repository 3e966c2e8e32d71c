import * as pulumi from "@pulumi/pulumi";
import { registration } from "../lookout/registration";
import { withinTime } from "../lookout/timeLimit";
import type { HeldUp } from "../lookout/waitingPods";

/** Later than servers need that find a node at once, and with the time to look within the first quarter of a minute. */
const SOON_SECONDS = 11;
/** Of the longest wait: late enough to be something else than slowness, and early enough to be read. */
const LATE = 0.8;
/** Who sees nothing by then is told what is known without. */
const LOOK_SECONDS = 3;

export interface Waiting {
    /** That which is not ready. */
    readonly what: string;
    /** What a node must have: said where no node takes a pod. */
    readonly needs: string;
    readonly whereToLook: string;
    /** Sees what holds it up. */
    readonly look: () => Promise<readonly HeldUp[]>;
}

/**
 * Says what holds up `awaited` while it isn't ready, from when `before` is there. The kubernetes plugin names a pod that fails, but not
 * one that no node has room for. https://github.com/pulumi/pulumi-kubernetes/blob/v4.32.0/provider/pkg/await/statefulset.go
 */
export async function sayWhatHoldsUp(
    waiting: pulumi.Output<Waiting>,
    { parent, before, awaited, seconds }: Readonly<Record<"parent" | "before" | "awaited", pulumi.Resource>> & { readonly seconds: number },
): Promise<void> {
    if ((await registration(before)) === "failed") {
        return;
    }
    let over = false;
    const say = (log: (message: string) => Promise<void>) => () =>
        void waiting.apply(async (waiting) => {
            const message = await describe(waiting);
            return over ? undefined : log(message);
        });
    const timers = [
        setTimeout(
            say((message) => pulumi.log.info(message, parent, undefined, true)),
            SOON_SECONDS * 1000,
        ),
        setTimeout(
            say((message) => pulumi.log.warn(message, parent)),
            LATE * seconds * 1000,
        ),
    ];
    // Nobody is kept waiting by them.
    timers.forEach((timer) => timer.unref());
    await registration(awaited);
    over = true;
    timers.forEach(clearTimeout);
}

async function describe({ what, needs, whereToLook, look }: Waiting): Promise<string> {
    const seen = await withinTime(look, LOOK_SECONDS, []);
    return [
        `${what} are not ready yet.`,
        ...seen.map(({ what, cause }) => `${what}: ${cause.replace(/\.?\s*$/, "")}.`),
        ...(seen.some(({ unscheduled }) => unscheduled) ? [needs] : []),
        whereToLook,
    ].join(" ");
}
