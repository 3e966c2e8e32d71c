// Programs in YAML: one Cluster, and its resources declared by hand.
import { KUBERNETES_PLUGIN_VERSION, RANDOM_PLUGIN_VERSION } from "../../sandbox/parts/versions";
import { ADDRESS, generated } from "../support/outcomes";
import type { Registered } from "../support/registered";
import { Secret } from "../support/wire";
import { recordedByHand } from "./byHand";

export type YamlResources = Readonly<Record<string, object>>;

export function clusterInYaml(properties: object): YamlResources {
    return { nats: { type: "nats:index:Cluster", properties } };
}

/** The same resources without a component. What another resource has to tell is referred to where it is used. */
export async function byHandInYaml(properties: object): Promise<YamlResources> {
    const children = await recordedByHand(properties, false);
    const names = children.map(({ name }) => name);
    return Object.fromEntries(children.map((child) => [child.name, declared(child, names)]));
}

function declared(child: Registered, names: readonly string[]): object {
    const { type, inputs, dependencies, ignoreChanges, replaceOnChanges, deleteBeforeReplace, retainOnDelete } = child;
    const { data, ...properties } = inputs as Record<string, unknown>;
    return {
        type,
        properties: {
            ...(expression(properties, names) as object),
            ...(data === undefined ? {} : { data: encoded((data as Secret).value as Record<string, string>, names) }),
        },
        options: {
            version: type.startsWith("random:") ? RANDOM_PLUGIN_VERSION : KUBERNETES_PLUGIN_VERSION,
            dependsOn: dependencies.map((name) => `\${${name}}`),
            ignoreChanges,
            replaceOnChanges,
            deleteBeforeReplace,
            retainOnDelete,
        },
    };
}

/** As the component gives it to Secrets. */
function encoded(data: Readonly<Record<string, string>>, names: readonly string[]): object {
    return Object.fromEntries(
        Object.entries(data).map(([key, value]) => [key, { "fn::secret": { "fn::toBase64": expression(value, names) } }]),
    );
}

function expression(value: unknown, names: readonly string[]): unknown {
    if (value instanceof Secret) {
        return { "fn::secret": expression(value.value, names) };
    }
    if (typeof value === "string") {
        return text(value, names);
    }
    if (Array.isArray(value)) {
        return value.map((item) => expression(item, names));
    }
    if (typeof value === "object" && value !== null) {
        return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, expression(item, names)]));
    }
    return value;
}

function text(value: string, names: readonly string[]): string {
    const escaped = value.replaceAll("${", () => "$${");
    const filled = names.reduce((before, name) => before.replaceAll(generated(name), `\${${name}.result}`), escaped);
    return filled.replaceAll(ADDRESS, "${nats-external.status.loadBalancer.ingress[0].ip}");
}
