/**
 * What a text may hold so that it stands in nats.conf as it is, whether Helm or we write it.
 *
 * NATS reads `\n`, `\r`, `\t`, `\"` and `\\`, no other escape; JSON writes other control characters, lone surrogates and (in Helm) the
 * separators U+2028 and U+2029 as `\u…`. https://github.com/nats-io/nats-server/blob/v2.14.2/conf/lex.go
 */
const UNWRITABLE = /[\0-\b\v\f\x0e-\x1f\x7f\u2028\u2029]/;

/** The chart writes `"<< x >>"` without the quotes, wherever it stands: that is code, not text. */
const RAW = /<<[\s\S]*>>/;

/** Whether a text is nothing but such code. In a file of our own it would be taken for what it is: a password `<< $PASSWORD >>` lets in whoever sends that. */
export function isCode(value: string): boolean {
    return /^\s*<<[\s\S]*>>\s*$/.test(value);
}

/** Whether NATS can read a text back from a JSON string. */
export function isWritable(value: string): boolean {
    return !UNWRITABLE.test(value) && value.isWellFormed();
}

/** Why a text can't stand in nats.conf, or undefined if it can. Never repeats the text: it may be a secret. */
export function writingProblem(value: string): string | undefined {
    if (!isWritable(value)) {
        return "must not contain control characters";
    }
    if (RAW.test(value)) {
        return "must not contain << … >>, by which the chart takes configuration instead of a text; write sizes as they are, such as 16MB";
    }
    return undefined;
}

/** Why a text can't be a key in nats.conf, or undefined if it can. */
export function keyProblem(key: string): string | undefined {
    if (key === "") {
        return "must not be empty";
    }
    if (key.endsWith("$include")) {
        return "would read a file into the configuration ($include); use `values` for that";
    }
    if (key.startsWith("$tplYaml")) {
        return "would be run as a template by the chart; use `values` for that";
    }
    if (/["\\]/.test(key)) {
        return 'must not contain " or \\: NATS reads keys without escapes';
    }
    // With a >> in the value behind it on the same line, the chart would take both for code.
    return key.includes("<<") ? "must not contain <<, by which the chart takes configuration instead of a text" : writingProblem(key);
}

/** Whether a text is a secret by its looks: a URL with credentials (`URL(…)` is a resolver's), a JWT, an nkey seed, a file with any of them. */
export function holdsSecret(value: string): boolean {
    const urlWithCredentials = /^(?:URL\()?[a-z][a-z0-9+.-]*:\/\/[^/@\s]+@/i;
    const jwt = /^eyJ[\w-]+\.[\w-]+\.[\w-]+$/;
    const seed = /^S[ACNOUX][A-Z2-7]{56}\s*$/;
    const file = /^-----BEGIN [A-Z ]*(?:JWT|SEED|PRIVATE KEY)-----$/m;
    return [urlWithCredentials, jwt, seed, file].some((secret) => secret.test(value));
}
