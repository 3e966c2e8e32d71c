import * as pulumi from "@pulumi/pulumi";
import { type Settled, EXTERNAL_ADDRESS, Leaf, isList, leavesOf, mapLeaves } from "../values/leaf";

/** Turns leaves into Outputs. `made` is what resources have given: generated passwords, the external address. */
export class LeafOutputs {
    readonly #made = new Map<string, pulumi.Output<string | undefined>>();
    /** A leaf is used in many places; its Output is made once. */
    readonly #resolved = new Map<Leaf, pulumi.Output<unknown>>();

    /** Undefined where there is none: then what stands for it in a text leaves the text out. */
    provide(what: string, value: pulumi.Output<string | undefined>): void {
        this.#made.set(what, value);
    }

    /** A tree with an Output in place of each leaf: what is plain stays plain, so that previews show it. */
    inputs(tree: Settled): unknown {
        return mapLeaves(tree, (leaf) => this.output(leaf));
    }

    /** One value that may be a leaf. */
    input<T extends string>(value: T | Leaf<T>): pulumi.Input<T> {
        return value instanceof Leaf ? (this.output(value) as pulumi.Output<T>) : value;
    }

    /** A tree as one Output, where it has any leaf: thousands of Outputs take their time, and memory. */
    whole(tree: Settled): unknown {
        const leaf = Leaf.of(tree, (filled) => filled);
        return leaf instanceof Leaf ? this.output(leaf) : leaf;
    }

    output(leaf: Leaf): pulumi.Output<unknown> {
        const known = this.#resolved.get(leaf);
        if (known !== undefined) {
            return known;
        }
        const sources = [...new Set(sourcesOf(leaf))];
        const computed = pulumi.all(sources.map((source) => this.#source(source))).apply((values) => {
            const filled = new Map<Leaf, unknown>(sources.map((source, index) => [source, values[index]]));
            return compute(leaf, filled);
        });
        const output = leaf.secret ? pulumi.secret(computed) : computed;
        this.#resolved.set(leaf, output);
        return output;
    }

    #source({ origin }: Leaf): pulumi.Input<unknown> {
        return origin.kind === "made" ? (this.#made.get(origin.what) ?? missing(origin.what)) : origin.kind === "value" && origin.source;
    }
}

/** The leaves that a leaf is computed from: values and what resources have made. */
function sourcesOf(leaf: Leaf): Leaf[] {
    return leaf.origin.kind === "tree" ? leavesOf(leaf.origin.tree).flatMap(sourcesOf) : [leaf];
}

function compute(leaf: Leaf, sources: ReadonlyMap<Leaf, unknown>): unknown {
    if (isAbsent(leaf, sources)) {
        return undefined;
    }
    if (leaf.origin.kind !== "tree") {
        return leaf.compute(sources.get(leaf));
    }
    const value = (inner: Leaf) => (isAbsent(inner, sources) ? undefined : (compute(inner, sources) ?? missing("value of a leaf")));
    // JSON leaves out what is undefined, and a user without a password lets everybody in.
    return leaf.compute(mapLeaves(leaf.origin.tree, value));
}

/** Only the external address may be: without it, a text that it belongs to is none, and a map has no such entry. */
function isAbsent(leaf: Leaf, sources: ReadonlyMap<Leaf, unknown>): boolean {
    const { origin } = leaf;
    if (origin.kind === "tree") {
        return isList(origin.tree) && leavesOf(origin.tree).some((inner) => isAbsent(inner, sources));
    }
    return origin.kind === "made" && origin.what === EXTERNAL_ADDRESS && sources.get(leaf) === undefined;
}

function missing(what: string): never {
    throw new Error(`the plan refers to the ${what}, which nothing in it makes`);
}
