// Values as they cross the wire between the engine and the plugin.
// https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/nodejs/runtime/rpc.ts
import { specialOutputValueSig, specialSecretSig, specialSigKey, unknownValue } from "@pulumi/pulumi/runtime/rpc";

/** A secret, as tests write and read it. */
export class Secret {
    constructor(readonly value: unknown) {}
}

/** What stands for a value that a preview doesn't know. */
export const UNKNOWN = unknownValue;

/** What a program's Output looks like to the plugin: with the resources that it comes from. */
export function outputOnWire(value: unknown, dependencies: readonly string[] = []): object {
    const known = value === UNKNOWN ? {} : { value: onWire(value instanceof Secret ? value.value : value) };
    return { [specialSigKey]: specialOutputValueSig, ...known, secret: value instanceof Secret, dependencies };
}

/** A value with Secrets in it, for the wire. */
export function onWire(value: unknown): unknown {
    if (value instanceof Secret) {
        return { [specialSigKey]: specialSecretSig, value: onWire(value.value) };
    }
    if (Array.isArray(value)) {
        return value.map(onWire);
    }
    return isMap(value) ? mapValues(value, onWire) : value;
}

/** A value from the wire, with Secrets in it. An output value is what it holds. */
export function fromWire(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(fromWire);
    }
    if (!isMap(value)) {
        return value;
    }
    if (value[specialSigKey] === specialSecretSig) {
        return new Secret(fromWire(value["value"]));
    }
    if (value[specialSigKey] === specialOutputValueSig) {
        const inner = "value" in value ? fromWire(value["value"]) : UNKNOWN;
        return value["secret"] === true ? new Secret(inner) : inner;
    }
    return mapValues(value, fromWire);
}

/** A value from the wire as somebody sees it who may not see secrets. */
export function withoutSecrets(value: unknown): unknown {
    if (value instanceof Secret) {
        return "[secret]";
    }
    if (Array.isArray(value)) {
        return value.map(withoutSecrets);
    }
    return isMap(value) ? mapValues(value, withoutSecrets) : value;
}

/** A value from the wire as Kubernetes gets it. */
export function withSecrets(value: unknown): unknown {
    if (value instanceof Secret) {
        return withSecrets(value.value);
    }
    if (Array.isArray(value)) {
        return value.map(withSecrets);
    }
    return isMap(value) ? mapValues(value, withSecrets) : value;
}

function isMap(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !(value instanceof Secret);
}

function mapValues(map: Record<string, unknown>, change: (value: unknown) => unknown): Record<string, unknown> {
    return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}
