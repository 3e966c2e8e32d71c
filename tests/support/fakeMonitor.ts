import { type ServerUnaryCall, type UntypedServiceImplementation, type sendUnaryData, Server } from "@grpc/grpc-js";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
    type RegisterResourceOutputsRequest,
    type RegisterResourceRequest,
    DeploymentInfo,
    RegisterResourceResponse,
    ResourceMonitorFeature,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { setTimeout } from "node:timers/promises";
import { serve } from "./fakeEngine";
import { outcomeOf } from "./outcomes";
import { type Registered, nameOf, readRegistration } from "./registered";
import { Secret, fromWire, onWire } from "./wire";

/** What an engine of today can do. Without the first a plugin would send secrets in the clear. */
const FEATURES = [
    ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_SECRETS,
    ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES,
    ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES,
    ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS,
    ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_DELETED_WITH,
];

interface Ways {
    readonly preview?: boolean;
    /** How long each resource takes, so that two constructs overlap. */
    readonly milliseconds?: number;
}

/** The part of the engine that makes resources: it notes what is asked for, and answers as the providers would. */
export class FakeMonitor {
    readonly resources: Registered[] = [];
    /** What the component says at the end, by the name of the resource. */
    readonly outputs: Record<string, unknown> = {};
    private readonly server = new Server();

    constructor(
        private readonly stack: string,
        private readonly ways: Ways = {},
    ) {}

    start(): Promise<string> {
        const service: UntypedServiceImplementation = {
            getDeploymentInfo: (_: unknown, reply: sendUnaryData<DeploymentInfo>) => {
                reply(null, new DeploymentInfo().setSupportedfeaturesList(FEATURES));
            },
            registerResource: (
                { request }: ServerUnaryCall<RegisterResourceRequest, unknown>,
                reply: sendUnaryData<RegisterResourceResponse>,
            ) => {
                void this.register(request).then((response) => reply(null, response));
            },
            registerResourceOutputs: (
                { request }: ServerUnaryCall<RegisterResourceOutputsRequest, unknown>,
                reply: sendUnaryData<Empty>,
            ) => {
                this.outputs[nameOf(request.getUrn())] = fromWire(request.getOutputs()?.toJavaScript());
                reply(null, new Empty());
            },
        };
        return serve(this.server, ResourceMonitorService, service);
    }

    stop(): void {
        this.server.forceShutdown();
    }

    private async register(request: RegisterResourceRequest): Promise<RegisterResourceResponse> {
        const resource = readRegistration(request);
        this.resources.push(resource);
        await setTimeout(this.ways.milliseconds ?? 0);
        const { preview = false } = this.ways;
        const { result, ...state } = outcomeOf(resource.type, resource.name, resource.inputs, preview);
        // @pulumi/random marks its results, as its schema says.
        const marked = result === undefined ? state : { ...state, result: new Secret(result) };
        return new RegisterResourceResponse()
            .setUrn(this.urn(request))
            .setId(preview || !request.getCustom() ? "" : resource.name)
            .setObject(Struct.fromJavaScript(onWire(marked) as Record<string, never>));
    }

    private urn(request: RegisterResourceRequest): string {
        const parentType = request.getParent().split("::")[2];
        const type = parentType === undefined ? request.getType() : `${parentType}$${request.getType()}`;
        return `urn:pulumi:${this.stack}::project::${type}::${request.getName()}`;
    }
}
