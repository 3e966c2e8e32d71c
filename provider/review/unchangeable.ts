import { keepsJwts } from "../inputs/accountResolver";
import { meets, valueAtPointer } from "../inputs/chartValues/pointers";
import type { Spec } from "../inputs/spec";
import { interpolate } from "../values/text";
import { hash } from "../values/hash";
import { type Settled, type SettledMap, Leaf, mapsAt, valueAt } from "../values/leaf";

/**
 * What of a StatefulSet the chart's values reach beside `merge` of its lists, and Kubernetes lets nobody change.
 * https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 */
const FIELDS = ["/spec/podManagementPolicy", "/spec/volumeClaimTemplates", "/spec/serviceName", "/spec/selector"];

/** The values whose change would have the StatefulSet made anew, by their paths: hashes, "" for none. */
export const UNCHANGEABLE = [
    "values.headlessService.name",
    "values.statefulSet.merge.spec.podManagementPolicy",
    "values.statefulSet.patch",
] as const;

export function unchangeable({ name, values }: Spec): Readonly<Record<(typeof UNCHANGEABLE)[number], Settled>> {
    const set = valueAt(values, "statefulSet");
    const policy = valueAtPointer(valueAt(set, "merge"), "/spec/podManagementPolicy");
    const patch = mapsAt({ set: valueAt(set, "patch") }, "set").filter(
        ({ path }) => typeof path !== "string" || FIELDS.some((field) => meets(path, field)),
    );
    return {
        // The chart's default: to say it changes nothing.
        "values.headlessService.name": hashed(valueAt(values, "headlessService", "name"), interpolate`${name}-headless`),
        "values.statefulSet.merge.spec.podManagementPolicy": hashed(policy, "Parallel"),
        "values.statefulSet.patch": patch.length === 0 ? "" : Leaf.of(patch, hash),
    };
}

/** What the chart makes volumes of for the JWTs of a resolver, for which the release is made anew. */
export function resolverClaims({ accountResolver, values }: Spec): Settled {
    const given: SettledMap = { pvc: valueAt(values, "config", "resolver", "pvc") };
    return keepsJwts(accountResolver) && given["pvc"] !== undefined ? Leaf.of(given, hash) : "";
}

function hashed(value: Settled, usual: Settled): Settled {
    return Leaf.of([value, usual], (known) => {
        const [given, otherwise] = known as readonly Settled[];
        return given === undefined || given === null || given === "" || given === otherwise ? "" : hash(given);
    });
}
