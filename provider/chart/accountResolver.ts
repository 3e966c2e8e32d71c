import { keepsJwts } from "../inputs/accountResolver";
import type { Spec } from "../inputs/spec";
import { ofClass } from "../kubernetes/claims";
import type { SettledMap } from "../values/leaf";

/**
 * The chart's values for a resolver that keeps JWTs. They say also that there is none: a value that is there on one side only is no change
 * of that value to Pulumi, but one of the map around it, and then the release isn't replaced for it.
 */
export function accountResolverValues(spec: Spec): SettledMap {
    const { accountResolver } = spec;
    if (!keepsJwts(accountResolver)) {
        return { resolver: { enabled: false } };
    }
    const { dir, ...settings } = accountResolver;
    const pvc = ofClass(spec);
    const volume = Object.keys(pvc).length === 0 ? {} : { pvc };
    return { resolver: { enabled: true, ...(dir === undefined ? {} : { dir }), merge: settings, ...volume } };
}
