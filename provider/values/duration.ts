/** Go counts nanoseconds in 64 bits: 292 years. */
export const MAX_SECONDS = 2 ** 63 / 1e9;

/** A Go duration, as NATS takes it: `2s`, `1m30s`, `1.5h`. https://pkg.go.dev/time#ParseDuration */
export function isDuration(text: string): boolean {
    return text === "0" || (isWritten(text) && Math.abs(durationSeconds(text)) < MAX_SECONDS);
}

function isWritten(text: string): boolean {
    return /^[+-]?(([0-9]+(\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h))+$/.test(text);
}

/** Seconds of a Go duration. */
export function durationSeconds(text: string): number {
    const seconds: Record<string, number> = { ns: 1e-9, us: 1e-6, µs: 1e-6, μs: 1e-6, ms: 1e-3, s: 1, m: 60, h: 3600 };
    const parts = [...text.matchAll(/([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)/g)];
    const total = parts.reduce((sum, [, digits, unit]) => sum + Number(digits) * seconds[unit!]!, 0);
    return text.startsWith("-") ? -total : total;
}
