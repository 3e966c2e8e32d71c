import { SandboxFailure } from "../failure";
import type { Part, PartName } from "./part";

/** What a source has: the thing, with the words for its origin; or the reason why not. */
export type Found = { readonly path: string; readonly origin: string } | { readonly missing: string };

/** One of the places where a part may be. */
export interface Source {
    /** Its name in messages: `PATH`. */
    readonly place: string;
    readonly standIn?: boolean;
    readonly find: () => Promise<Found>;
}

/** Takes a part from the first place that has it. */
export async function choose(name: PartName, sources: readonly Source[], remedy: string): Promise<Part> {
    const reasons: string[] = [];
    for (const { place, standIn = false, find } of sources) {
        const found = await find();
        if ("path" in found) {
            return { name, origin: found.origin, path: found.path, standIn };
        }
        reasons.push(`\n  ${place}: ${found.missing}`);
    }
    throw new SandboxFailure(name, `it is in none of the places where it may be:${reasons.join("")}`, remedy);
}
