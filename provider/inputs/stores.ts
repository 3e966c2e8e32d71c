import { mapAt } from "../values/leaf";
import { parseQuantity } from "../values/quantity";
import { FILE_STORE_SHARE } from "./defaults";
import type { Spec } from "./spec";

/** How much JetStream may keep on each volume; infinite where the volume's size isn't known yet. */
export function fileStoreBytes({ config, jetstream: { size } }: Spec): number {
    const given = mapAt(config, "jetstream")["max_file_store"];
    if (typeof given === "number" && given >= 0) {
        return given;
    }
    if (typeof size !== "string") {
        return Infinity;
    }
    // Less than nothing is as much as the disk has.
    return given === undefined ? volumeShare(size) : (parseQuantity(size) ?? 0);
}

/** A formatted disk is smaller than its size. */
export function volumeShare(size: string): number {
    return Math.floor((parseQuantity(size) ?? 0) * FILE_STORE_SHARE);
}

/** How much JetStream may keep in memory on each server; infinite where it asks the machine (-1). */
export function memoryStoreBytes({ config }: Spec): number {
    const size = mapAt(config, "jetstream")["max_memory_store"];
    return typeof size === "number" ? (size < 0 ? Infinity : size) : 0;
}
