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
