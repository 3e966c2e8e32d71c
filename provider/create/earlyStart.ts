import { getVersion } from "@pulumi/kubernetes/utilities";
import * as pulumi from "@pulumi/pulumi";
import { setImmediate as turn } from "node:timers/promises";

/**
 * The engine starts a plugin when it is first asked of something. The kubernetes plugin is asked to read nothing, so that it starts while the
 * change is reviewed, and not after that: it is a third of a preview's time. What it answers doesn't matter. Ends when the question is on its way.
 */
export async function startKubernetesPlugin(parent: pulumi.Resource): Promise<void> {
    pulumi.runtime.invoke("kubernetes:yaml:decode", { text: "" }, { parent, version: getVersion() }).catch(() => undefined);
    // The SDK sends it a little later, and what comes next keeps the event loop busy.
    await turn();
    await turn();
}
