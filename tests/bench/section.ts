import { type Samples, median } from "./samples";

/** What was measured of one subject, ready to be shown. */
export interface Section {
    /** What exactly was measured, and how. */
    readonly about: string;
    readonly table: readonly (readonly string[])[];
    readonly targets: readonly Target[];
}

/** What the project wants of itself, and how it is. */
export interface Target {
    readonly what: string;
    readonly wanted: string;
    readonly measured: string;
    readonly met: boolean;
}

/** Writes a number with its unit. */
export type Unit = (value: number) => string;

export const seconds: Unit = (value) => `${value.toFixed(2)} s`;
export const milliseconds: Unit = (value) => `${(value * 1000).toFixed(1)} ms`;
/** Of a million bytes. */
export const megabytes: Unit = (value) => `${value.toFixed(0)} MB`;
export const times: Unit = (value) => `${value.toFixed(2)} ×`;

/** The median, and in brackets the least and the most. */
export function spread(samples: Samples, unit: Unit): string {
    return `${unit(median(samples))} (${unit(Math.min(...samples))} – ${unit(Math.max(...samples))})`;
}

export function atMost(what: string, value: number, limit: number, unit: Unit): Target {
    return { what, wanted: `≤ ${unit(limit)}`, measured: unit(value), met: value <= limit };
}

export function atLeast(what: string, value: number, limit: number, unit: Unit): Target {
    return { what, wanted: `≥ ${unit(limit)}`, measured: unit(value), met: value >= limit };
}
