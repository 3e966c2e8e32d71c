// The sentences that are computed from an entry, for the texts of the schema and the SDKs and for the README.
import { stringify } from "yaml";
import type { Change, Entry, Target } from "./entry";
import type { Input } from "./read";

/** The whole description of an input: what is written by hand, and what is computed. */
export function describe({ name, property, entry, section, required }: Input): string {
    const paragraphs = [
        [property.description?.trim() ?? ""],
        [rangeSentence(entry), ...(section ? [] : changeSentences(entry))],
        [
            required ? "Required." : defaultSentence(entry),
            listSentence("Requires", entry.requires),
            listSentence("Conflicts with", entry.conflicts),
        ],
        [...targetSentences(entry.goesTo), inlineExample(entry), entry.source === undefined ? "" : `See ${entry.source}`],
        [fencedExample(name, entry)],
    ];
    return paragraphs
        .map((sentences) => sentences.filter(Boolean).join(" "))
        .filter(Boolean)
        .join("\n\n");
}

export function defaultSentence({ default: value, defaultNote, leftTo }: Entry): string {
    const shown = value === undefined ? "" : shownDefault(value);
    const note = [leftTo === undefined ? undefined : `${leftTo}'s own`, defaultNote].filter((part) => part !== undefined).join(", ");
    return shown === "" && note === "" ? "" : `Defaults to ${[shown, note].filter(Boolean).join(", ")}.`;
}

export function shownDefault(value: string | number | boolean): string {
    return `\`${value === "" ? '""' : value}\``;
}

const FORMATS = { quantity: "A Kubernetes quantity", duration: "A Go duration" };

export function rangeSentence({ format, unit, minimum, maximum }: Entry): string {
    const what = [format === undefined ? "" : FORMATS[format], unit === undefined ? "" : `In ${unit}`].filter(Boolean).join(", ");
    const range =
        minimum !== undefined && maximum !== undefined
            ? `from ${minimum} to ${maximum}`
            : minimum !== undefined
              ? `at least ${minimum}`
              : maximum === undefined
                ? ""
                : `at most ${maximum}`;
    const sentence = [what, range].filter(Boolean).join(", ");
    return sentence === "" ? "" : `${capital(sentence)}.`;
}

export function changeSentences({ change = [] }: Entry): string[] {
    return change.map((one) => {
        const parts = one.paths === undefined ? "" : ` (${one.paths.map((part) => `\`${part}\``).join(", ")})`;
        const which = one.when === undefined ? "A change" : /^(of|between) /.test(one.when) ? `A change ${one.when}` : capital(one.when);
        return `${which}${parts}: ${outcome(one)}.`;
    });
}

/** What happens, as one clause: the README's table has it, too. */
export function outcome({ does, what, note, accept }: Change): string {
    const clause = {
        nothing: "no server restarts",
        reload: "a reload, no server restarts",
        restart: "the servers restart one after another",
        grows: "the volumes grow in place, no server restarts",
        replaced:
            what === "the StatefulSet"
                ? "the StatefulSet is replaced, so all servers stop together and start again"
                : `${what ?? "the object"} is replaced, no server restarts`,
        refused: accept === true ? "refused, unless `acceptChanges` names it" : "refused",
    }[does];
    return note === undefined ? clause : `${clause}; ${note}`;
}

function targetSentences({ nats, chart, object, component }: Target = {}): string[] {
    return [
        nats === undefined ? "" : `In nats.conf: \`${nats}\`.`,
        chart === undefined ? "" : `Value of the chart: \`${chart}\`.`,
        object === undefined ? "" : `In Kubernetes: ${object}.`,
        component === undefined ? "" : `It decides only ${component}.`,
    ];
}

function inlineExample({ example }: Entry): string {
    return example === undefined || typeof example === "object" ? "" : `Example: \`${example}\`.`;
}

function fencedExample(name: string, { example }: Entry): string {
    return typeof example === "object" ? `\`\`\`yaml\n${stringify({ [name]: example })}\`\`\`` : "";
}

function listSentence(verb: string, names: readonly string[] = []): string {
    return names.length === 0 ? "" : `${verb} ${names.map((name) => `\`${name}\``).join(", ")}.`;
}

function capital(text: string): string {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
