/** Keys of NATS: base32 of a kind, 32 bytes and a checksum. https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The letters that public keys begin with. */
const KINDS = { account: "A", cluster: "C", server: "N", operator: "O", user: "U", curve: "X" } as const;
export type KeyKind = keyof typeof KINDS;

/** Whether a text is a public key of a kind, unharmed. */
export function isPublicKey(text: string, kind: KeyKind): boolean {
    return text.startsWith(KINDS[kind]) && /^[A-Z2-7]{56}$/.test(text) && isUnharmed(text);
}

/** Whether a text is a public key of any kind. */
export function isAnyPublicKey(text: string): boolean {
    return (Object.keys(KINDS) as KeyKind[]).some((kind) => isPublicKey(text, kind));
}

/** Whether a text is the seed that a user logs in with. */
export function isUserSeed(text: string): boolean {
    return /^SU[A-Z2-7]{56}$/.test(text) && isUnharmed(text);
}

/** Whether the checksum at its end is that of the rest. */
function isUnharmed(text: string): boolean {
    const bits = text.replace(/./g, (letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0"));
    const bytes = Array.from({ length: Math.floor(bits.length / 8) }, (_, index) => parseInt(bits.slice(index * 8, index * 8 + 8), 2));
    const [low, high] = bytes.slice(-2) as [number, number];
    return checksum(bytes.slice(0, -2)) === low + high * 256;
}

/** CRC-16/XMODEM. */
function checksum(bytes: readonly number[]): number {
    return bytes.reduce((before, byte) => {
        let sum = before ^ (byte << 8);
        for (let bit = 0; bit < 8; bit += 1) {
            sum = ((sum & 0x8000) === 0 ? sum << 1 : (sum << 1) ^ 0x1021) & 0xffff;
        }
        return sum;
    }, 0);
}
