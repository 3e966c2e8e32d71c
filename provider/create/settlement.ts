import type * as pulumi from "@pulumi/pulumi";

/** Whether a resource has been registered, when that is clear: its URN is known only then. */
export function settlement({ urn }: pulumi.Resource): Promise<"registered" | "failed"> {
    return new Promise((resolve) => {
        (urn as unknown as { promise(): Promise<unknown> }).promise().then(
            () => resolve("registered"),
            () => resolve("failed"),
        );
    });
}
