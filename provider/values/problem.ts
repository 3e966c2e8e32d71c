import * as pulumi from "@pulumi/pulumi";
import { Leaf, type Settled, isList, isMap } from "./leaf";

/** Something wrong with an input, in the user's own terms: where, and what would work instead. Never holds a secret's value. */
export interface Problem {
    readonly path: string;
    readonly reason: string;
}

/** The path of a member: `users`, `users.app`, `users["a.b"]`, `ranges[0]`. */
export function at(path: string, key: string | number): string {
    if (typeof key === "number") {
        return `${path}[${key}]`;
    }
    if (!/^[A-Za-z_$][\w$-]*$/.test(key)) {
        return `${path}[${JSON.stringify(key)}]`;
    }
    return path === "" ? key : `${path}.${key}`;
}

/** What was received, for a message. */
export function describe(value: Settled): string {
    const plain = typeof value === "string" || typeof value === "number" || typeof value === "boolean";
    return plain ? `the ${typeof value} ${JSON.stringify(value)}` : shapeOf(value);
}

/** What stands where something else should, without its value: it may be a secret in the wrong place. */
export function shapeOf(value: Settled): string {
    return value instanceof Leaf ? "a secret of another kind" : isList(value) ? "a list" : isMap(value) ? "a map" : `a ${typeof value}`;
}

/** A message without the secrets that it quotes. */
export function withoutSecrets(message: string, secrets: readonly string[]): string {
    return secrets.reduce((text, secret) => text.replaceAll(JSON.stringify(secret), "a value that is kept secret"), message);
}

/**
 * All problems at once, as the error that Pulumi shows property by property.
 *
 * The engine looks each path up and prints the value that it finds, passwords too. So each path ends in a space: it reads the same, and
 * leads nowhere. What was received is in the reason, where it may be shown.
 * https://github.com/pulumi/pulumi/blob/v3.259.0/pkg/resource/deploy/source_eval.go#L2204
 */
export function inputError(problems: readonly Problem[]): Error {
    return new pulumi.InputPropertiesError({
        message: problems.length === 1 ? "1 input can't work" : `${problems.length} inputs can't work`,
        errors: problems.map(({ path, reason }) => ({ propertyPath: `${path} `, reason })),
    });
}
