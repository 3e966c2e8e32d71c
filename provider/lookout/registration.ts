import type * as pulumi from "@pulumi/pulumi";

/** Known as soon as the resource has been registered; rejected when it can't be. */
export function urnOf({ urn }: pulumi.Resource): Promise<string> {
    return (urn as unknown as { promise(): Promise<string> }).promise();
}

/** Whether a resource has been registered, when that is clear. */
export function registration(resource: pulumi.Resource): Promise<"registered" | "failed"> {
    return urnOf(resource).then(
        () => "registered",
        () => "failed",
    );
}
