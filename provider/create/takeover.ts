import * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state";
import { AsyncResource } from "node:async_hooks";
import { randomUUID } from "node:crypto";
import { objectNames } from "../kubernetes/names";
import { clusterAccess } from "../lookout/clusterAccess";
import { forgetRelease } from "../lookout/helmRecords";
import { withinTime } from "../lookout/timeLimit";
import type { OwnerOf } from "./owner";

/** Without an answer by then Helm goes on, and says itself what is in its way. */
const LOOK_SECONDS = 10;

/**
 * Makes a stack take over the release that an update of its own has left behind: one that was killed in the third of a second in which
 * Helm makes its first installation, of which the stack then doesn't know. Helm would refuse the name from then on, and Pulumi imports
 * nothing of which it isn't told. The engine asks only when it is about to create the release: once in a stack's life, as a rule.
 */
export function takeover(component: pulumi.Resource, owner: OwnerOf): { readonly hooks?: pulumi.ResourceHookBinding } {
    if (pulumi.runtime.isDryRun() || !engineHasHooks()) {
        return {};
    }
    const access = clusterAccess(component);
    const look = AsyncResource.bind(async ({ newInputs }: pulumi.ResourceHookArgs) => {
        const { name, namespace } = (newInputs ?? {}) as Readonly<Record<string, unknown>>;
        if (typeof name !== "string" || typeof namespace !== "string") {
            return;
        }
        const forget = async (): Promise<boolean> => {
            const { path } = owner;
            const id = (await owner.id()) ?? "";
            return forgetRelease(await access(), { namespace, name, owner: { path, id }, marked: objectNames(name).auth as string });
        };
        if (await withinTime(forget, LOOK_SECONDS, false)) {
            await pulumi.log.info(
                `takes over the release ${name}, which an update that was interrupted has left in ${namespace}`,
                component,
            );
        }
    });
    // Each name of a hook may be there once in a stack.
    return { hooks: { beforeCreate: [new pulumi.ResourceHook(`${owner.path}/takeover/${randomUUID()}`, look)] } };
}

/** Before 3.182 the CLI has none, and the SDK refuses to make them. It keeps what it has asked the engine to itself. */
function engineHasHooks(): boolean {
    return (state as unknown as { getStore(): { readonly supportsResourceHooks: boolean } }).getStore().supportsResourceHooks;
}
