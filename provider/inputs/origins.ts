import { type Settled, type SettledMap, isMap } from "../values/leaf";
import { at } from "../values/path";
import type { Problem } from "../values/problem";
import type { SettingsPiece } from "./chartValues/settings";

/** Where settings of nats.conf come from that don't stand in `config.merge`: by the path of the setting, the path of the input. */
export type Origins = ReadonlyMap<string, string>;

const MERGE = "config.merge";

/** The input of a setting, from its path in `config.merge`, as rules tell it. Other paths stay as they are. */
export function originOf(origins: Origins, path: string): string {
    for (let setting = path.slice(MERGE.length + 1); path.startsWith(MERGE) && setting !== ""; setting = parentOf(setting)) {
        const origin = origins.get(setting);
        if (origin !== undefined) {
            return origin + path.slice(MERGE.length + 1 + setting.length);
        }
    }
    return path;
}

/** `accounts.A["b.c"]` → `accounts.A` → `accounts` → nothing. */
function parentOf(path: string): string {
    return /^(.*?)(?:\.[\w$-]+|\[(?:\d+|"(?:[^"\\]|\\.)*")\])$/.exec(path)?.[1] ?? "";
}

export interface Gathered {
    readonly config: SettledMap;
    readonly origins: Origins;
    readonly problems: readonly Problem[];
}

/** One tree of all settings of nats.conf: those of `config.merge`, and those of the chart's values. */
export function gatherSettings(merge: SettledMap, pieces: readonly SettingsPiece[]): Gathered {
    const origins = new Map<string, string>();
    const problems: Problem[] = [];

    function add(base: SettledMap, over: SettledMap, where: string, inputOf: (setting: string) => string): SettledMap {
        const merged = new Map(Object.entries(base));
        for (const [key, value] of Object.entries(over)) {
            const setting = at(where, key);
            const there = merged.get(key);
            if (there === undefined) {
                merged.set(key, value);
                origins.set(setting, inputOf(setting));
            } else if (isMap(there) && isMap(value)) {
                merged.set(key, add(there, value, setting, inputOf));
            } else {
                const first = originOf(origins, `${MERGE}.${setting}`);
                problems.push({ path: inputOf(setting), reason: `is set a second time by ${first}; keep one of them` });
            }
        }
        return Object.fromEntries(merged);
    }

    const config = pieces.reduce((tree, piece) => add(tree, nested(piece), "", (setting) => inputOf(piece, setting)), merge);
    return { config, origins, problems };
}

/** A piece from the root of nats.conf on. */
function nested({ at: keys, config }: SettingsPiece): SettledMap {
    const tree = keys.reduceRight<Settled>((inner, key) => ({ [key]: inner }), config);
    return isMap(tree) ? tree : {};
}

/** Where a setting of a piece stands in the inputs. What only leads to the piece stands for it. */
function inputOf({ at: keys, path }: SettingsPiece, setting: string): string {
    const start = keys.join(".");
    return start === "" ? `${path}.${setting}` : setting.startsWith(start) ? path + setting.slice(start.length) : path;
}
