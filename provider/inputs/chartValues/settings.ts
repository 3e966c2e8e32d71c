import { server } from "../../nats/grammar";
import type { Block, Setting } from "../../nats/kinds";
import { readSetting } from "../../nats/readConfig";
import { type Settled, type SettledMap, Leaf, isList, isMap } from "../../values/leaf";
import { at } from "../../values/path";
import { type Problem, shapeOf } from "../../values/problem";
import { chartGrammar } from "./grammar";
import type { ChartValue } from "./kinds";
import { isTemplate } from "./pointers";

/** Settings of nats.conf that stand in the chart's values. */
export interface ChartSettings {
    /** The settings of one place, with NATS's names; `at` is where they belong, `path` where they stand. */
    readonly pieces: readonly SettingsPiece[];
    /** The values without them: what is left for the chart. */
    readonly values: SettledMap;
    readonly problems: readonly Problem[];
}

export interface SettingsPiece {
    readonly at: readonly string[];
    readonly path: string;
    readonly config: Settled;
}

/** Files are included before the rest, so that nothing in them replaces what the component writes: in nats.conf the later text wins. */
const FIRST_INCLUDE = "00$include";
const VARIABLE = /^<<\s+\$(\w+)\s+>>$/;

/** Takes the settings of nats.conf out of the chart's values, read by NATS's grammar. */
export function settingsOfValues(values: SettledMap): ChartSettings {
    const pieces: SettingsPiece[] = [];
    const problems: Problem[] = [];

    function strip(value: Settled, node: ChartValue | undefined, path: string, above: readonly SettledMap[]): Settled {
        if (node?.kind !== "section" || !isMap(value)) {
            return value;
        }
        const left = Object.entries(value).flatMap(([key, inner]): [string, Settled][] => {
            const known = Object.hasOwn(node.keys, key) ? node.keys[key] : undefined;
            const place = at(path, key);
            if (inner === null || inner === undefined) {
                return mayBeNull(known) ? [[key, inner]] : [];
            }
            if (known?.kind === "settings") {
                const rest = isMap(inner) ? takeSettings(inner, known.at, place, [...above, value]) : refuseShape(inner, place);
                return isMap(rest) && Object.keys(rest).length > 0 ? [[key, rest]] : [];
            }
            if (known?.kind === "setting") {
                takeSetting(inner, known.at, place, value);
                return [];
            }
            return [[key, strip(inner, known, place, [...above, value])]];
        });
        return Object.fromEntries(left);
    }

    /** What is left for the chart: the includes, which only it can write. */
    function takeSettings(raw: SettledMap, where: readonly string[], path: string, above: readonly SettledMap[]): SettledMap {
        if (isOff(where, above)) {
            problems.push({ path, reason: `has no effect: ${path.replace(/merge$/, "enabled")} isn't true; set that, or remove this` });
            return {};
        }
        const [settings, includes] = apartFromIncludes(raw, path, problems);
        const read = readSetting(withVariables(settings), settingAt(where), path);
        problems.push(...read.problems);
        pieces.push({ at: where, path, config: read.config });
        return includes;
    }

    function takeSetting(raw: Settled, [name, key]: readonly [string, string], path: string, holder: SettledMap): void {
        // The chart leaves the size of a memory store out that isn't enabled.
        if (key === "max_memory_store" && holder["enabled"] !== true) {
            return;
        }
        // The chart writes sizes without quotes.
        const written = typeof raw === "string" && key !== "no_advertise" ? `<< ${raw} >>` : raw;
        const read = readSetting(withVariables(written), settingAt([name, key]), path);
        problems.push(...read.problems);
        if (read.config !== undefined) {
            pieces.push({ at: [name, key], path, config: read.config });
        }
    }

    function refuseShape(value: Settled, path: string): undefined {
        problems.push({
            path,
            reason:
                value instanceof Leaf ? "must be known before the update, or each setting in it" : `must be a map, got ${shapeOf(value)}`,
        });
    }

    return { values: strip(values, chartGrammar, "values", []) as SettledMap, pieces, problems };
}

/**
 * Whether null is for Helm, which takes the chart's default out then. Elsewhere null is a key with nothing behind it (`container:`), and would
 * take out what the component and the chart's templates rely on.
 */
function mayBeNull(node: ChartValue | undefined): boolean {
    return node === undefined || node.kind === "plain" || (node.kind === "fixed" && node.value === null);
}

/**
 * Whether the block isn't there to merge into. `above` are the maps that lead to it: the values, `config`, and the block itself with what it is
 * in. Clients' listener is always there, and whether there are routes and JetStream is said by inputs.
 */
function isOff(where: readonly string[], above: readonly SettledMap[]): boolean {
    const switched = above.slice(["tls", "cluster", "jetstream"].includes(where[0] ?? "") ? 3 : 2);
    return switched.some(({ enabled }) => enabled !== true && !(enabled instanceof Leaf));
}

/** Settings and includes, each with its maps: the chart merges what comes of them again. */
function apartFromIncludes(raw: SettledMap, path: string, problems: Problem[]): [settings: SettledMap, includes: SettledMap] {
    const settings: [string, Settled][] = [];
    const includes: [string, Settled][] = [];
    for (const [key, value] of Object.entries(raw)) {
        const place = at(path, key);
        if (key.endsWith("$include")) {
            if (key < FIRST_INCLUDE && typeof value === "string") {
                includes.push([key, value]);
            } else {
                problems.push({ path: place, reason: INCLUDE });
            }
        } else if (isTemplate(value)) {
            problems.push({
                path: place,
                reason: "would be made by a template of the chart, which no rule can read; write the setting itself",
            });
        } else if (isMap(value)) {
            const [inner, rest] = apartFromIncludes(value, place, problems);
            settings.push([key, inner]);
            includes.push(...(Object.keys(rest).length > 0 ? [[key, rest] as [string, Settled]] : []));
        } else {
            settings.push([key, value]);
        }
    }
    return [Object.fromEntries(settings), Object.fromEntries(includes)];
}

const INCLUDE =
    "must be called $include, with the path of a file beside nats.conf: under this name the file would come behind the users' file, or in its " +
    "place, and what it says of accounts would replace the users";

/** `<< $VAR >>` as what only the servers know: a variable of their environment. */
function withVariables(raw: Settled): Settled {
    if (typeof raw === "string") {
        const variable = VARIABLE.exec(raw)?.[1];
        return variable === undefined ? raw : Leaf.variable(variable);
    }
    if (isList(raw)) {
        return raw.map(withVariables);
    }
    return isMap(raw) ? Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, withVariables(value)])) : raw;
}

/** The grammar of a setting, or of a block of them. */
export function settingAt(keys: readonly string[]): Setting {
    return keys.reduce<Setting>((setting, key) => (setting as Block).keys.get(key)!.setting, server);
}
