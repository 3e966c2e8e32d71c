/** What stands at a key of the chart's values. `grammar.ts` is written in these. */
export type ChartValue = Section | Plain | Fixed | Settings | Setting | Merge | Patch | Variables;

/** A map with known keys. */
export interface Section {
    readonly kind: "section";
    readonly keys: Readonly<Record<string, ChartValue>>;
    /** The Kubernetes object that `merge` and `patch` beside these keys are for: its fields are easily taken for keys. */
    readonly object?: KubernetesObject;
    readonly apart?: true;
}

/** One value. `any` is not looked into. */
export interface Plain {
    readonly kind: "plain";
    readonly type: "flag" | "text" | "number" | "list" | "map" | "any";
    /** The first version of the chart that has it. */
    readonly since?: string;
    readonly apart?: true;
}

/** What the component decides, with the reason or the input that decides it. The one value that changes nothing, if any, is let through. */
export interface Fixed {
    readonly kind: "fixed";
    readonly why: string;
    readonly value?: string | number | boolean | null;
    readonly apart?: true;
}

/** Raw NATS configuration for a block of nats.conf (`at`). It is taken out of the values and held to NATS's grammar. */
export interface Settings {
    readonly kind: "settings";
    readonly at: readonly string[];
    readonly apart?: true;
}

/** The chart's own name for one setting of nats.conf. */
export interface Setting {
    readonly kind: "setting";
    readonly at: readonly [string, string];
    readonly apart?: true;
}

/** What is merged into a Kubernetes object that the chart makes. */
export interface Merge {
    readonly kind: "merge";
    readonly object: KubernetesObject;
    readonly apart?: true;
}

/** A JSON patch of such an object, or of a block of nats.conf where there is no object. https://datatracker.ietf.org/doc/html/rfc6902 */
export interface Patch {
    readonly kind: "patch";
    readonly object?: KubernetesObject;
    readonly apart?: true;
}

/** Variables of the environment, by name. */
export interface Variables {
    readonly kind: "variables";
    readonly apart?: true;
}

/** What matters here of an object that the chart makes. Paths are those of a patch: `/spec/volumes`. */
export interface KubernetesObject {
    /** Lists that the chart fills: `merge` would replace the whole list. */
    readonly lists: readonly string[];
    /** Fields that the component decides, with the reason or the input to use. */
    readonly fixed: Readonly<Record<string, FixedField>>;
    /** Where a field belongs that was given beside `merge`: `readinessProbe` is `merge.readinessProbe`. */
    readonly fields: Readonly<Record<string, string>>;
    /** What to write instead of a list that has a value of its own in the chart: `env` is `container.env`. */
    readonly instead?: Readonly<Record<string, string>>;
}

export interface FixedField {
    readonly why: string;
    readonly value?: string | number | boolean;
}

const plain = (type: Plain["type"]): Plain => ({ kind: "plain", type });
export const flag = plain("flag");
export const text = plain("text");
export const number = plain("number");
export const list = plain("list");
export const map = plain("map");
export const any = plain("any");

export const section = (keys: Section["keys"]): Section => ({ kind: "section", keys });
export const fixed = (why: string, value?: Fixed["value"]): Fixed => ({ kind: "fixed", why, ...(value !== undefined && { value }) });
export const since = (version: string, value: Plain): Plain => ({ ...value, since: version });
export const variables: Variables = { kind: "variables" };

/** Keys of the chart beside `merge` and `patch` of a Kubernetes object. */
export const object = (kind: KubernetesObject, keys: Section["keys"] = {}): Section => ({
    kind: "section",
    keys: { ...keys, merge: { kind: "merge", object: kind }, patch: { kind: "patch", object: kind } },
    object: kind,
});

/** The same for an object of which the servers' pods depend on these keys alone. */
export const objectApart = (kind: KubernetesObject, keys: Section["keys"]): Section => ({
    kind: "section",
    keys: { ...keys, merge: { kind: "merge", object: kind, apart: true }, patch: { kind: "patch", object: kind, apart: true } },
    object: kind,
});

/** Keys of the chart beside `merge` and `patch` of a block of nats.conf. */
export const block = (at: readonly string[], keys: Section["keys"]): Section =>
    section({ ...keys, merge: { kind: "settings", at }, patch: { kind: "patch" } });

/** What the servers' pods don't depend on: a change of it restarts none of them. */
export const apart = <T extends ChartValue>(value: T): T => ({ ...value, apart: true });
