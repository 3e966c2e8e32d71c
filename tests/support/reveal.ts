import * as pulumi from "@pulumi/pulumi";
import { LeafOutputs } from "../../provider/create/leafOutputs";
import { type Settled, EXTERNAL_ADDRESS, leavesOf } from "../../provider/values/leaf";
import { ADDRESS, generated } from "./outcomes";
import { openOutput } from "./outputs";

/** A part of a plan as the update will see it: every leaf resolved, by the resolver that resources are made with. */
export async function reveal(tree: unknown): Promise<unknown> {
    const resolver = new LeafOutputs();
    for (const what of madeIn(tree as Settled)) {
        const value = what === EXTERNAL_ADDRESS ? ADDRESS : generated(what.replace(/^password /, ""));
        resolver.provide(what, pulumi.secret(value));
    }
    return (await openOutput(resolver.inputs(tree as Settled))).value;
}

function madeIn(tree: Settled): string[] {
    return leavesOf(tree).flatMap(({ origin }) =>
        origin.kind === "made" ? [origin.what] : origin.kind === "tree" ? madeIn(origin.tree) : [],
    );
}

/** One JSON file of a Secret, read. */
export async function revealJson(leaf: unknown): Promise<unknown> {
    return JSON.parse((await reveal(leaf)) as string) as unknown;
}
