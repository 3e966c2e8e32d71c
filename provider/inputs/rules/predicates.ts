import { isIPv4, isIPv6 } from "node:net";
import { Leaf } from "../../values/leaf";
import { parseQuantity } from "../../values/quantity";
import type { Text } from "../../values/text";

/** Whether a text that is known fails a test; what isn't known yet passes, and the update looks again. */
export function fails(value: Text, test: (value: string) => boolean): boolean {
    return value instanceof Leaf ? value.passes(test) === false : !test(value);
}

/** How a text is shown in a message. */
export function shown(value: Text): string {
    return value instanceof Leaf ? "a value that is kept secret" : JSON.stringify(value);
}

/**
 * A name for everything: Services need DNS labels that start with a letter, and the StatefulSet adds up to eleven characters to a label
 * of at most 63. https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/
 */
export function isName(value: string): boolean {
    return value.length <= 52 && /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(value);
}

/** Whether YAML takes a name for something else than a text. https://yaml.org/type/bool.html */
export function readAsYaml(value: string): boolean {
    return /^(true|false|yes|no|on|off|y|n|null)$/.test(value);
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names */
export function isDnsLabel(value: string): boolean {
    return value.length <= 63 && /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(value);
}

/** https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names */
export function isDnsSubdomain(value: string): boolean {
    return value.length <= 253 && value.split(".").every(isDnsLabel);
}

/** A user's name is a key of the aggregate Secret, and part of the name of the user's own. */
export function isUserName(value: string): boolean {
    return value.length <= 63 && /^[A-Za-z0-9]([-._A-Za-z0-9]*[A-Za-z0-9])?$/.test(value);
}

/** A hash where plain text belongs: NATS would take it, and the user's Secret would hold what no client can log in with. */
export function isBcryptHash(value: string): boolean {
    return /^\$2[abxy]\$/.test(value);
}

/** What a client logs in with is one line, of 4096 bytes with all that clients say of themselves. */
export function isSendable(password: string): boolean {
    return Buffer.byteLength(password) <= 1024;
}

export function isQuantity(value: string): boolean {
    return parseQuantity(value) !== undefined;
}

/** Kubernetes and NATS count in 64 bits. */
export function isCountable(value: string): boolean {
    return (parseQuantity(value) ?? 0) < 2 ** 63;
}

/** Whether a quantity is at least so much; anything that is no quantity passes, as that is another problem. */
export function isAtLeast(minimum: number): (value: string) => boolean {
    return (value) => (parseQuantity(value) ?? Infinity) >= minimum;
}

export function isLabelValue(value: string): boolean {
    return value.length <= 63 && /^([A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?)?$/.test(value);
}

/** A name, with or without a domain before it. */
export function isLabelKey(value: string): boolean {
    const [name = "", domain, ...more] = value.split("/").reverse();
    return name !== "" && isLabelValue(name) && (domain === undefined || isDnsSubdomain(domain)) && more.length === 0;
}

/** An IPv4 or IPv6 network. */
export function isCidr(value: string): boolean {
    const match = /^([0-9a-fA-F:.]+)\/([0-9]{1,3})$/.exec(value);
    return match !== null && (isIPv4(match[1]!) ? Number(match[2]) <= 32 : isIPv6(match[1]!) && Number(match[2]) <= 128);
}
