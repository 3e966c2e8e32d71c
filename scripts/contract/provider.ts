// provider/inputs/contract.ts: what the provider needs of the entries at run time, typed, so that a misspelt path doesn't compile.
import { format, resolveConfig } from "prettier";
import { type Contract, type Placed, ROOT, allInputs } from "./read";

export const CONTRACT_TS = "provider/inputs/contract.ts";

/** Inputs of one value each, as TypeScript has them: a text is only passed on, and may be known later; the others decide what is made. */
const SCALARS: Readonly<Record<string, string>> = { string: "Text", boolean: "boolean", integer: "number", number: "number" };

export async function renderProviderContract(contract: Contract): Promise<string> {
    const all = allInputs(contract);
    const scalars = all.filter(
        ({ path, entry, property }) => !/[*[]/.test(path) && entry.readBy === undefined && kindOf(contract, property),
    );
    const own = all.filter(({ entry }) => entry.default !== undefined && entry.leftTo === undefined);
    const ranged = all.filter(({ path, entry }) => entry.minimum !== undefined && !/[*[]/.test(path));
    const table = (name: string, inputs: readonly Placed[], value: (input: Placed) => unknown) =>
        `export const ${name} = ${JSON.stringify(Object.fromEntries(inputs.map((input) => [input.path, value(input)])))} as const;`;
    const presets = contract.types["nats:index:ResourcesPreset"]?.type.enum ?? [];
    const text = [
        "// Made from schema/ by `make sdk`: change the entries there.",
        'import type { Text } from "../values/text";',
        "",
        "/** What holds where an input is left out. */",
        table("DEFAULTS", own, ({ entry }) => entry.default),
        "",
        "/** The inputs of one value each: whether the value is passed on as a text, or decides what is made and has to be known. */",
        table("SCALARS", scalars, ({ property }) => (kindOf(contract, property) === "Text" ? "text" : "plain")),
        "",
        "/** What `readScalars` makes of them. */",
        `export interface ScalarInputs ${interfaceOf(contract, scalars, "")}`,
        "",
        "/** The numbers that have a range. */",
        table(
            "NUMBERS",
            ranged.filter(({ entry }) => entry.format === undefined),
            ({ entry: { minimum, maximum, unit } }) => ({ minimum, maximum, unit }),
        ),
        "",
        "/** The quantities that have a range. */",
        table(
            "QUANTITIES",
            ranged.filter(({ entry }) => entry.format === "quantity"),
            ({ entry: { minimum, example } }) => ({ minimum, example }),
        ),
        "",
        "/** The sizes of the presets, as Cozystack and Hikube have them. */",
        `export const PRESETS = ${JSON.stringify(Object.fromEntries(presets.map(({ value, sizes }) => [value, sizes])))} as const;`,
        "",
        "/** The inputs, and settings in `config.merge`, with a change that is refused: whether it can be made if somebody accepts what it costs. */",
        `export const REFUSED_CHANGES = ${JSON.stringify(refusedChanges(all))} as const;`,
        "",
        "/** The inputs that have a change which restarts the servers, one after another or all together. */",
        list("RESTARTING_PATHS", changedPaths(all, restarts)),
        "",
    ].join("\n");
    return format(text, { ...(await resolveConfig(`${ROOT}/${CONTRACT_TS}`)), parser: "typescript" });
}

type Change = NonNullable<Placed["entry"]["change"]>[number];

function restarts({ does, what }: Change): boolean {
    return does === "restart" || (does === "replaced" && what === "the StatefulSet");
}

function changedPaths(all: readonly Placed[], test: (change: Change) => boolean): string[] {
    return all
        .filter(({ section }) => !section)
        .flatMap(({ path, entry }) => {
            const changes = (entry.change ?? []).filter(test);
            return [...new Set(changes.flatMap(({ paths }) => paths?.map((part) => `${path}.${part}`) ?? [path]))];
        });
}

function refusedChanges(all: readonly Placed[]): Readonly<Record<string, "acceptable" | "impossible">> {
    const acceptable = changedPaths(all, ({ accept }) => accept === true);
    const refused = changedPaths(all, ({ does }) => does === "refused");
    return Object.fromEntries(refused.map((path) => [path, acceptable.includes(path) ? "acceptable" : "impossible"]));
}

function list(name: string, paths: readonly string[]): string {
    return `export const ${name} = ${JSON.stringify(paths)} as const;`;
}

/** The type of an input of one value; undefined where it is a map, a list or anything. */
function kindOf({ types }: Contract, { type, $ref }: Placed["property"]): string | undefined {
    if ($ref === undefined) {
        return SCALARS[type ?? ""];
    }
    return types[$ref.replace("#/types/", "")]?.type.enum?.map(({ value }) => JSON.stringify(value)).join(" | ");
}

/** Nested as the paths are. Only what has a default is always there. */
function interfaceOf(contract: Contract, scalars: readonly Placed[], prefix: string): string {
    const inside = scalars.filter(({ path }) => path.startsWith(prefix));
    const names = [...new Set(inside.map(({ path }) => path.slice(prefix.length).split(".")[0]!))];
    const members = names.map((name) => {
        const scalar = inside.find(({ path }) => path === prefix + name);
        if (scalar === undefined) {
            return `readonly ${name}: ${interfaceOf(contract, scalars, `${prefix}${name}.`)};`;
        }
        const optional = scalar.entry.default === undefined || scalar.entry.leftTo !== undefined ? " | undefined" : "";
        return `readonly ${name}: ${kindOf(contract, scalar.property)!}${optional};`;
    });
    return `{ ${members.join("\n")} }`;
}
