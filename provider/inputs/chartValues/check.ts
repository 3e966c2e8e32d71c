import lessThan from "semver/functions/lt";
import valid from "semver/functions/valid";
import { server } from "../../nats/grammar";
import type { Block } from "../../nats/kinds";
import { holdsSecret } from "../../nats/writable";
import { didYouMean } from "../../values/didYouMean";
import { type Settled, type SettledMap, Leaf, hasSecret, isList, isMap } from "../../values/leaf";
import { at } from "../../values/path";
import { type Problem, shapeOf } from "../../values/problem";
import { natsName } from "../natsNames";
import type { ChartSpec } from "../spec";
import { chartGrammar } from "./grammar";
import type { ChartValue, KubernetesObject, Plain, Section } from "./kinds";
import { meantBy } from "./moved";
import { isTemplate, meets, pointerPath, valueAtPointer } from "./pointers";

export interface CheckedValues {
    readonly problems: readonly Problem[];
    /** Keys that the official chart doesn't have. Another chart may. */
    readonly unknown: readonly Problem[];
}

/** Compares values with the grammar of the chart. */
export function checkChartValues(values: SettledMap, { official, version }: Pick<ChartSpec, "official" | "version">): CheckedValues {
    const problems: Problem[] = [];
    const unknown: Problem[] = [];

    function check(value: Settled, node: ChartValue, path: string): void {
        if (value === null || value === undefined) {
            return; // Helm takes the chart's default out, or has none.
        }
        switch (node.kind) {
            case "fixed":
                return value === node.value ? undefined : refuse(path, `can't be set here; ${node.why}`);
            case "section":
                return value instanceof Leaf || isTemplate(value) ? undefined : checkSection(value, node, path);
            case "plain":
                return value instanceof Leaf || isTemplate(value) ? undefined : checkPlain(value, node, path);
            case "variables":
                return value instanceof Leaf ? undefined : checkVariables(value, path);
            case "merge":
                return value instanceof Leaf ? undefined : checkMerge(value, node.object, path);
            case "patch":
                return isList(value) ? checkPatch(value, node.object, path) : refuseShape(value, "a list of operations", path);
            case "settings":
            case "setting":
                return;
        }
    }

    function checkSection(value: Settled, { keys, object }: Section, path: string): void {
        if (!isMap(value)) {
            return refuseShape(value, "a map", path);
        }
        for (const [key, inner] of Object.entries(value)) {
            const known = Object.hasOwn(keys, key) ? keys[key] : keys["*"];
            if (known !== undefined) {
                check(inner, known, at(path, key));
            } else {
                unknown.push({ path: at(path, key), reason: `is not a value of the chart${meaning(key, keys, object, path)}` });
            }
        }
    }

    function checkPlain(value: Settled, { type, since }: Plain, path: string): void {
        const fits: Record<Plain["type"], boolean> = {
            flag: typeof value === "boolean",
            text: typeof value === "string",
            number: typeof value === "number",
            list: isList(value),
            map: isMap(value),
            any: true,
        };
        if (!fits[type]) {
            refuseShape(value, WANTED[type], path);
        }
        if (since !== undefined && official && typeof version === "string" && valid(version) !== null && lessThan(version, since)) {
            unknown.push({ path, reason: `is not a value of the chart ${version}: it came with ${since}` });
        }
    }

    function checkVariables(value: Settled, path: string): void {
        if (!isMap(value)) {
            return refuse(path, `must be a map of variables by name, as the chart has it, got ${shapeOf(value)}: {NAME: {valueFrom: {…}}}`);
        }
        for (const [name, variable] of Object.entries(value)) {
            if (typeof variable !== "string" && !(variable instanceof Leaf) && !isMap(variable)) {
                refuse(at(path, name), `must be a string in quotes, or a map with value or valueFrom, got ${shapeOf(variable)}`);
            }
        }
    }

    function checkMerge(value: Settled, object: KubernetesObject, path: string): void {
        if (!isMap(value)) {
            return refuseShape(value, "a map", path);
        }
        for (const list of object.lists) {
            const given = valueAtPointer(value, list);
            if (given !== undefined) {
                refuse(
                    pointerPath(path, list),
                    `would replace the whole list, of which the chart's entries are needed; ${addition(given, list, object, path)}`,
                );
            }
        }
        for (const [pointer, { why, value: usual }] of Object.entries(object.fixed)) {
            const given = valueAtPointer(value, pointer);
            if (given !== undefined && given !== null && given !== usual) {
                refuse(pointerPath(path, pointer), `can't be set here; ${why}`);
            }
        }
    }

    function checkPatch(operations: readonly Settled[], object: KubernetesObject | undefined, path: string): void {
        operations.forEach((operation, index) => {
            const place = at(path, index);
            if (!isMap(operation)) {
                return operation instanceof Leaf ? undefined : refuseShape(operation, "an operation: {op: add, path: /…, value: …}", place);
            }
            const { op, path: pointer, value } = operation;
            if (op === "test" || typeof pointer !== "string") {
                return;
            }
            if (object === undefined) {
                return checkConfigPatch(op, pointer, place, path);
            }
            if (object.lists.includes(pointer)) {
                refuse(
                    place,
                    `would replace the whole list, of which the chart's entries are needed; ${addition(value, pointer, object, path)}`,
                );
            }
            for (const [fixed, { why, value: usual }] of Object.entries(object.fixed)) {
                const given = meets(pointer, fixed) ? valueAtPointer({ value }, `/value${fixed.slice(pointer.length)}`) : undefined;
                if (pointer === fixed || pointer.startsWith(`${fixed}/`) ? value !== usual : given !== undefined && given !== usual) {
                    refuse(place, `can't change ${pointer}; ${why}`);
                }
            }
        });
    }

    function checkConfigPatch(op: Settled, pointer: string, place: string, path: string): void {
        if (op !== "remove") {
            refuse(place, `would go past the rules for nats.conf; write ${path.replace(/patch$/, "merge")} instead`);
        } else if (NEEDED.some((needed) => meets(pointer, needed))) {
            refuse(place, `can't remove ${pointer}: the users' file, the probes, the volumes or the routes rely on it`);
        }
    }

    function refuse(path: string, reason: string): void {
        problems.push({ path, reason });
    }

    function refuseShape(value: Settled, wanted: string, path: string): void {
        if (!(value instanceof Leaf)) {
            refuse(path, `must be ${wanted}, got ${shapeOf(value)}`);
        }
    }

    check(values, chartGrammar, "values");
    return { problems, unknown };
}

const WANTED: Readonly<Record<Plain["type"], string>> = {
    flag: "true or false",
    text: "a string (numbers in quotes)",
    number: "a number",
    list: "a list",
    map: "a map",
    any: "plain data",
};

/** What the component and the chart need in nats.conf. Within a block the last part is what a patch of that block calls it. */
const NEEDED = [
    "/00$include",
    "/port",
    "/http_port",
    "/https_port",
    "/pid_file",
    "/server_name",
    "/cluster",
    "/zz$include",
    "/store_dir",
    "/jetstream",
];

/** What was probably meant by a key that isn't known. */
function meaning(key: string, keys: Section["keys"], object: KubernetesObject | undefined, path: string): string {
    const within = path.replace(/^values\.?/, "");
    const meant = meantBy(within === "" ? key : `${within}.${key}`);
    if (meant !== undefined) {
        return `; use ${meant}`;
    }
    if (object !== undefined && Object.hasOwn(object.fields, key)) {
        return `; use ${path}.${object.fields[key]}`;
    }
    const settings = keys["merge"]?.kind === "settings" ? blockAt(keys["merge"].at) : undefined;
    const setting = [key, natsName(key)].find((name) => settings?.keys.has(name.toLowerCase()));
    if (setting !== undefined) {
        return `; use ${path}.merge.${setting}`;
    }
    const names = Object.keys(keys).filter((name) => name !== "*" && keys[name]!.kind !== "fixed");
    return didYouMean(key, names) || `; known are ${names.join(", ")}`;
}

/** The grammar of a block of nats.conf. */
function blockAt(keys: readonly string[]): Block {
    return keys.reduce((block, key) => block.keys.get(key)!.setting as Block, server);
}

/** How to add to a list that `merge` would replace. */
function addition(given: Settled, list: string, { instead }: KubernetesObject, path: string): string {
    const better = instead?.[list];
    if (better !== undefined) {
        return `use ${better}`;
    }
    const items = isList(given) ? given : [];
    const shown = items.length > 0 && !items.some((item) => hasSecret(item) || isUnwritable(item));
    const operations = (shown ? items : [undefined]).map(
        (item) => `{op: add, path: ${list}/-, value: ${item === undefined ? "…" : JSON.stringify(item)}}`,
    );
    return `add to it: ${path.replace(/(merge|patch)$/, "patch")}: [${operations.join(", ")}]`;
}

/** Whether an item isn't known yet, or may hold what must not stand in a message. */
function isUnwritable(item: Settled): boolean {
    return (
        item instanceof Leaf ||
        (isMap(item) || isList(item)
            ? Object.values<Settled>(item as SettledMap).some(isUnwritable)
            : typeof item === "string" && holdsSecret(item))
    );
}
