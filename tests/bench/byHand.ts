// The resources of one Cluster as somebody declares them who has no component: the very same, taken from what the component asks for.
import * as pulumi from "@pulumi/pulumi";
import type { PulumiFn } from "@pulumi/pulumi/automation";
import assert from "node:assert/strict";
import { encoded } from "../../provider/create/secrets";
import { OWNER_TYPE, REVISION_TYPE } from "../../provider/create/types";
import { OWNER_ANNOTATION } from "../../provider/kubernetes/owner";
import { KUBERNETES_PLUGIN_VERSION, RANDOM_PLUGIN_VERSION } from "../../sandbox/parts/versions";
import { ADDRESS, generated } from "../support/outcomes";
import type { Registered } from "../support/registered";
import { Secret, UNKNOWN } from "../support/wire";
import { childrenOf, declaredBy } from "./registrations";

const RANDOM_PASSWORD = "random:index/randomPassword:RandomPassword";
const RELEASE = "kubernetes:helm.sh/v3:Release";
const SERVICE = "kubernetes:core/v1:Service";
const REVISION = "pulumi-nats/revision";

/** A program that makes what one Cluster with these properties makes, or several. */
export async function byHand(properties: object, count = 1): Promise<PulumiFn> {
    const children = await recordedByHand(properties, false);
    const programOf = (clusters: number) => (): Promise<void> => {
        for (let index = 0; index < clusters; index++) {
            declare(children, (name) => (clusters === 1 ? name : `${index}-${name}`));
        }
        return Promise.resolve();
    };
    const program = programOf(1);
    assert.deepEqual(comparable(await declaredBy(program, false)), comparable(children));
    // What other resources have to tell first is unknown to a preview: so it is referred to at the very same places.
    assert.deepEqual(comparable(await declaredBy(program, true)), comparable(await recordedByHand(properties, true)));
    return programOf(count);
}

/** What a Cluster with these properties makes. By hand nobody reviews changes or knows an owner: both are the component's own. */
export async function recordedByHand(properties: object, preview: boolean): Promise<Registered[]> {
    const children = await childrenOf(properties, preview);
    const own = children.filter(({ type }) => [OWNER_TYPE, REVISION_TYPE].includes(type)).map(({ name }) => name);
    return children
        .filter(({ name }) => !own.includes(name))
        .map((child) => ({
            ...child,
            inputs: markedByHand(child.inputs) as Registered["inputs"],
            dependencies: child.dependencies.filter((name) => !own.includes(name)),
        }));
}

/**
 * A component's mark is known when its owner is; who makes objects by hand writes a label of the same kind. Nor does anybody by hand look up
 * what Helm has made of the containers, which a preview doesn't know.
 */
function markedByHand(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(markedByHand);
    }
    if (typeof value !== "object" || value === null || value instanceof Secret) {
        return value;
    }
    const entries = Object.entries(value).filter(([key, item]) => key !== "template" || item !== UNKNOWN);
    return Object.fromEntries(entries.map(([key, item]) => [key, key === OWNER_ANNOTATION ? "by hand" : markedByHand(item)]));
}

/** All but the parent, in an order that doesn't depend on which came first. */
export function comparable(resources: readonly Registered[]): object {
    return Object.fromEntries(resources.map(({ parent, ...resource }) => [`${resource.type} ${resource.name}`, resource]));
}

/** A resource of any type, with the outputs that other resources refer to. */
class Declared extends pulumi.CustomResource {
    declare readonly result: pulumi.Output<string>;
    declare readonly status: pulumi.Output<Status>;

    constructor({ type, name, inputs }: Registered, options: pulumi.CustomResourceOptions) {
        super(type, name, { result: undefined, status: undefined, ...inputs }, options);
    }
}

/** A Release's or a Service's. */
interface Status {
    readonly revision?: number;
    readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[] };
}

/** What has been declared so far, and what the rest may refer to. */
export interface Known {
    readonly resources: Map<string, pulumi.CustomResource>;
    /** By the resource that knows it: a text, and what the fake engine has answered in its place. */
    readonly texts: Map<string, { readonly recorded: string; readonly output: pulumi.Output<string> }>;
    revision?: pulumi.Output<string>;
}

export const nothing = (): Known => ({ resources: new Map(), texts: new Map() });

/** Declares what isn't known yet. */
export function declare(children: readonly Registered[], rename: (name: string) => string, known = nothing()): void {
    for (const child of children.filter(({ name }) => !known.resources.has(name))) {
        // A resource depends on whatever it takes a text from.
        const texts = new Map(
            child.dependencies.flatMap((name) => (known.texts.has(name) ? [[name, known.texts.get(name)!] as const] : [])),
        );
        const { data, ...inputs } = expression(child.inputs, { ...known, texts }) as Registered["inputs"];
        const kept = data === undefined ? {} : { data: pulumi.output(data as pulumi.Input<Record<string, string>>).apply(encoded) };
        const resource = new Declared({ ...child, name: rename(child.name), inputs: { ...inputs, ...kept } }, optionsOf(child, known));
        known.resources.set(child.name, resource);
        switch (child.type) {
            case RANDOM_PASSWORD:
                known.texts.set(child.name, { recorded: generated(child.name), output: resource.result });
                break;
            case RELEASE:
                known.revision = resource.status.apply(({ revision }) => String(revision));
                break;
            case SERVICE:
                known.texts.set(child.name, { recorded: ADDRESS, output: resource.status.apply(addressOf) });
                break;
        }
    }
}

function optionsOf(child: Registered, { resources }: Known): pulumi.CustomResourceOptions {
    const { type, dependencies, ignoreChanges, replaceOnChanges, deleteBeforeReplace, retainOnDelete, timeouts } = child;
    return {
        version: type.startsWith("random:") ? RANDOM_PLUGIN_VERSION : KUBERNETES_PLUGIN_VERSION,
        dependsOn: dependencies.map((name) => resources.get(name)!),
        ignoreChanges: [...ignoreChanges],
        ...(replaceOnChanges.length > 0 && { replaceOnChanges: [...replaceOnChanges] }),
        ...(deleteBeforeReplace && { deleteBeforeReplace }),
        retainOnDelete,
        ...(type === RANDOM_PASSWORD && { additionalSecretOutputs: ["result"] }),
        // The SDK sends them also where there are none.
        ...(timeouts?.create && { customTimeouts: timeouts }),
    };
}

/** A recorded value as a program has it: secrets are marked, and what other resources know is referred to. */
function expression(value: unknown, known: Known): unknown {
    if (value instanceof Secret) {
        return pulumi.secret(expression(value.value, known));
    }
    if (typeof value === "string") {
        return text(value, known);
    }
    if (Array.isArray(value)) {
        return value.map((item) => expression(item, known));
    }
    if (typeof value === "object" && value !== null) {
        const entries = Object.entries(value);
        return Object.fromEntries(entries.map(([key, item]) => [key, key === REVISION ? known.revision : expression(item, known)]));
    }
    return value;
}

function text(value: string, { texts }: Known): pulumi.Input<string> {
    const used = [...texts.values()].filter(({ recorded }) => value.includes(recorded));
    if (used.length === 0) {
        return value;
    }
    const fill = (actual: readonly string[]) =>
        used.reduce((filled, { recorded }, index) => filled.replaceAll(recorded, () => actual[index]!), value);
    return pulumi.all(used.map(({ output }) => output)).apply(fill);
}

function addressOf({ loadBalancer }: Status): string {
    const address = loadBalancer?.ingress?.[0];
    return address?.hostname ?? address?.ip ?? "";
}
