/** What the kubernetes plugin reads of an object. https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/ */

/** Fields that somebody else has come to own are taken over: what the program says holds. */
export const FORCED = { "pulumi.com/patchForce": "true" };
/** Nothing waits until the object is ready. */
export const NOT_AWAITED = { "pulumi.com/skipAwait": "true" };

/** Whether annotations of the user's leave it to the plugin to wait. */
export function leavesAwait(annotations: Readonly<Record<string, unknown>>): boolean {
    return Object.entries(NOT_AWAITED).every(([name, value]) => annotations[name] !== value);
}
