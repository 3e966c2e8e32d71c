// Joins the files of schema/ into one contract.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { natsName } from "../../provider/inputs/natsNames";
import { type Entry, type TypeEntry, readEntry, readTypeEntry } from "./entry";

export const ROOT = join(__dirname, "..", "..");

/** A property in Pulumi's schema language. https://www.pulumi.com/docs/iac/guides/building-extending/packages/schema/ */
export interface Property {
    readonly type?: string;
    readonly $ref?: string;
    readonly description?: string;
    readonly secret?: boolean;
    readonly items?: Property;
    readonly additionalProperties?: Property;
}

export interface Type {
    readonly type: string;
    readonly description: string;
    readonly properties?: Readonly<Record<string, Property>>;
    readonly required?: readonly string[];
    readonly enum?: readonly EnumValue[];
}

export interface EnumValue {
    readonly name: string;
    readonly value: string;
    readonly description?: string;
    /** Of a preset: what it stands for. */
    readonly sizes?: { readonly cpu: string; readonly memory: string };
}

/** An input, or a member of one. */
export interface Input {
    readonly name: string;
    readonly property: Property;
    readonly entry: Entry;
    /** Whether it has members with entries of their own. */
    readonly section: boolean;
    readonly required: boolean;
}

export interface Contract {
    /** Name, version, languages. */
    readonly package: Readonly<Record<string, unknown>>;
    readonly description: string;
    readonly inputs: readonly Input[];
    readonly types: Readonly<Record<string, { readonly type: Type; readonly members: readonly Input[] }>>;
    readonly outputs: Outputs;
}

/** Outputs have no entries: nobody gives them. */
export interface Outputs {
    readonly required: readonly string[];
    readonly properties: Readonly<Record<string, Property>>;
    readonly types: Readonly<Record<string, Type>>;
}

interface File {
    readonly component?: { readonly description: string };
    readonly inputs?: Readonly<Record<string, RawProperty>>;
    readonly types?: Readonly<Record<string, RawType>>;
    readonly outputs?: Omit<Outputs, "types">;
    readonly [key: string]: unknown;
}
type RawProperty = Property & { readonly "x-nats"?: unknown };
type RawType = Omit<Type, "properties" | "enum"> & {
    readonly properties?: Readonly<Record<string, RawProperty>>;
    readonly enum?: readonly (EnumValue & { readonly "x-nats"?: EnumValue["sizes"] })[];
    readonly "x-nats"?: unknown;
};

/** The groups of inputs, in the order of the README. package.yaml and outputs.yaml have no inputs. */
const GROUPS = ["placement", "users", "accounts", "jetstream", "exposure", "limits", "config", "delivery"];

export function readContract(folder = join(ROOT, "schema")): Contract {
    const names = readdirSync(folder).filter((name) => name.endsWith(".yaml"));
    const lost = names.filter((name) => ![...GROUPS, "package", "outputs"].includes(name.replace(".yaml", "")));
    if (lost.length > 0) {
        throw new Error(`${lost.join(", ")}: name it among the groups in scripts/contract/read.ts`);
    }
    const file = (name: string): File => parse(readFileSync(join(folder, `${name}.yaml`), "utf8")) as File;
    const { component, ...about } = file("package");
    const groups = GROUPS.map(file);
    const { outputs, types: outputTypes } = file("outputs");
    const types = joined(groups.map((group) => group.types ?? {}));
    const sections = new Set(Object.keys(types).filter((name) => types[name]!.properties !== undefined));
    const inputs = Object.entries(joined(groups.map((group) => group.inputs ?? {})));
    return {
        package: about,
        description: component!.description,
        inputs: inputs.map(([name, property]) => inputOf(name, property, {}, sections, false)),
        types: Object.fromEntries(
            Object.entries(types).map(([name, type]) => [name, { type: typeOf(type), members: membersOf(name, type, sections) }]),
        ),
        outputs: { ...outputs!, types: outputTypes ?? {} },
    };
}

/** Several files as one map; a name that stands in two of them would hide one. */
function joined<T>(maps: readonly Readonly<Record<string, T>>[]): Readonly<Record<string, T>> {
    const names = maps.flatMap((map) => Object.keys(map));
    const twice = names.filter((name, index) => names.indexOf(name) !== index);
    if (twice.length > 0) {
        throw new Error(`${twice.join(", ")} stands in two files of schema/`);
    }
    return Object.fromEntries(maps.flatMap((map) => Object.entries(map)));
}

function inputOf(name: string, raw: RawProperty, inherited: TypeEntry, sections: ReadonlySet<string>, required: boolean): Input {
    const { "x-nats": own, ...property } = raw;
    const { change, block, object } = inherited;
    const given = readEntry(own, name);
    const goesTo = block === undefined ? given.goesTo : { nats: `${block}.${natsName(name)}`, ...given.goesTo };
    const target = object === undefined || goesTo?.object === undefined ? goesTo : { ...goesTo, object: `${goesTo.object} of ${object}` };
    return {
        name,
        property,
        entry: { ...(change && { change }), ...given, ...(target && { goesTo: target }) },
        section: property.$ref !== undefined && sections.has(property.$ref.replace("#/types/", "")),
        required,
    };
}

function membersOf(name: string, type: RawType, sections: ReadonlySet<string>): Input[] {
    const inherited = readTypeEntry(type["x-nats"], name);
    const isRequired = (property: string) => type.required?.includes(property) === true;
    return Object.entries(type.properties ?? {}).map(([property, raw]) =>
        inputOf(property, raw, inherited, sections, isRequired(property)),
    );
}

function typeOf({ "x-nats": _entry, ...type }: RawType): Type {
    const values = type.enum?.map(({ "x-nats": sizes, ...value }) => (sizes ? { ...value, sizes } : value));
    return { ...type, ...(values && { enum: values }) };
}

export interface Placed extends Input {
    /** The path, with `*` for the user's own names and `[]` for items: `accounts.*.exports[].stream`. */
    readonly path: string;
}

/** Every input with all its members, by path. */
export function allInputs({ inputs, types }: Contract): Placed[] {
    const below = (input: Input, path: string): Placed[] => {
        const [inner, suffix] = innermost(input.property, "");
        const members = types[inner.$ref?.replace("#/types/", "") ?? ""]?.members ?? [];
        return [{ ...input, path }, ...members.flatMap((member) => below(member, `${path}${suffix}.${member.name}`))];
    };
    return inputs.flatMap((input) => below(input, input.name));
}

/** What a map or a list is of, and how that is written in a path. */
function innermost(property: Property, suffix: string): [Property, string] {
    if (property.items) {
        return innermost(property.items, `${suffix}[]`);
    }
    return property.additionalProperties ? innermost(property.additionalProperties, `${suffix}.*`) : [property, suffix];
}
