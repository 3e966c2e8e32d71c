import type { Settled, SettledMap } from "../values/leaf";
import { DEFAULTS, SCALARS, type ScalarInputs } from "./contract";
import type { Reader } from "./reader";

const PATHS = Object.keys(SCALARS);

/** The inputs of one value each, nested as they are given, with the defaults of their entries. */
export function readScalars(read: Reader, inputs: SettledMap): ScalarInputs {
    return readSection(read, inputs, "") as unknown as ScalarInputs;
}

/** What is in one section. `prefix` is its path with a dot behind it: `jetstream.` */
function readSection(read: Reader, given: SettledMap, prefix: string): SettledMap {
    const below = PATHS.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length).split(".")[0]!);
    const members = [...new Set(below)].map((name): [string, Settled] => {
        const path = prefix + name;
        return isScalar(path)
            ? [name, readScalar(read, given[name], path)]
            : [name, readSection(read, read.section(given[name], path), `${path}.`)];
    });
    return Object.fromEntries(members);
}

function isScalar(path: string): path is keyof typeof SCALARS {
    return Object.hasOwn(SCALARS, path);
}

function readScalar(read: Reader, given: Settled, path: keyof typeof SCALARS): Settled {
    const fallback = path in DEFAULTS ? DEFAULTS[path as keyof typeof DEFAULTS] : undefined;
    if (given === undefined) {
        return fallback;
    }
    return SCALARS[path] === "text" ? read.text(given, path, "") : read.plain(given, path, fallback);
}
