import * as pulumi from "@pulumi/pulumi";
import { type Settled, type SettledMap, Leaf } from "../values/leaf";
import { at } from "../values/path";
import type { Problem } from "../values/problem";

export interface SettledInputs {
    readonly inputs: SettledMap;
    /** The resources that the inputs come from: the component, and so its children, depend on them. */
    readonly dependencies: pulumi.Resource[];
    readonly problems: Problem[];
}

/**
 * Opens every Output that is known, so that the structure of the inputs is plain, and leaves secrets and unknown values as leaves.
 * A secret map (`config.requireSecretObject("users")`) becomes a plain map of secret leaves.
 */
export async function settle(inputs: pulumi.Inputs): Promise<SettledInputs> {
    const dependencies = new Set<pulumi.Resource>();
    const problems: Problem[] = [];

    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what crosses the wire is anything; the guards below sort it
    async function open(value: any, path: string, secret: boolean): Promise<Settled> {
        if (value instanceof Promise) {
            return open(await value, path, secret);
        }
        if (pulumi.Output.isInstance(value)) {
            const output = value as unknown as OpenOutput;
            (await output.allResources()).forEach((resource) => dependencies.add(resource));
            const inner = await output.promise(true);
            const isSecret = secret || (await output.isSecret);
            if (!(await output.isKnown) && !pulumi.containsUnknowns(inner)) {
                return Leaf.unknown(unknownOutput(), isSecret);
            }
            return open(inner, path, isSecret);
        }
        if (pulumi.isUnknown(value)) {
            return Leaf.unknown(unknownOutput(), secret);
        }
        if (pulumi.Resource.isInstance(value) || pulumi.asset.Asset.isInstance(value) || pulumi.asset.Archive.isInstance(value)) {
            problems.push({ path, reason: "must be plain data, not a resource, an asset or an archive" });
            return undefined;
        }
        if (Array.isArray(value)) {
            return Promise.all((value as unknown[]).map((item, index) => open(item, at(path, index), secret)));
        }
        if (typeof value === "object" && value !== null) {
            const entries = Object.entries(value as object).map(
                async ([key, item]) => [key, await open(item, at(path, key), secret)] as const,
            );
            return Object.fromEntries(await Promise.all(entries));
        }
        if (secret && value !== undefined && value !== null) {
            return Leaf.secret(value, value);
        }
        return value as Settled;
    }

    const settled = (await open(inputs, "", false)) as SettledMap;
    return { inputs: settled, dependencies: [...dependencies], problems };
}

/** What an Output can tell of itself. The SDK's own runtime reads these members too; its public types leave them out. */
interface OpenOutput {
    readonly isKnown: Promise<boolean>;
    readonly isSecret: Promise<boolean>;
    promise(withUnknowns: boolean): Promise<unknown>;
    allResources(): Promise<Set<pulumi.Resource>>;
}

/** An Output that stays unknown whatever is applied to it. */
function unknownOutput(): pulumi.Output<unknown> {
    return pulumi.output(pulumi.unknown);
}
