import * as pulumi from "@pulumi/pulumi";
import { DependencyResource } from "@pulumi/pulumi/resource";

/** What an Output holds and is. The SDK's own tests look at these members too; its public types leave them out. */
interface Inside {
    readonly isKnown: Promise<boolean>;
    readonly isSecret: Promise<boolean>;
    promise(withUnknowns?: boolean): Promise<unknown>;
}

export interface Opened {
    readonly value: unknown;
    readonly known: boolean;
    readonly secret: boolean;
}

/** Anything that may be or hold Outputs, opened. */
export async function openOutput(value: unknown): Promise<Opened> {
    const inside = pulumi.output(value) as unknown as Inside;
    return { value: await inside.promise(), known: await inside.isKnown, secret: await inside.isSecret };
}

export function unknownOutput(): pulumi.Output<never> {
    return pulumi.output(pulumi.unknown as never);
}

/** An Output as the plugin gets it from the engine: with the resources that it comes from. */
export function outputFrom(urns: readonly string[], value: unknown, secret = false): pulumi.Output<unknown> {
    const resources = urns.map((urn) => new DependencyResource(urn));
    const Constructor = pulumi.Output as unknown as new (...inside: unknown[]) => pulumi.Output<unknown>;
    return new Constructor(resources, Promise.resolve(value), Promise.resolve(true), Promise.resolve(secret), Promise.resolve(resources));
}
