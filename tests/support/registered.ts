import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { decoded } from "./base64";
import { Secret, fromWire } from "./wire";

/** A resource that the component asks for, with the options that matter for what becomes of it. */
export interface Registered {
    readonly type: string;
    readonly name: string;
    /** The name of the parent; empty at the top. */
    readonly parent: string;
    readonly inputs: Readonly<Record<string, unknown>>;
    /** The names of the resources that have to be there first. */
    readonly dependencies: readonly string[];
    readonly retainOnDelete: boolean;
    readonly protect: boolean;
    readonly ignoreChanges: readonly string[];
    readonly replaceOnChanges: readonly string[];
    readonly deleteBeforeReplace: boolean;
    readonly timeouts: { readonly create: string; readonly update: string } | undefined;
    readonly provider: string;
    /** Of the plugin that is asked for. */
    readonly version: string;
    readonly providers: Readonly<Record<string, string>>;
}

export function readRegistration(request: RegisterResourceRequest): Registered {
    const timeouts = request.getCustomtimeouts();
    return {
        type: request.getType(),
        name: request.getName(),
        parent: nameOf(request.getParent()),
        inputs: readable(fromWire(request.getObject()?.toJavaScript() ?? {}) as Record<string, unknown>),
        dependencies: request.getDependenciesList().map(nameOf).sort(),
        retainOnDelete: request.getRetainondelete() ?? false,
        protect: request.getProtect() ?? false,
        ignoreChanges: request.getIgnorechangesList(),
        replaceOnChanges: request.getReplaceonchangesList(),
        deleteBeforeReplace: request.getDeletebeforereplace(),
        timeouts: timeouts && { create: timeouts.getCreate(), update: timeouts.getUpdate() },
        provider: request.getProvider(),
        version: request.getVersion(),
        providers: Object.fromEntries(request.getProvidersMap().toObject()),
    };
}

/** With what a Secret holds as its readers get it; where that isn't known, it stays so. */
function readable({ data, ...inputs }: Readonly<Record<string, unknown>>): Record<string, unknown> {
    const read = (value: unknown) => (isMap(value) ? decoded(value) : value);
    return data === undefined ? inputs : { ...inputs, data: data instanceof Secret ? new Secret(read(data.value)) : read(data) };
}

function isMap(value: unknown): value is Record<string, string> {
    return typeof value === "object" && value !== null;
}

/** The last part of a URN. */
export function nameOf(urn: string): string {
    return urn.split("::").at(-1) ?? "";
}

/** The resources as a list that a person reads: what is made, by type and name. */
export function listing(resources: readonly Registered[]): string[] {
    return resources.map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`).sort();
}
