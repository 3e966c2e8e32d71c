import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

const SEVERITIES = { info: LogSeverity.INFO, warning: LogSeverity.WARNING } as const;

/** The engine's log, for what happens outside of `construct`: `pulumi.log` has no engine there. */
export class EngineLog {
    readonly #client: EngineClient;

    /** @param address where the engine listens: the first argument of every plugin. */
    constructor(address: string) {
        this.#client = new EngineClient(address, grpc.credentials.createInsecure());
    }

    write(severity: keyof typeof SEVERITIES, message: string, urn: string): Promise<void> {
        const request = new LogRequest().setSeverity(SEVERITIES[severity]).setMessage(message).setUrn(urn);
        return new Promise((resolve, reject) => {
            this.#client.log(request, (error) => {
                if (error) {
                    reject(error);
                } else {
                    resolve();
                }
            });
        });
    }
}
