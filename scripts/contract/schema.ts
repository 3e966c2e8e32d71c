// schema.json, which Pulumi's tools read, from the contract. What isn't Pulumi's schema language is left out; its sentences stay.
import { type Contract, type EnumValue, type Input, type Property, type Type, readContract } from "./read";
import { describe } from "./sentences";

const PRESETS = "nats:index:ResourcesPreset";

export function renderSchema(contract = readContract()): string {
    const sizes = (contract.types[PRESETS]?.type.enum ?? []).map((preset) => `\`${preset.value}\` ${sizesOf(preset)}`).join(", ");
    const property = (input: Input): [string, Property] => [
        input.name,
        { ...input.property, description: describe(input).replace("{{sizes}}", sizes) },
    ];
    const { inputs, types, description } = contract;
    const { types: outputTypes, ...outputs } = contract.outputs;
    const schema = {
        ...contract.package,
        resources: {
            "nats:index:Cluster": {
                isComponent: true,
                description,
                inputProperties: Object.fromEntries(inputs.map(property)),
                ...outputs,
            },
        },
        types: { ...Object.fromEntries(Object.entries(types).map(([name, type]) => [name, typeText(type, property)])), ...outputTypes },
    };
    return JSON.stringify(schema, undefined, 2) + "\n";
}

function typeText({ type, members }: Contract["types"][string], property: (input: Input) => [string, Property]): Type {
    return { ...type, ...valuesOf(type), ...(type.properties && { properties: Object.fromEntries(members.map(property)) }) };
}

function valuesOf({ enum: values }: Type): { readonly enum?: readonly EnumValue[] } {
    const described = values?.map(({ sizes, ...value }) =>
        sizes === undefined ? value : { ...value, description: `${sizesOf({ ...value, sizes })}.` },
    );
    return described ? { enum: described } : {};
}

function sizesOf({ sizes }: EnumValue): string {
    return sizes === undefined ? "" : `${sizes.cpu} CPU${Number(sizes.cpu) > 1 ? "s" : ""} and ${sizes.memory} of memory`;
}
