/** Paths as JSON patches write them: `/spec/volumes`. https://datatracker.ietf.org/doc/html/rfc6901 */
import { type Settled, isMap, valueAt } from "../../values/leaf";
import { at } from "../../values/path";

function keysOf(pointer: string): string[] {
    return pointer
        .split("/")
        .slice(1)
        .map((key) => key.replaceAll("~1", "/").replaceAll("~0", "~"));
}

export function valueAtPointer(tree: Settled, pointer: string): Settled {
    return valueAt(tree, ...keysOf(pointer));
}

/** The path of an input, from one that a pointer continues. */
export function pointerPath(path: string, pointer: string): string {
    return keysOf(pointer).reduce((whole, key) => at(whole, key), path);
}

/** Whether one of two pointers leads through the other, or both are the same. */
export function meets(one: string, other: string): boolean {
    return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}

/** Whether a value is made by the chart itself, of a template: `{$tplYaml: "…"}`. */
export function isTemplate(value: Settled): boolean {
    const keys = isMap(value) ? Object.keys(value) : [];
    return keys.length === 1 && keys[0]!.startsWith("$tplYaml");
}
