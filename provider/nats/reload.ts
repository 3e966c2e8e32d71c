import { type Settled, type SettledMap, isList, isMap } from "../values/leaf";
import type { Block, Setting } from "./kinds";
import { isFrom } from "./version";

/** What of a block needs a restart when it changes, with servers of a version; with those of an unknown version, of any. */
export function restartPart(config: SettledMap, block: Block, version: string | undefined): SettledMap {
    const kept = Object.entries(config).flatMap(([key, value]) => {
        const setting = block.keys.get(key)?.setting;
        const inner = setting === undefined ? value : restartSetting(value, setting, version);
        return inner === undefined ? [] : [[key, inner] as const];
    });
    return Object.fromEntries(kept);
}

function restartSetting(value: Settled, setting: Setting, version: string | undefined): Settled {
    const { reloads } = setting;
    if (reloads === true || (reloads !== undefined && isFrom(version, reloads))) {
        return undefined;
    }
    if (setting.kind === "items" && isList(value)) {
        // Where all of an item can be taken over, one more or less can be, too.
        const items = value.map((item) => restartSetting(item, setting.item, version)).filter((item) => item !== undefined);
        return items.length === 0 && value.length > 0 ? undefined : items;
    }
    const inner = setting.kind === "block" && isMap(value) ? restartPart(value, setting, version) : value;
    const counts = setting.kind === "block" && setting.addedByRestart === true;
    return isMap(inner) && Object.keys(inner).length === 0 && !counts ? undefined : inner;
}
