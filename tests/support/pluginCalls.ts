import type { ServiceError } from "@grpc/grpc-js";
import { InputPropertiesError } from "@pulumi/pulumi/proto/errors_pb";
import { type ConstructResponse, ConstructRequest, GetSchemaRequest } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { PluginProcess } from "./pluginProcess";
import { fromWire, onWire } from "./wire";

export interface ConstructCall {
    readonly monitor: string;
    readonly inputs: object;
    readonly name?: string;
    readonly type?: string;
    readonly stack?: string;
    readonly preview?: boolean;
    /** The URNs that an input comes from, by input. */
    readonly inputDependencies?: Readonly<Record<string, readonly string[]>>;
    readonly options?: {
        readonly parent?: string;
        readonly dependsOn?: readonly string[];
        readonly providers?: Readonly<Record<string, string>>;
        readonly protect?: boolean;
        readonly retainOnDelete?: boolean;
    };
}

export interface ConstructResult {
    readonly urn: string;
    readonly state: Readonly<Record<string, unknown>>;
}

export function callConstruct({ client }: PluginProcess, call: ConstructCall): Promise<ConstructResult> {
    return new Promise((resolve, reject) => {
        client.construct(requestOf(call), (error: ServiceError | null, response: ConstructResponse) => {
            if (error !== null) {
                reject(error);
                return;
            }
            const state = fromWire(response.getState()?.toJavaScript()) as Record<string, unknown>;
            resolve({ urn: response.getUrn(), state });
        });
    });
}

function requestOf({
    monitor,
    inputs,
    name = "nats",
    type,
    stack = "test",
    preview = false,
    inputDependencies = {},
    options = {},
}: ConstructCall): ConstructRequest {
    const request = new ConstructRequest()
        .setOrganization("organization")
        .setProject("project")
        .setStack(stack)
        .setDryrun(preview)
        .setParallel(8)
        .setMonitorendpoint(monitor)
        .setType(type ?? "nats:index:Cluster")
        .setName(name)
        .setInputs(Struct.fromJavaScript(onWire(inputs) as Record<string, never>))
        .setParent(options.parent ?? "")
        .setDependenciesList([...(options.dependsOn ?? [])])
        .setProtect(options.protect ?? false)
        .setRetainondelete(options.retainOnDelete ?? false)
        .setAcceptsOutputValues(true);
    for (const [key, urns] of Object.entries(inputDependencies)) {
        request.getInputdependenciesMap().set(key, new ConstructRequest.PropertyDependencies().setUrnsList([...urns]));
    }
    for (const [pkg, reference] of Object.entries(options.providers ?? {})) {
        request.getProvidersMap().set(pkg, reference);
    }
    return request;
}

/** The problems that an error names, property by property, as the engine shows them. */
export function propertyErrors(error: unknown): { readonly path: string; readonly reason: string }[] {
    const [details] = (error as ServiceError).metadata.get("grpc-status-details-bin");
    const status = Status.deserializeBinary(details as Buffer);
    const [any] = status.getDetailsList();
    const decoded = any!.unpack((bytes) => InputPropertiesError.deserializeBinary(bytes), "pulumirpc.InputPropertiesError");
    return decoded!.getErrorsList().map((problem) => ({ path: problem.getPropertyPath(), reason: problem.getReason() }));
}

export function getSchema({ client }: PluginProcess): Promise<string> {
    return new Promise((resolve, reject) => {
        client.getSchema(new GetSchemaRequest(), (error: ServiceError | null, response) =>
            error === null ? resolve(response.getSchema()) : reject(error),
        );
    });
}

export function getVersion({ client }: PluginProcess): Promise<string> {
    return new Promise((resolve, reject) => {
        client.getPluginInfo(new Empty(), (error: ServiceError | null, response) =>
            error === null ? resolve(response.getVersion()) : reject(error),
        );
    });
}
