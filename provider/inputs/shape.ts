import schema from "../../schema.json";
import { didYouMean } from "../values/didYouMean";
import { type Settled, type SettledMap, Leaf, isList, isMap } from "../values/leaf";
import { at } from "../values/path";
import { type Problem, NOTHING, describe, shapeOf } from "../values/problem";
import { elsewhere, seriesPreset } from "./cozystackNames";

/** A type as Pulumi's schema language writes it. https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/ */
interface Type {
    readonly type?: string;
    readonly $ref?: string;
    readonly items?: Type;
    readonly additionalProperties?: Type;
    readonly properties?: Readonly<Record<string, Type>>;
    readonly enum?: readonly { readonly value: string }[];
    readonly required?: readonly string[];
    readonly secret?: boolean;
}

const TYPES = schema.types as unknown as Readonly<Record<string, Type>>;
const CLUSTER: Type = {
    type: "object",
    properties: schema.resources["nats:index:Cluster"].inputProperties,
};

export interface Shaped {
    /** The inputs without what had the wrong shape, so that the other rules can go on and report with it. */
    readonly inputs: SettledMap;
    readonly problems: readonly Problem[];
}

/** Compares the inputs with the schema: unknown names, wrong types, values outside an enum. */
export function checkShape(inputs: SettledMap): Shaped {
    const problems: Problem[] = [];

    /** `value` where it fits `type`, else undefined and a problem. */
    function fit(value: Settled, path: string, declared: Type): Settled {
        const type = resolve(declared);
        if (value === undefined || type === undefined) {
            return value;
        }
        if (value === null) {
            return undefined;
        }
        if (
            value instanceof Leaf &&
            type.type === "string" &&
            !type.secret &&
            value.passes((known) => typeof known === "number") === true
        ) {
            return fit(value.map(String), path, type);
        }
        if (value instanceof Leaf) {
            const fits = value.passes((known) => misfit(known as Settled, type) === undefined);
            if (fits === false) {
                problems.push({ path, reason: `must be ${wanted(type)}, got ${shapeOf(value)}` });
                return undefined;
            }
            return value;
        }
        // `cpu: 2` is how YAML is written. A secret has to be quoted: as a number it may not come as it was typed.
        if (typeof value === "number" && type.type === "string" && !type.secret) {
            return fit(String(value), path, type);
        }
        const reason = misfit(value, type);
        if (reason !== undefined) {
            problems.push({ path, reason });
            return undefined;
        }
        if (isList(value)) {
            // What doesn't fit stays as a hole: the items behind it are told of by their own places.
            return value.map((item, index) => fitItem(item, at(path, index), type.items ?? {}));
        }
        return isMap(value) ? fitMap(value, path, type) : value;
    }

    function fitItem(value: Settled, path: string, type: Type): Settled {
        if (value === null || value === undefined) {
            problems.push({ path, reason: NOTHING });
            return undefined;
        }
        return fit(value, path, type);
    }

    function fitMap(value: SettledMap, path: string, type: Type): SettledMap {
        const fitted: [string, Settled][] = [];
        for (const [key, item] of Object.entries(value)) {
            const inner = type.properties ? member(type.properties, key) : type.additionalProperties;
            if (type.properties && inner === undefined) {
                problems.push({ path: at(path, key), reason: unknownName(key, Object.keys(type.properties), path === "") });
                continue;
            }
            // An entry with nothing after it (`users: {app: }`) says nothing of the user; elsewhere null leaves the value out.
            const empty = item === null && type.properties === undefined && resolve(inner ?? {})?.properties !== undefined;
            const kept = empty ? {} : fit(item, at(path, key), inner ?? {});
            if (kept !== undefined) {
                fitted.push([key, kept]);
            }
        }
        for (const key of (type.required ?? []).filter((name) => !fitted.some(([fittedKey]) => fittedKey === name))) {
            // What was there and didn't fit has its own problem.
            if (value[key] === undefined || value[key] === null) {
                problems.push({ path: at(path, key), reason: "is missing" });
            }
        }
        return Object.fromEntries(fitted);
    }

    return { inputs: fitMap(inputs, "", CLUSTER), problems };
}

function member(properties: Readonly<Record<string, Type>>, key: string): Type | undefined {
    return Object.hasOwn(properties, key) ? properties[key] : undefined;
}

function resolve(type: Type): Type | undefined {
    if (type.$ref === undefined) {
        return type;
    }
    return type.$ref.startsWith("#/types/") ? TYPES[type.$ref.slice("#/types/".length)] : undefined; // pulumi.json#/Any: anything goes
}

/** Why a plain value is not of a type, or undefined if it is. */
function misfit(value: Settled, type: Type): string | undefined {
    const fits =
        type.type === undefined ||
        (type.type === "string" && typeof value === "string") ||
        (type.type === "boolean" && typeof value === "boolean") ||
        (type.type === "integer" && Number.isSafeInteger(value)) ||
        (type.type === "number" && Number.isFinite(value)) ||
        (type.type === "array" && isList(value)) ||
        (type.type === "object" && isMap(value));
    if (!fits) {
        return `must be ${wanted(type)}, got ${hasSecrets(type) ? shapeOf(value) : describe(value)}`;
    }
    const allowed = type.enum?.map((entry) => entry.value);
    if (allowed && !allowed.includes(value as string)) {
        return `must be one of ${allowed.join(", ")}, got ${JSON.stringify(value)}${presetHint(value as string, allowed) ?? didYouMean(value as string, allowed)}`;
    }
    return undefined;
}

/** Whether a secret belongs there, or somewhere in it: then what stands there instead may be one. */
function hasSecrets(type: Type): boolean {
    const inner = [type.items, type.additionalProperties, ...Object.values(type.properties ?? {})];
    return type.secret === true || inner.some((part) => part !== undefined && hasSecrets(resolve(part) ?? {}));
}

function wanted(type: Type): string {
    if (type.enum) {
        return `one of ${type.enum.map(({ value }) => value).join(", ")}`;
    }
    const names: Record<string, string> = {
        string: "a string",
        boolean: "true or false",
        integer: "a whole number",
        number: "a number",
        array: "a list",
        object: "a map",
    };
    return names[type.type ?? ""] ?? "another type";
}

function unknownName(name: string, known: readonly string[], top: boolean): string {
    const other = top ? elsewhere(name) : undefined;
    const hint = (other && `; ${other}`) || didYouMean(name, known) || `; known are ${known.join(", ")}`;
    return `is not ${top ? "an input of nats:index:Cluster" : "known here"}${hint}`;
}

/** For a preset of another series, where presets are what is wanted: the resources that it stands for. */
function presetHint(value: string, allowed: readonly string[]): string | undefined {
    const resources = allowed.includes("nano") ? seriesPreset(value) : undefined;
    return resources && `; for these sizes set resources: {cpu: ${resources.cpu}, memory: ${resources.memory}}`;
}
