import { durationSeconds } from "../values/duration";

/** What a setting of nats.conf takes, and what NATS does when it changes. `grammar.ts` is written in these. */
export type Setting = Scalar | Block | Items | Dictionary | Either;

interface Versioned {
    /** The minor version of NATS that has it, where not all have. */
    readonly since?: string;
    /** Whether a running server takes a change over: all do, or those from a minor version on. */
    readonly reloads?: true | string;
}

export interface Scalar extends Versioned {
    readonly kind: "scalar";
    readonly type: ScalarType;
    /** Which of the values of its type it takes: the others stop the server, or keep every client out. */
    readonly only?: { readonly wanted: string; readonly fits: (value: unknown) => boolean };
    readonly secret?: true;
}

/**
 * `size`: bytes, with or without a unit. `storage`: the same, for JetStream (see parseStorageSize). `duration`: Go's, or seconds;
 * `goDuration`: Go's only, a server doesn't start with a number.
 * `timeout`: seconds, or a Go duration. `texts`: one text or a list. `any`: NATS takes several shapes; they are not checked.
 */
export type ScalarType = "integer" | "size" | "storage" | "flag" | "text" | "texts" | "duration" | "goDuration" | "timeout" | "any";

/** A map with known keys, in lower case, as NATS compares them. Several names can mean the same setting; the first is `name`. */
export interface Block extends Versioned {
    readonly kind: "block";
    readonly keys: ReadonlyMap<string, { readonly name: string; readonly setting: Setting }>;
    /** What NATS takes in place of the map: `jetstream: true`, `resolver: MEMORY`. */
    readonly or?: Scalar;
    /** Whether true and false do, too. */
    readonly onOff?: true;
    /** Whether a server that doesn't have the block yet needs a restart for it, though it takes over changes in it. */
    readonly addedByRestart?: true;
}

export interface Items extends Versioned {
    readonly kind: "items";
    readonly item: Setting;
}

export interface Dictionary extends Versioned {
    readonly kind: "dictionary";
    readonly value: Setting;
}

/** A list of settings or a map of them, each with its own shape. */
export interface Either extends Versioned {
    readonly kind: "either";
    readonly list: Items;
    readonly map: Setting;
}

const scalar = (type: ScalarType): Scalar => ({ kind: "scalar", type });
export const integer = scalar("integer");
export const size = scalar("size");
export const storage = scalar("storage");
export const flag = scalar("flag");
export const text = scalar("text");
export const texts = scalar("texts");
export const duration = scalar("duration");
export const goDuration = scalar("goDuration");
export const timeout = scalar("timeout");
export const any = scalar("any");
export const secret: Scalar = { ...text, secret: true };

export const only = (setting: Scalar, wanted: string, fits: (value: unknown) => boolean): Scalar => ({
    ...setting,
    only: { wanted, fits },
});
/** A text, in any case. */
export const oneOf = (...texts: readonly string[]): Scalar =>
    only(text, `one of ${texts.join(", ")}`, (value) => texts.includes(String(value).toLowerCase()));
/** A number, a size in bytes or a duration in seconds, from `least` on. */
export const from = (least: number, setting: Scalar, most = Infinity): Scalar =>
    only(setting, most === Infinity ? `${least} or more` : `from ${least} to ${most}`, (value) => {
        const amount = typeof value === "string" ? durationSeconds(value) : Number(value);
        return amount >= least && amount <= most;
    });

export const items = (item: Setting): Items => ({ kind: "items", item });
export const dictionary = (value: Setting): Dictionary => ({ kind: "dictionary", value });
export const either = (list: Items, map: Setting): Either => ({ kind: "either", list, map });

/** A block from `{"debug trace": flag, "max_connections|max_conn": integer}`: settings of the same kind, and names of the same setting. */
export function block(settings: Readonly<Record<string, Setting>>, or?: Scalar): Block {
    const keys = Object.entries(settings).flatMap(([names, setting]) =>
        names.split(" ").flatMap((aliases) => aliases.split("|").map((alias, _, all) => [alias, { name: all[0]!, setting }] as const)),
    );
    return { kind: "block", keys: new Map(keys), ...(or && { or }) };
}

export const onOff = (setting: Block): Block => ({ ...setting, onOff: true });

/** What NATS takes over on a reload, without a restart; `from`: since a minor version. */
export function reloads<T extends Setting>(setting: T, from?: string): T {
    return { ...setting, reloads: from ?? true };
}

/** What NATS has since a minor version. */
export function since<T extends Setting>(minor: string, setting: T): T {
    return { ...setting, since: minor };
}
