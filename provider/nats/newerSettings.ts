import { type Settled, isList, isMap } from "../values/leaf";
import { at } from "../values/path";
import type { Setting } from "./kinds";
import { isOlder } from "./version";

export interface NewerSetting {
    readonly path: string;
    /** The minor version that has it. */
    readonly since: string;
}

/** The settings that servers of a version don't know yet, and don't start with. */
export function newerSettings(config: Settled, setting: Setting, version: string | undefined, path: string): NewerSetting[] {
    if (setting.since !== undefined && isOlder(version, setting.since)) {
        return [{ path, since: setting.since }];
    }
    if (isList(config)) {
        const item = setting.kind === "either" ? setting.list.item : setting.kind === "items" ? setting.item : undefined;
        return item === undefined ? [] : config.flatMap((inner, index) => newerSettings(inner, item, version, at(path, index)));
    }
    if (!isMap(config)) {
        return [];
    }
    const map = setting.kind === "either" ? setting.map : setting;
    return Object.entries(config).flatMap(([key, inner]) => {
        const known = map.kind === "block" ? map.keys.get(key)?.setting : map.kind === "dictionary" ? map.value : undefined;
        return known === undefined ? [] : newerSettings(inner, known, version, at(path, key));
    });
}
