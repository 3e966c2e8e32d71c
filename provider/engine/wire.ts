import { specialSigKey, unknownValue } from "@pulumi/pulumi/runtime/rpc";
import type { Facts } from "../review/facts";

/** Reads facts from what crosses the wire. */
export function readFacts(wire: unknown): Facts {
    return readWire(wire) as Facts;
}

/** A value that crosses the wire, in the clear; undefined where it isn't known. */
export function readWire(value: unknown): unknown {
    if (value === unknownValue || typeof value !== "object" || value === null) {
        return value === unknownValue ? undefined : value;
    }
    if (Array.isArray(value)) {
        return value.map(readWire);
    }
    // A secret, or an Output with what it depends on.
    if (specialSigKey in value) {
        return readWire((value as { readonly value?: unknown }).value);
    }
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, readWire(inner)]));
}
