import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { kindOf } from "../../sandbox/clusters";
import { layout } from "../../sandbox/layout";
import { engineParts } from "./parts";

/**
 * Whether the cluster of the tests has the image `nats:<tag>`, by now. The disposable cluster pulls nothing: it is given the image, with the
 * program that is named or one that is built. Other clusters pull what they need.
 */
export async function hasImage(tag: string, binary?: string): Promise<boolean> {
    const { kubernetes } = await engineParts();
    if (kindOf(kubernetes.path, layout) !== "disposable") {
        return true;
    }
    try {
        await promisify(execFile)(join(layout.checkout, "sandbox", "cluster", "nats-image"), [
            tag,
            ...(binary === undefined ? [] : [binary]),
        ]);
        return true;
    } catch {
        return false;
    }
}
