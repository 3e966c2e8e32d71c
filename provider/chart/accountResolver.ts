import { keepsJwts } from "../inputs/accountResolver";
import type { Spec } from "../inputs/spec";
import type { SettledMap } from "../values/leaf";

/** The chart's values for a resolver that keeps JWTs. */
export function accountResolverValues({ accountResolver, storageClass }: Spec): SettledMap {
    if (!keepsJwts(accountResolver)) {
        return {};
    }
    const { dir, ...settings } = accountResolver;
    const pvc = storageClass === "" ? {} : { pvc: { storageClassName: storageClass } };
    return { resolver: { enabled: true, ...(dir === undefined ? {} : { dir }), merge: settings, ...pvc } };
}
