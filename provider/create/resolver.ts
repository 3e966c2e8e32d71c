import * as pulumi from "@pulumi/pulumi";
import { Leaf, type Settled, leavesOf, mapLeaves } from "../leaf";

/** Turns leaves into Outputs. `made` is what resources have given: generated passwords, the external address. */
export class Resolver {
    readonly #made = new Map<string, pulumi.Output<string>>();
    /** A leaf is used in many places; its Output is made once. */
    readonly #resolved = new Map<Leaf, pulumi.Output<unknown>>();

    provide(what: string, value: pulumi.Output<string>): void {
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

    output(leaf: Leaf): pulumi.Output<unknown> {
        const known = this.#resolved.get(leaf);
        if (known !== undefined) {
            return known;
        }
        const computed = this.#origin(leaf).apply((value) => leaf.compute(value));
        const output = leaf.secret ? pulumi.secret(computed) : computed;
        this.#resolved.set(leaf, output);
        return output;
    }

    #origin({ origin }: Leaf): pulumi.Output<unknown> {
        switch (origin.kind) {
            case "value":
                return pulumi.output(origin.source);
            case "made":
                return this.#made.get(origin.what) ?? missing(origin.what);
            case "tree": {
                const inner = [...new Set(leavesOf(origin.tree))];
                return pulumi.all(inner.map((leaf) => this.output(leaf))).apply((values) => {
                    const filled = new Map<Leaf, unknown>(inner.map((leaf, index) => [leaf, values[index]]));
                    // JSON leaves out what is undefined, and a user without a password lets everybody in.
                    return mapLeaves(origin.tree, (leaf) => filled.get(leaf) ?? missing("value of a leaf"));
                });
            }
        }
    }
}

function missing(what: string): never {
    throw new Error(`the plan refers to the ${what}, which nothing in it makes`);
}
