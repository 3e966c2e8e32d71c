import type { Settled, SettledMap } from "../values/leaf";
import { at } from "../values/path";
import { DEFAULTS, SIMPLE, type SimpleInputs } from "./contract";
import type { Reader } from "./reader";

type Path = keyof typeof SIMPLE;
const PATHS = Object.keys(SIMPLE);

/** The inputs that are one value, or a list or map of such, nested as they are given, with the defaults of their entries. */
export function readSimpleInputs(read: Reader, inputs: SettledMap): SimpleInputs {
    return readSection(read, inputs, "") as unknown as SimpleInputs;
}

/** What is in one section. `prefix` is its path with a dot behind it: `jetstream.` */
function readSection(read: Reader, given: SettledMap, prefix: string): SettledMap {
    const below = PATHS.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length).split(".")[0]!);
    const members = [...new Set(below)].map((name): [string, Settled] => {
        const path = prefix + name;
        return isSimple(path)
            ? [name, readInput(read, given[name], path)]
            : [name, readSection(read, read.section(given[name], path), `${path}.`)];
    });
    return Object.fromEntries(members);
}

function isSimple(path: string): path is Path {
    return Object.hasOwn(SIMPLE, path);
}

function readInput(read: Reader, given: Settled, path: Path): Settled {
    // What doesn't fit has left a hole, and is told already.
    const items = () => read.list(given, path).flatMap((item, index) => (item === undefined ? [] : [[item, at(path, index)] as const]));
    const mapped = (one: (value: Settled, place: string) => Settled) =>
        Object.fromEntries(Object.entries(read.section(given, path)).map(([key, value]) => [key, one(value, at(path, key))]));
    const fallback = path in DEFAULTS ? DEFAULTS[path as keyof typeof DEFAULTS] : undefined;
    switch (SIMPLE[path]) {
        case "value":
            return given === undefined ? fallback : read.plain(given, path, fallback);
        case "text":
            return given === undefined ? fallback : read.text(given, path, "");
        case "values":
            return items().map(([item, place]) => read.plain(item, place, ""));
        case "texts":
            return items().map(([item, place]) => read.text(item, place, ""));
        case "map of numbers":
            return mapped((value, place) => read.plain(value, place, 0));
        case "map of texts":
            return mapped((value, place) => read.passed(value, place));
        case "list":
            return given === undefined ? undefined : read.list(given, path);
    }
}
