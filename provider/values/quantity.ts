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
