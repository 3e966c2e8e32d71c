import { type Settled, Leaf, mapAt } from "../values/leaf";
import { parseQuantity } from "../values/quantity";
import { derive } from "../values/text";
import { FILE_STORE_SHARE } from "./defaults";
import type { Spec } from "./spec";

/** The size of each volume, in bytes. */
export function volumeBytes({ jetstream: { size } }: Spec): number | Leaf<number> {
    return derive(size, (text) => parseQuantity(text) ?? 0);
}

/** How much JetStream may keep on each volume where nothing is said of that: a formatted disk is smaller than its size. */
export function volumeShare(spec: Spec): number | Leaf<number> {
    return derive(volumeBytes(spec), (bytes) => Math.floor(bytes * FILE_STORE_SHARE));
}

/** How much JetStream may keep on each volume; infinite where the volume's size isn't known yet. */
export function fileStoreBytes(spec: Spec): number {
    const given: Settled = mapAt(spec.config, "jetstream")["max_file_store"];
    if (typeof given === "number" && given >= 0) {
        return given;
    }
    // Less than nothing is as much as the disk has.
    const bytes = given === undefined ? volumeShare(spec) : volumeBytes(spec);
    return bytes instanceof Leaf ? Infinity : bytes;
}

/** How much JetStream may keep in memory on each server; infinite where it asks the machine (-1). */
export function memoryStoreBytes({ config }: Spec): number {
    const size = mapAt(config, "jetstream")["max_memory_store"];
    return typeof size === "number" ? (size < 0 ? Infinity : size) : 0;
}
