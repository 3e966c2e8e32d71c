import { type ServerUnaryCall, type UntypedServiceImplementation, type sendUnaryData, Server, ServerCredentials } from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { type LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { nameOf } from "./registered";

export interface Logged {
    readonly severity: "debug" | "info" | "warning" | "error";
    readonly message: string;
    /** The name of the resource that it is about. */
    readonly resource: string;
}

/** The engine, as far as a plugin talks to it: it takes what is logged. */
export class FakeEngine {
    readonly logs: Logged[] = [];
    private readonly server = new Server();

    async start(): Promise<string> {
        const service: UntypedServiceImplementation = {
            log: ({ request }: ServerUnaryCall<LogRequest, Empty>, reply: sendUnaryData<Empty>) => {
                const severity = Object.entries(LogSeverity).find(([, value]) => value === request.getSeverity())![0];
                this.logs.push({
                    severity: severity.toLowerCase() as Logged["severity"],
                    message: request.getMessage(),
                    resource: nameOf(request.getUrn()),
                });
                reply(null, new Empty());
            },
        };
        return serve(this.server, EngineService, service);
    }

    stop(): void {
        this.server.forceShutdown();
    }
}

/** Starts a server of one service, and tells its address. */
export function serve(
    server: Server,
    service: Parameters<Server["addService"]>[0],
    implementation: UntypedServiceImplementation,
): Promise<string> {
    server.addService(service, implementation);
    return new Promise((resolve, reject) => {
        server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
            if (error === null) {
                resolve(`127.0.0.1:${port}`);
            } else {
                reject(error);
            }
        });
    });
}
