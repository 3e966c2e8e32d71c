import { inspect } from "node:util";

/**
 * A value that must not be looked at while planning: a secret, or one that the engine doesn't know yet at preview.
 *
 * The plan carries leaves through untouched, and what is computed from a leaf is again a leaf. Only `create/` turns them into Outputs.
 * So planning needs no engine, and no secret can get into a message or a name by accident.
 */
export class Leaf<T = unknown> {
    /** The value, where it is known. Private at run time too, so that no printing or comparing of a plan shows it. */
    readonly #value: { readonly known: T } | undefined;

    private constructor(
        readonly origin: Origin,
        readonly secret: boolean,
        // eslint-disable-next-line @typescript-eslint/no-explicit-any -- each kind of origin feeds its own type, known only to the maker
        readonly compute: (value: any) => T,
        value?: { readonly known: T },
    ) {
        this.#value = value;
    }

    /** A secret whose value is at hand; `source` is the Output or the plain value that it came as. */
    static secret<T>(source: unknown, value: T): Leaf<T> {
        return new Leaf<T>({ kind: "value", source }, true, (v: T) => v, { known: value });
    }

    /** A value that isn't known at preview. */
    static unknown<T = unknown>(source: unknown, secret: boolean): Leaf<T> {
        return new Leaf<T>({ kind: "value", source }, secret, (v: T) => v);
    }

    /** A password that `@pulumi/random` makes, by the name that the plan gives it. */
    static generated(password: string): Leaf<string> {
        return new Leaf<string>({ kind: "made", what: passwordKey(password) }, true, (v: string) => v);
    }

    /** A variable of the servers' environment, as the chart writes it in nats.conf. Only the servers know its value. */
    static variable(name: string): Leaf<string> {
        return new Leaf<string>({ kind: "value", source: `<< $${name} >>`, variable: name }, false, (v: string) => v);
    }

    /** The address that the external Service gets. */
    static externalAddress(): Leaf<string> {
        return new Leaf<string>({ kind: "made", what: EXTERNAL_ADDRESS }, false, (v: string) => v);
    }

    /** `compute` of `tree`: at once where the tree has no leaves, else as a leaf. */
    static of<T>(tree: Settled, compute: (tree: Settled) => T): T | Leaf<T> {
        const inner = leavesOf(tree);
        return inner.length === 0 ? compute(tree) : Leaf.from(tree, inner, compute);
    }

    static from<T>(tree: Settled, inner: readonly Leaf[], compute: (tree: Settled) => T): Leaf<T> {
        return new Leaf<T>(
            { kind: "tree", tree },
            inner.some((leaf) => leaf.secret),
            compute,
        );
    }

    /** The name of the variable of the servers' environment, if it is one. */
    get variable(): string | undefined {
        return this.origin.kind === "value" ? this.origin.variable : undefined;
    }

    get known(): boolean {
        return this.#value !== undefined;
    }

    map<U>(compute: (value: T) => U): Leaf<U> {
        const value = this.#value === undefined ? undefined : { known: compute(this.#value.known) };
        return new Leaf<U>(this.origin, this.secret, (v) => compute(this.compute(v)), value);
    }

    /** The same, to be kept secret from here on. */
    hidden(): Leaf<T> {
        return new Leaf<T>(this.origin, true, this.compute, this.#value);
    }

    /** The same, to be read by everybody from here on: for what doesn't give away the secret that it comes from. */
    shown(): Leaf<T> {
        return new Leaf<T>(this.origin, false, this.compute, this.#value);
    }

    /** Whether a known value passes; `undefined` where the value isn't known. The only question that can be asked of a secret. */
    passes(test: (value: T) => boolean): boolean | undefined {
        return this.#value === undefined ? undefined : test(this.#value.known);
    }

    /** The value in the clear, or `undefined` where it isn't known: for what becomes a name, a size or a switch. */
    reveal(): T | undefined {
        return this.#value?.known;
    }

    toJSON(): never {
        throw new Error("a leaf has to be resolved before it can be written");
    }

    [inspect.custom](): string {
        return this.secret ? "[secret]" : "[unknown]";
    }
}

/** Where a leaf's value comes from. */
export type Origin =
    | { readonly kind: "value"; readonly source: unknown; readonly variable?: string }
    | { readonly kind: "made"; readonly what: string }
    | { readonly kind: "tree"; readonly tree: Settled };

export const EXTERNAL_ADDRESS = "external address";
export function passwordKey(password: string): string {
    return `password ${password}`;
}

/** What is left of inputs when every Output that is known has been opened. */
export type Settled = Leaf | string | number | boolean | null | undefined | readonly Settled[] | SettledMap;
export interface SettledMap {
    readonly [key: string]: Settled;
}

export function isList(value: Settled): value is readonly Settled[] {
    return Array.isArray(value);
}

export function isMap(value: Settled): value is SettledMap {
    return typeof value === "object" && value !== null && !isList(value) && !(value instanceof Leaf);
}

/** What stands at a path of keys; undefined where there is nothing, or nothing that can be looked into. */
export function valueAt(tree: Settled, ...keys: readonly string[]): Settled {
    return keys.reduce<Settled>((inner, key) => (isMap(inner) ? inner[key] : undefined), tree);
}

/** The map at a key; an empty one where there is none. */
export function mapAt(map: SettledMap, key: string): SettledMap {
    const value = map[key];
    return isMap(value) ? value : {};
}

/** The maps in the list at a key; none where there is no list. */
export function mapsAt(map: SettledMap, key: string): SettledMap[] {
    const list = map[key];
    return isList(list) ? list.filter(isMap) : [];
}

export function leavesOf(tree: Settled): Leaf[] {
    const found: Leaf[] = [];
    collect(tree, found);
    return found;
}

/** Into one list: a list of its own for each of thousands of users would take longer than all the rest. */
function collect(tree: Settled, found: Leaf[]): void {
    if (tree instanceof Leaf) {
        found.push(tree);
    } else if (typeof tree === "object" && tree !== null) {
        for (const value of Object.values<Settled>(tree as SettledMap)) {
            collect(value, found);
        }
    }
}

export function hasSecret(tree: Settled): boolean {
    return leavesOf(tree).some((leaf) => leaf.secret);
}

/** `tree` with every leaf replaced. */
export function mapLeaves(tree: Settled, replace: (leaf: Leaf) => unknown): unknown {
    if (tree instanceof Leaf) {
        return replace(tree);
    }
    if (isList(tree)) {
        return tree.map((item) => mapLeaves(item, replace));
    }
    if (isMap(tree)) {
        return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, mapLeaves(value, replace)]));
    }
    return tree;
}
