/** A Kubernetes quantity: `500m`, `2`, `1.5Gi`, `1e3`. https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/ */
const QUANTITY = /^([0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE]([+-]?[0-9]{1,2})|([numkMGTPE]|[KMGTPE]i))?$/;

const DECIMAL_EXPONENTS: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const BINARY_FACTORS: Readonly<Record<string, number>> = {
    Ki: 2 ** 10,
    Mi: 2 ** 20,
    Gi: 2 ** 30,
    Ti: 2 ** 40,
    Pi: 2 ** 50,
    Ei: 2 ** 60,
};

/** The number that a Kubernetes quantity stands for, or `undefined` if it is none. */
export function parseQuantity(text: string): number | undefined {
    const match = QUANTITY.exec(text);
    if (!match) {
        return undefined;
    }
    const [, digits, exponent, suffix = ""] = match;
    const factor = BINARY_FACTORS[suffix];
    // Read as one number, for 700 * 0.001 is more than 0.7.
    return factor === undefined ? Number(`${digits}e${exponent ?? DECIMAL_EXPONENTS[suffix] ?? 0}`) : Number(digits) * factor;
}

/** A number with a unit as nats.conf takes it, and fractions, which it doesn't. https://github.com/nats-io/nats-server/blob/v2.14.2/conf/parse.go */
const SIZE = /^(-?[0-9]+(?:\.[0-9]+)?)\s*([kmgtpe](?:i?b|i)?)?$/i;

/** The bytes that a size in nats.conf stands for: `k` is 1000, `kb`, `ki` and `kib` are 1024. */
export function parseSize(text: string): number | undefined {
    const match = SIZE.exec(text.trim());
    if (!match) {
        return undefined;
    }
    const [, digits, unit = ""] = match;
    const power = unit === "" ? 0 : "kmgtpe".indexOf(unit[0]!.toLowerCase()) + 1;
    return Math.floor(Number(digits) * (unit.length === 1 ? 1000 : 1024) ** power);
}

/**
 * The bytes of a JetStream storage size. NATS takes these as text too, and there `2G` counts in powers of 1024, unlike everywhere else.
 * https://github.com/nats-io/nats-server/blob/v2.14.2/server/opts.go#L2460
 */
export function parseStorageSize(text: string): number | undefined {
    return parseSize(/^[0-9]+[KMGT]$/.test(text) ? `${text}i` : text);
}

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
