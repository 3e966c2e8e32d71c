import schema from "../../schema.json";
import type { Property } from "../../scripts/contract/read";

export interface ObjectType {
    readonly description: string;
    readonly properties?: Readonly<Record<string, Property>>;
    readonly required?: readonly string[];
    readonly enum?: readonly { readonly name: string; readonly value: string; readonly description: string }[];
}

export const types = schema.types as unknown as Readonly<Record<string, ObjectType>>;
export const cluster = schema.resources["nats:index:Cluster"] as unknown as {
    readonly inputProperties: Readonly<Record<string, Property>>;
    readonly properties: Readonly<Record<string, Property>>;
    readonly required: readonly string[];
};

/** The object type of a property, if it has one of its own. */
export function typeOf({ $ref }: Property): ObjectType | undefined {
    return $ref?.startsWith("#/types/") ? types[$ref.slice("#/types/".length)] : undefined;
}

/** Every input by its path, those of sections too: `jetstream.size`. What is in a map stands under `*`: `users.*.password`. */
export function inputPaths(properties = cluster.inputProperties, path = ""): Record<string, Property> {
    const all: Record<string, Property> = {};
    for (const [name, property] of Object.entries(properties)) {
        all[path + name] = property;
        Object.assign(all, inputPaths(typeOf(property)?.properties ?? {}, `${path}${name}.`));
        Object.assign(all, inputPaths(typeOf(property.additionalProperties ?? {})?.properties ?? {}, `${path}${name}.*.`));
    }
    return all;
}
