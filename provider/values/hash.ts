import { createHash } from "node:crypto";
import { type Settled, type SettledMap, isMap } from "./leaf";

/** A short hash of plain data. The order in which settings are written changes nothing. */
export function hash(value: Settled): string {
    return createHash("sha256").update(canonical(value)).digest("hex").slice(0, 16);
}

function canonical(value: Settled): string {
    return JSON.stringify(value ?? null, (_, inner: unknown) =>
        isMap(inner as Settled) ? Object.fromEntries(Object.entries(inner as SettledMap).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
    );
}
