import { readSetting } from "../nats/readConfig";
import type { Problem } from "../values/problem";
import { type SettingsPiece, settingAt } from "./chartValues/settings";
import { NUMBERS, PLAIN_SETTINGS, type SimpleInputs } from "./contract";
import { givenAt } from "./spec";

/** The inputs that are nothing but a setting of nats.conf, as pieces of the one tree of settings, read by NATS's grammar. */
export function plainSettings(inputs: Partial<SimpleInputs>): {
    readonly pieces: readonly SettingsPiece[];
    readonly problems: readonly Problem[];
} {
    const read = Object.entries<string>(PLAIN_SETTINGS).map(([path, setting]) => {
        const keys = setting.split(".");
        const value = givenAt(inputs, path);
        const { config, problems } = readSetting(value, settingAt(keys), path);
        // A number that has a range is told by its own rule.
        return { piece: { at: keys, path, config }, problems: Object.hasOwn(NUMBERS, path) ? [] : problems };
    });
    return {
        pieces: read.map(({ piece }) => piece).filter(({ config }) => config !== undefined),
        problems: read.flatMap(({ problems }) => problems),
    };
}
