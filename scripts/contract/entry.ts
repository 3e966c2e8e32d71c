/**
 * What schema/*.yaml says of an input beside its type and its description, under `x-nats`. schema/README.md explains each key with an
 * example. Sentences, tables and the provider's defaults are computed from it.
 */
export interface Entry {
    /** What holds where the input is left out. */
    readonly default?: string | number | boolean;
    /** Why it is that, behind the default; or what holds instead, where that is no single value. */
    readonly defaultNote?: string;
    /** Who fills the default in, where the component doesn't. */
    readonly leftTo?: "NATS";
    readonly minimum?: number | string;
    readonly maximum?: number | string;
    readonly unit?: "seconds";
    readonly format?: "quantity" | "duration";
    /** The kind of the Kubernetes object whose name it is, of an object that is there already. */
    readonly names?: string;
    /** A value that can work. */
    readonly example?: string | number | boolean | object;
    readonly requires?: readonly string[];
    readonly conflicts?: readonly string[];
    readonly goesTo?: Target;
    readonly change?: readonly Change[];
    /**
     * That the next update is compared with the value, and as long as what it says something of: of the `servers`, of the `volumes`, which may
     * be kept when the servers are gone, or of nothing but the `change` itself.
     */
    readonly fact?: "servers" | "volumes" | "change";
    readonly source?: string;
    /** The file that takes the input out of what the user gave, where a single value needs more than its default. */
    readonly readBy?: string;
}

/** Where an input goes. */
export interface Target {
    /** A setting of nats.conf. */
    readonly nats?: string;
    /** A value of the official chart. */
    readonly chart?: string;
    /** A part of an object of our own in Kubernetes. */
    readonly object?: string;
    /** What the component itself does by it. */
    readonly component?: string;
}

/** What a change does. */
export interface Change {
    /** Which changes, where not all do the same: "raised". */
    readonly when?: string;
    /** Which parts of the input, where it has no parts of its own in the schema. */
    readonly paths?: readonly string[];
    readonly does: "nothing" | "reload" | "restart" | "grows" | "replaced" | "refused";
    /** What is replaced. */
    readonly what?: "the StatefulSet" | "the Service";
    readonly note?: string;
    /** Whether a refused change can be made by naming it in `acceptChanges`. */
    readonly accept?: boolean;
}

/** What holds for all properties of a type that don't say otherwise. */
export interface TypeEntry {
    readonly change?: readonly Change[];
    /** The block of nats.conf that the properties are settings of. */
    readonly block?: string;
    /** The object in Kubernetes that they are parts of. */
    readonly object?: string;
}

const ENTRY = [
    ...["default", "defaultNote", "leftTo", "minimum", "maximum", "unit", "format", "names", "example", "requires", "conflicts", "goesTo"],
    ...["change", "fact", "source", "readBy"],
];
const TYPE_ENTRY = ["change", "block", "object"];
const CHANGE = ["when", "paths", "does", "what", "note", "accept"];
const DOES = ["nothing", "reload", "restart", "grows", "replaced", "refused"];

export function readEntry(raw: unknown, where: string): Entry {
    const entry = known(raw, ENTRY, where);
    return { ...entry, ...changesOf(entry, where) };
}

export function readTypeEntry(raw: unknown, where: string): TypeEntry {
    const entry = known(raw, TYPE_ENTRY, where);
    return { ...entry, ...changesOf(entry, where) };
}

/** One change may be written without a list. */
function changesOf({ change }: Readonly<Record<string, unknown>>, where: string): { readonly change?: readonly Change[] } {
    if (change === undefined) {
        return {};
    }
    return {
        change: (Array.isArray(change) ? change : [change]).map((raw) => {
            const one = known(raw, CHANGE, `${where}: change`);
            if (!DOES.includes(String(one["does"])) || (one["does"] === "refused") !== (one["accept"] !== undefined)) {
                throw new Error(`${where}: a change does one of ${DOES.join(", ")}, and only one that is refused says "accept"`);
            }
            return one as unknown as Change;
        }),
    };
}

function known(raw: unknown, keys: readonly string[], where: string): Readonly<Record<string, unknown>> {
    const map = (raw ?? {}) as Readonly<Record<string, unknown>>;
    const unknown = Object.keys(map).filter((key) => !keys.includes(key));
    if (unknown.length > 0) {
        throw new Error(`${where}: ${unknown.join(", ")} is not known in x-nats; known are ${keys.join(", ")}`);
    }
    return map;
}
