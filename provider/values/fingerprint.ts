import { scryptSync } from "node:crypto";
import { type Settled, Leaf } from "./leaf";

const COST = 2 ** 14;
/** So few that many of the keys that anybody would try have the same: none of them is known to be the one. */
const BYTES = 2;

/**
 * What tells a secret from another where anybody may read it, as `salt:2f1c`: it takes 50 ms to compute, and one in 65,536 others has the
 * same. Undefined for what only the servers know.
 */
export function fingerprint(secret: Settled, salt: Settled): string | Leaf<string> | undefined {
    if (secret instanceof Leaf && secret.variable !== undefined) {
        return undefined;
    }
    const computed = new Map<string, string>();
    const print = Leaf.of([secret, salt], (known) => {
        const [text, place] = (known as readonly unknown[]).map(String) as [string, string];
        const before = computed.get(`${place}:${text}`);
        const now = before ?? `${place}:${scryptSync(text, place, BYTES, { N: COST }).toString("hex")}`;
        computed.set(`${place}:${text}`, now);
        return now;
    });
    return print instanceof Leaf ? print.shown() : print;
}

/** Whether two fingerprints are of different secrets. What has another salt can't be told. */
export function areOfDifferentSecrets(one: string, other: string): boolean {
    const saltOf = (print: string) => print.slice(0, print.lastIndexOf(":"));
    return saltOf(one) === saltOf(other) && one !== other;
}
