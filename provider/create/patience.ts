import * as pulumi from "@pulumi/pulumi";
import { settlement } from "./settlement";

/** Well within the first quarter of a minute, and later than servers need that find a node at once. */
const SOON_SECONDS = 12;
/** Of the longest wait: late enough to be something else than slowness, and early enough to be read. */
const LATE = 0.8;

/**
 * Says where to look while `awaited` isn't ready, from when `before` is there. The kubernetes plugin names a pod that fails, but not one
 * that no node has room for. https://github.com/pulumi/pulumi-kubernetes/blob/v4.32.0/provider/pkg/await/statefulset.go
 */
export async function sayWhereToLook(
    hint: pulumi.Input<string>,
    { parent, before, awaited, seconds }: Readonly<Record<"parent" | "before" | "awaited", pulumi.Resource>> & { readonly seconds: number },
): Promise<void> {
    if ((await settlement(before)) === "failed") {
        return;
    }
    const say = (log: (message: string) => Promise<void>) => () => void pulumi.output(hint).apply(log);
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
    await settlement(awaited);
    timers.forEach(clearTimeout);
}
