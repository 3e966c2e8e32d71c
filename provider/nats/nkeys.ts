/** Public keys of NATS: base32 of a kind, 32 bytes and a checksum. https://docs.nats.io/running-a-nats-service/configuration/securing_nats/auth_intro/nkey_auth */
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BYTES = 35;

/** Whether a text is the public key of a user or an account, unharmed. */
export function isPublicKey(text: string, kind: "user" | "account"): boolean {
    if (!(kind === "user" ? /^U[A-Z2-7]{55}$/ : /^A[A-Z2-7]{55}$/).test(text)) {
        return false;
    }
    const bits = text.replace(/./g, (letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, "0"));
    const bytes = Array.from({ length: BYTES }, (_, index) => parseInt(bits.slice(index * 8, index * 8 + 8), 2));
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
