import { Leaf, type Settled } from "./leaf";

/** A text that may be known only later. */
export type Text = string | Leaf<string>;

/** A template whose holes may be leaves: text`nats://${name}.${namespace}.svc`. */
export function interpolate(literals: TemplateStringsArray, ...holes: readonly (Text | number)[]): Text {
    // As `Leaf.of`, but holes are no trees: there are thousands of texts, and to look into each takes a twentieth of a plan.
    const leaves = holes.filter((hole) => hole instanceof Leaf);
    const fill = (values: Settled): string => String.raw({ raw: literals }, ...(values as readonly (string | number)[]));
    return leaves.length === 0 ? fill(holes) : Leaf.from(holes, leaves, fill);
}

/** `compute` of a value that may be known only later. */
export function derive<T extends string | number | boolean, U>(value: T | Leaf<T>, compute: (value: T) => U): U | Leaf<U> {
    return value instanceof Leaf ? value.map(compute) : compute(value);
}
