import { type Settled, type SettledMap, isMap } from "../values/leaf";
import type { Block, Setting } from "./kinds";

/** What of a block needs a restart when it changes. */
export function restartPart(config: SettledMap, block: Block): SettledMap {
    const kept = Object.entries(config).flatMap(([key, value]) => {
        const setting = block.keys.get(key)?.setting;
        const inner = setting === undefined ? value : restartSetting(value, setting);
        return inner === undefined ? [] : [[key, inner] as const];
    });
    return Object.fromEntries(kept);
}

function restartSetting(value: Settled, setting: Setting): Settled {
    if (setting.reloads) {
        return undefined;
    }
    const inner = setting.kind === "block" && isMap(value) ? restartPart(value, setting) : value;
    return isMap(inner) && Object.keys(inner).length === 0 ? undefined : inner;
}
