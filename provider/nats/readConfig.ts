import { didYouMean } from "../values/didYouMean";
import { MAX_SECONDS, isDuration } from "../values/duration";
import { type Settled, type SettledMap, Leaf, isList, isMap } from "../values/leaf";
import { at } from "../values/path";
import { type Problem, NOTHING, describe, shapeOf } from "../values/problem";
import { parseSize, parseStorageSize } from "../values/size";
import { server } from "./grammar";
import type { Block, Scalar, ScalarType, Setting } from "./kinds";
import { holdsSecret, isCode, isWritable, keyProblem, writingProblem } from "./writable";

export interface ReadConfig<T extends Settled = SettledMap> {
    /** The configuration with NATS's own names for the keys, sizes in bytes, and every secret a leaf. */
    readonly config: T;
    readonly problems: readonly Problem[];
}

/** Reads raw NATS configuration as nats-server would, so that what it would refuse at start is refused at preview. */
export function readRawConfig(raw: SettledMap, path: string): ReadConfig {
    const { config, problems } = readSetting(raw, server, path);
    return { config: config as SettledMap, problems };
}

/** Reads one setting. */
export function readSetting(raw: Settled, kind: Setting, path: string): ReadConfig<Settled> {
    const problems: Problem[] = [];

    function read(value: Settled, setting: Setting, where: string): Settled {
        if (value === null || value === undefined) {
            return undefined;
        }
        if (setting.kind === "scalar") {
            return readScalar(value, setting, where);
        }
        if (value instanceof Leaf && !value.known) {
            return value; // the update looks again
        }
        if (setting.kind === "either") {
            return read(value, isList(value) ? setting.list : setting.map, where);
        }
        if (setting.kind === "items") {
            if (!isList(value)) {
                return refuse(where, `must be a list, got ${shapeOf(value)}`);
            }
            // What can't be read stays as a hole: the items behind it are told of by their own places.
            return value.map((item, index) =>
                isNothing(item) ? refuse(at(where, index), NOTHING) : read(item, setting.item, at(where, index)),
            );
        }
        if (setting.kind === "block" && setting.onOff && typeof value === "boolean") {
            return value;
        }
        if (setting.kind === "block" && setting.onOff && value instanceof Leaf && value.passes((known) => typeof known === "boolean")) {
            return value;
        }
        if (!isMap(value)) {
            return setting.kind === "block" && setting.or !== undefined
                ? readScalar(value, setting.or, where)
                : refuse(where, `must be a map, got ${shapeOf(value)}`);
        }
        return setting.kind === "block" ? readBlock(value, setting, where) : readEntries(value, where, () => setting.value);
    }

    function readBlock(value: SettledMap, block: Block, where: string): SettledMap {
        const renamed: [string, Settled][] = [];
        for (const [key, item] of Object.entries(value)) {
            const known = block.keys.get(key.toLowerCase());
            const problem = keyProblem(key);
            if (problem !== undefined || known === undefined) {
                refuse(at(where, key), problem ?? unknownSetting(key, block));
            } else if (renamed.some(([name]) => name === known.name)) {
                refuse(at(where, key), `sets ${known.name} a second time`);
            } else {
                const inner = read(item, known.setting, at(where, key));
                renamed.push(...(inner === undefined ? [] : [[known.name, inner] as [string, Settled]]));
            }
        }
        return Object.fromEntries(renamed);
    }

    function readEntries(value: SettledMap, where: string, settingOf: (key: string) => Setting): SettledMap {
        const entries = Object.entries(value).flatMap(([key, item]) => {
            const problem = keyProblem(key);
            if (problem !== undefined) {
                refuse(at(where, key), problem);
                return [];
            }
            const inner = read(item, settingOf(key), at(where, key));
            return inner === undefined ? [] : [[key, inner] as const];
        });
        return Object.fromEntries(entries);
    }

    function readScalar(value: Settled, scalar: Scalar, where: string): Settled {
        if (scalar.type === "any" || scalar.type === "texts") {
            return readAny(value, where, scalar);
        }
        if (value instanceof Leaf || scalar.secret || isSecretText(value)) {
            return readLeaf(value instanceof Leaf ? value : Leaf.secret(value, value), scalar, where);
        }
        const reason = scalarProblem(value, scalar.type);
        if (reason !== undefined) {
            return refuse(where, reason);
        }
        const converted = convert(value, scalar.type);
        return scalar.only?.fits(converted) === false
            ? refuse(where, `must be ${scalar.only.wanted}, got ${JSON.stringify(value)}`)
            : converted;
    }

    /** A secret, which is written to a file of its own, or what isn't known yet. Its value is never in a message. */
    function readLeaf(leaf: Leaf, scalar: Scalar, where: string): Settled {
        if (leaf.passes((known) => hasType(known as Settled, scalar.type)) === false) {
            return refuse(where, `must be ${WANTED[scalar.type]}`);
        }
        if (leaf.passes((known) => typeof known !== "string" || isWritable(known)) === false) {
            return refuse(where, "must not contain control characters: NATS can't read them");
        }
        const isSize = scalar.type === "size" || scalar.type === "storage";
        if (!isSize && leaf.passes((known) => typeof known !== "string" || !isCode(known)) === false) {
            return refuse(
                where,
                `must not be << … >>: secrets stand in a file that the chart doesn't read, and the very text would count; ${GIVE_VALUE}`,
            );
        }
        if (leaf.passes((known) => typeof known !== "number" || plainProblem(known) === undefined) === false) {
            return refuse(where, "must be a number that can be written without an exponent");
        }
        if (leaf.variable !== undefined) {
            return leaf;
        }
        const converted = leaf.map((known) => convert(known as Settled, scalar.type)) as Leaf;
        if (scalar.only !== undefined && converted.passes(scalar.only.fits) === false) {
            return refuse(where, `must be ${scalar.only.wanted}`);
        }
        return scalar.secret ? converted.hidden() : converted;
    }

    /** What has several shapes in NATS: only what would break the file is refused. */
    function readAny(value: Settled, where: string, scalar: Scalar): Settled {
        if (value === null || value === undefined) {
            return undefined;
        }
        if (value instanceof Leaf || (typeof value === "string" && (scalar.secret || isSecretText(value)))) {
            return readLeaf(value instanceof Leaf ? value : Leaf.secret(value, value), { ...scalar, type: "any" }, where);
        }
        if (scalar.type === "any" && scalar.only !== undefined && (isList(value) || isMap(value))) {
            return refuse(where, `must be ${scalar.only.wanted}, got ${shapeOf(value)}`);
        }
        if (isList(value)) {
            const read = (item: Settled, index: number) =>
                scalar.type === "texts" && isList(item)
                    ? refuse(at(where, index), "must be a string, got a list")
                    : isNothing(item)
                      ? refuse(at(where, index), NOTHING)
                      : readAny(item, at(where, index), scalar);
            return value.map(read);
        }
        if (isMap(value)) {
            return scalar.type === "texts" ? refuse(where, `must be ${WANTED.texts}, got a map`) : readEntries(value, where, () => ANY);
        }
        const misfit = scalar.only?.fits(value) === false ? `must be ${scalar.only.wanted}, got ${describe(value)}` : undefined;
        const reason = misfit ?? (scalar.type === "texts" ? scalarProblem(value, "text") : plainProblem(value));
        if (reason !== undefined) {
            return refuse(where, reason);
        }
        return value;
    }

    function refuse(where: string, reason: string): Settled {
        problems.push({ path: where, reason });
        return undefined;
    }

    return { config: read(raw, kind, path), problems };
}

const GIVE_VALUE = "give the value itself, which is kept in a Kubernetes Secret";

const ANY: Scalar = { kind: "scalar", type: "any" };

const WANTED: Readonly<Record<ScalarType, string>> = {
    integer: "a whole number",
    size: "a number of bytes, such as 8388608 or 8MB",
    storage: "a number of bytes, such as 1073741824 or 1Gi",
    flag: "true or false",
    text: "a string",
    texts: "a string or a list of strings",
    duration: 'a duration, such as "2s" or "1m30s"',
    goDuration: 'a duration in quotes, such as "2s" or "1m30s"',
    timeout: 'a number of seconds or a duration, such as "2s"',
    any: "plain data",
};

/** `<< 16MB >>` is how the chart's users write a size; it means the same as `16MB`. */
function bare(value: string): string {
    return /^<<\s+(-?[0-9.]+\s*[a-z]*)\s+>>$/i.exec(value)?.[1] ?? value;
}

function scalarProblem(value: Settled, type: ScalarType): string | undefined {
    return hasType(value, type) ? plainProblem(bareSize(value, type)) : `must be ${WANTED[type]}, got ${describe(value)}`;
}

function hasType(value: Settled, type: ScalarType): boolean {
    switch (type) {
        case "integer":
            return Number.isSafeInteger(value);
        case "size":
        case "storage":
            return Number.isSafeInteger(value) || (typeof value === "string" && bytes(value, type) !== undefined);
        case "flag":
            return typeof value === "boolean";
        case "text":
        case "texts":
            return typeof value === "string";
        case "duration":
            return (
                (typeof value === "number" && Number.isInteger(value) && Math.abs(value) < MAX_SECONDS) ||
                (typeof value === "string" && isDuration(value))
            );
        case "goDuration":
            return typeof value === "string" && isDuration(value);
        case "timeout":
            return typeof value === "number" || (typeof value === "string" && isDuration(value));
        case "any":
            return true;
    }
}

/** What is left of `<< 16MB >>` when it is taken as a size. */
function bareSize(value: Settled, type: ScalarType): Settled {
    return typeof value === "string" && (type === "size" || type === "storage") ? bare(value) : value;
}

function plainProblem(value: Settled): string | undefined {
    if (typeof value === "number" && !/^-?[0-9]+(\.[0-9]+)?$/.test(String(value))) {
        return `must be a number that can be written without an exponent, got ${value}`;
    }
    return typeof value === "string" ? writingProblem(value) : undefined;
}

function bytes(value: string, type: ScalarType): number | undefined {
    // Without quotes, which is what << >> makes, a storage size counts as any other.
    const parsed = type === "storage" && bare(value) === value ? parseStorageSize(value) : parseSize(bare(value));
    return parsed !== undefined && Number.isSafeInteger(parsed) ? parsed : undefined;
}

function convert(value: Settled, type: ScalarType): Settled {
    return typeof value === "string" && (type === "size" || type === "storage") ? bytes(value, type) : value;
}

function isNothing(item: Settled): boolean {
    return item === null || item === undefined;
}

function isSecretText(value: Settled): boolean {
    return typeof value === "string" && holdsSecret(value);
}

function unknownSetting(key: string, block: Block): string {
    return `is not a setting that NATS knows here${didYouMean(key, [...block.keys.keys()])}`;
}
