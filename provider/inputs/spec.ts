import type { Unwrap } from "@pulumi/pulumi";
import type { ClusterArgs } from "../../sdk/nodejs";
import { type Settled, type SettledMap, Leaf, isList, isMap, valueAt } from "../values/leaf";
import type { Text } from "../values/text";
import type { SimpleInputs } from "./contract";
import type { Origins } from "./origins";

/** The inputs, settled and of the right shape: the generated SDK's types, with a leaf wherever a value may be secret or not known yet. */
export type ClusterInputs = Leafy<Unwrap<ClusterArgs>>;

type Leafy<T> = [T] extends [string | number | boolean | undefined]
    ? T | Leaf<NonNullable<T>>
    : T extends readonly (infer U)[]
      ? Leafy<U>[] | Leaf
      : T extends object
        ? { [K in keyof T]: Leafy<T[K]> } | Leaf
        : T;

/**
 * What is to be, with every default filled in. The inputs that are one value, or a list or map of such, are as their entries in schema/
 * say; listed here is what is made of others.
 */
export interface Spec extends Omit<SimpleInputs, "name" | "resourcesPreset" | "resources" | "service"> {
    readonly name: Text;
    readonly resources: ResourcesSpec;
    readonly service: ServiceSpec;
    /** All users, of all accounts, by name. */
    readonly users: readonly UserSpec[];
    readonly accounts: readonly AccountSpec[];
    /** All settings of nats.conf, those of `config.merge`, of `values` and of inputs that are no more than one, read by NATS's grammar. */
    readonly config: SettledMap;
    /** Which of them don't stand in `config.merge`. Rules tell all by their paths there; `originOf` tells the user's. */
    readonly origins: Origins;
    /** `config.resolver`, read by NATS's grammar: a block, the text that stands for one, or none. */
    readonly accountResolver: SettledMap | Text | undefined;
    readonly chart: ChartSpec;
    /** `values`, without the settings of nats.conf in them. */
    readonly values: SettledMap;
    /** The paths of inputs that this preview doesn't know and a default stands in for. */
    readonly assumed: readonly string[];
}

/** What stands at the path of an input that is one value, or a list or map of such: a spec has them where the inputs have them. */
export function inputAt(spec: Spec, path: string): Settled {
    return valueAt(spec as unknown as SettledMap, ...path.split("."));
}

/** The same where something is given: an empty list or map is nothing, as if it were left out. */
export function givenAt(inputs: Partial<SimpleInputs>, path: string): Settled {
    const value = valueAt(inputs, ...path.split("."));
    const isEmpty = (isList(value) || isMap(value)) && Object.keys(value).length === 0;
    return isEmpty ? undefined : value;
}

/** Whether nothing at `path`, above it or in it is only assumed. Raw accounts are taken as they are: as none while they aren't known. */
export function isKnown({ assumed, config }: Pick<Spec, "assumed" | "config">, path: string): boolean {
    const within = (inner: string, outer: string) => inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
    const raw = path === "config.merge.accounts" && config["accounts"] instanceof Leaf;
    return !raw && !assumed.some((known) => within(known, path) || within(path, known));
}

export interface ResourcesSpec {
    readonly cpu: Text;
    readonly memory: Text;
    readonly requests: { readonly cpu: Text; readonly memory: Text };
}

export interface UserSpec {
    readonly name: string;
    /** Where the user stands in the inputs. */
    readonly path: string;
    readonly account: string;
    /** Undefined where a password is to be generated. */
    readonly password: Leaf<string> | undefined;
    /** Permissions and the like, in NATS's words. */
    readonly grants: SettledMap;
}

export interface AccountSpec {
    readonly name: string;
    readonly path: string;
    /** Limits, exports and the like, in NATS's words. */
    readonly settings: SettledMap;
}

export type ServiceSpec = SimpleInputs["service"] & {
    /** Whether the user said anything about the Service. */
    readonly given: boolean;
};

export interface ChartSpec {
    /** Where the chart is. */
    readonly source: Text;
    /** The user and the password with which the chart is downloaded. */
    readonly credentials?: { readonly username: Leaf<string>; readonly password: Leaf<string> };
    /** The version to ask for; undefined where the source is one version. */
    readonly version: Text | undefined;
    readonly official: boolean;
}
