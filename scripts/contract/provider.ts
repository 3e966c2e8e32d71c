// provider/inputs/contract.ts: what the provider needs of the entries at run time, typed, so that a misspelt path doesn't compile.
import { format, resolveConfig } from "prettier";
import { type Contract, type Placed, ROOT, allInputs } from "./read";

export const CONTRACT_TS = "provider/inputs/contract.ts";

/** How an input is read, and what comes out. A text is only passed on, and may be known later; what decides what is made has to be known. */
const KINDS = {
    value: "",
    text: "Text",
    values: "readonly string[]",
    texts: "readonly Text[]",
    "map of numbers": "Readonly<Record<string, number>>",
    "map of texts": "Readonly<Record<string, Text>>",
    // Of maps, each handed on as it is. None given may be something else than an empty one.
    list: "readonly Settled[] | undefined",
} as const;
type Kind = keyof typeof KINDS;

export async function renderProviderContract(contract: Contract): Promise<string> {
    const all = allInputs(contract);
    const simple = all.filter((input) => kindOf(contract, input) !== undefined);
    const own = all.filter(({ entry }) => entry.default !== undefined && entry.leftTo === undefined);
    const facts = factsOf(all);
    const ranged = all.filter(({ path, entry }) => entry.minimum !== undefined && !/[*[]/.test(path));
    const table = (name: string, inputs: readonly Placed[], value: (input: Placed) => unknown) =>
        `export const ${name} = ${JSON.stringify(Object.fromEntries(inputs.map((input) => [input.path, value(input)])))} as const;`;
    const presets = contract.types["nats:index:ResourcesPreset"]?.type.enum ?? [];
    const text = [
        "// Made from schema/ by `make sdk`: change the entries there.",
        'import type { Settled } from "../values/leaf";',
        'import type { Text } from "../values/text";',
        "",
        "/** What holds where an input is left out. */",
        table("DEFAULTS", own, ({ entry }) => entry.default),
        "",
        "/** The inputs that are one value, or a list or map of such: how each is read. */",
        table("SIMPLE", simple, (input) => kindOf(contract, input)),
        "",
        "/** What `readSimpleInputs` makes of them. */",
        `export interface SimpleInputs ${interfaceOf(contract, simple, "")}`,
        "",
        "/** The inputs that the next update is compared with, by the name of the fact, and of what each says something. */",
        `export const FACTS = ${JSON.stringify(
            Object.fromEntries(facts.map(({ name, path, entry }) => [name, { input: path, of: entry.fact }])),
        )} as const;`,
        "",
        "/** As they come from an earlier update: any of them may not be known. */",
        `export interface InputFacts { ${facts.map((input) => `readonly ${input.name}?: ${factType(contract, input)};`).join("\n")} }`,
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
        "/** The inputs that are the name of an object in Kubernetes: its kind. */",
        table(
            "NAMES",
            simple.filter(({ entry }) => entry.names !== undefined),
            ({ entry }) => entry.names,
        ),
        "",
        "/** The inputs that decide a value of the chart: its path. Some decide more, and some no more than whether it is there. */",
        table("CHART_VALUES", simple.filter(decidesChartValue), ({ entry }) => entry.goesTo?.chart),
        "",
        "/** Those that are nothing but that value: where they are left out, and nothing stands in for them, it is the chart's own. */",
        list(
            "PLAIN_CHART_VALUES",
            simple.filter((input) => decidesChartValue(input) && isLeftOut(input)).map(({ path }) => path),
        ),
        "",
        "/** The inputs that are nothing but a setting of nats.conf: its path. Where they are left out NATS decides. */",
        table("PLAIN_SETTINGS", simple.filter(isPlainSetting(all)), ({ entry }) => entry.goesTo?.nats),
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

/** A fact has the name of its input, without the section: so it stands in states and in clusters. */
function factsOf(all: readonly Placed[]): Placed[] {
    const facts = all.filter(({ entry }) => entry.fact !== undefined);
    const twice = facts.filter(({ name }, index) => facts.findIndex((other) => other.name === name) !== index);
    if (twice.length > 0) {
        throw new Error(`${twice.map(({ path }) => path).join(", ")}: another input has a fact of that name`);
    }
    return facts;
}

function decidesChartValue({ entry }: Placed): boolean {
    return entry.goesTo?.chart !== undefined;
}

/** A setting that several inputs go to is decided by what they say together. */
function isPlainSetting(all: readonly Placed[]): (input: Placed) => boolean {
    const settings = all.flatMap(({ entry }) => entry.goesTo?.nats ?? []);
    const isShared = (setting: string) => settings.indexOf(setting) !== settings.lastIndexOf(setting);
    return (input) => input.entry.goesTo?.nats !== undefined && isLeftOut(input) && !isShared(input.entry.goesTo.nats);
}

function isLeftOut({ entry }: Placed): boolean {
    return entry.default === undefined || entry.leftTo !== undefined;
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

/** How an input is read; undefined where it is anything else than simple. */
function kindOf(contract: Contract, { path, entry, property }: Placed): Kind | undefined {
    if (/[*[]/.test(path) || entry.readBy !== undefined) {
        return undefined;
    }
    const { type, items, additionalProperties: values } = property;
    // What only the component reads decides something.
    const decides = Object.keys(entry.goesTo ?? {}).join() === "component";
    if (type === "array") {
        return items?.type !== "string" ? "list" : decides ? "values" : "texts";
    }
    if (type === "object") {
        return values?.type === "string" ? "map of texts" : values?.type === "integer" ? "map of numbers" : undefined;
    }
    return type === "string" && !decides ? "text" : valueType(contract, property) === undefined ? undefined : "value";
}

const VALUES: Readonly<Record<string, string>> = { string: "string", boolean: "boolean", integer: "number", number: "number" };

/** The TypeScript type of one value. */
function valueType({ types }: Contract, { type, $ref }: Placed["property"]): string | undefined {
    const values = types[$ref?.replace("#/types/", "") ?? ""]?.type.enum;
    return $ref === undefined ? VALUES[type ?? ""] : values?.map(({ value }) => JSON.stringify(value)).join(" | ");
}

/** Nested as the paths are. A value without a default may be left out; a list or a map is empty then. */
function interfaceOf(contract: Contract, simple: readonly Placed[], prefix: string): string {
    const inside = simple.filter(({ path }) => path.startsWith(prefix));
    const names = [...new Set(inside.map(({ path }) => path.slice(prefix.length).split(".")[0]!))];
    const members = names.map((name) => {
        const input = inside.find(({ path }) => path === prefix + name);
        return `readonly ${name}: ${input === undefined ? interfaceOf(contract, simple, `${prefix}${name}.`) : typeOf(contract, input)};`;
    });
    return `{ ${members.join("\n")} }`;
}

/** Of a fact, which is always known or not there. */
function factType(contract: Contract, input: Placed): string {
    const kind = kindOf(contract, input) ?? "value";
    return (KINDS[kind] || valueType(contract, input.property)!).replace("Text", "string");
}

function typeOf(contract: Contract, input: Placed): string {
    const kind = kindOf(contract, input)!;
    const optional = ["value", "text"].includes(kind) && isLeftOut(input);
    return `${KINDS[kind] || valueType(contract, input.property)!}${optional ? " | undefined" : ""}`;
}
