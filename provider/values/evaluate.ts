import { type Settled, Leaf, mapLeaves } from "./leaf";

/** A tree with every leaf that is known in the clear, and undefined for the others. For what stays in memory: secrets are in it. */
export function evaluate(tree: Settled): unknown {
    return mapLeaves(tree, valueOf);
}

function valueOf(leaf: Leaf): unknown {
    const { origin } = leaf;
    if (leaf.known || origin.kind !== "tree") {
        return leaf.reveal();
    }
    const unknown: Leaf[] = [];
    const filled = mapLeaves(origin.tree, (inner) => {
        const value = valueOf(inner);
        if (value === undefined) {
            unknown.push(inner);
        }
        return value;
    });
    return unknown.length === 0 ? leaf.compute(filled) : undefined;
}
