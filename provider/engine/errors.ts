import * as pulumi from "@pulumi/pulumi";
import type { Problem } from "../values/problem";

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
