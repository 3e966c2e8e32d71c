import { durationSeconds } from "../../values/duration";
import { type Settled, isList, isMap, mapAt } from "../../values/leaf";
import type { Spec } from "../spec";
import { remotesOf } from "./leafnodes";
import type { Rule } from "./rule";

export interface Compression {
    readonly path: string;
    readonly compression: Settled;
    /** Whether it is by how long messages take where nothing else is said. */
    readonly isAuto: boolean;
}

const MOST = 4;

/** https://github.com/nats-io/nats-server/blob/v2.15.2/server/server.go (`validateAndNormalizeCompressionOption`) */
export const compressionRules: readonly Rule<Compression>[] = [
    {
        path: "rtt_thresholds",
        fails: (subject) =>
            thresholds(subject).some((time, index, all) => time !== 0 && all.slice(0, index).some((before) => before > time)),
        reason: "must be in ascending order; 0s leaves a grade of compression out",
    },
    {
        path: "rtt_thresholds",
        fails: (subject) => thresholds(subject).findLastIndex((time) => time !== 0) >= MOST,
        reason: `must be at most ${MOST}: those of no, fast, better and best compression`,
    },
    {
        path: "rtt_thresholds",
        fails: (subject) => thresholds(subject).length > 0 && thresholds(subject).every((time) => time === 0),
        reason: "must have one that is not 0s; leave it out for the default ones",
    },
];

/** In seconds; none where the mode takes no notice of them, or where they aren't known yet. */
function thresholds({ compression, isAuto }: Compression): number[] {
    const { mode, rtt_thresholds: given } = isMap(compression) ? compression : {};
    const byTime = mode === undefined || isMode(mode, /^(on|enabled|true)$/i) ? isAuto : isMode(mode, /^(s2_)?auto$/i);
    const known = isList(given) ? given.filter((time) => typeof time === "string") : [];
    return byTime && isList(given) && known.length === given.length ? known.map(durationSeconds) : [];
}

function isMode(mode: Settled, wanted: RegExp): boolean {
    return typeof mode === "string" && wanted.test(mode);
}

export function compressions(spec: Spec): Compression[] {
    const found = (path: string, compression: Settled, isAuto: boolean) => ({ path: `${path}.compression`, compression, isAuto });
    return [
        found("config.merge.cluster", mapAt(spec.config, "cluster")["compression"], false),
        found("config.merge.leafnodes", mapAt(spec.config, "leafnodes")["compression"], true),
        ...remotesOf(spec).map(({ path, remote }) => found(path, remote["compression"], true)),
    ];
}
