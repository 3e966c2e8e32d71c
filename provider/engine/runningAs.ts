import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";

/**
 * The version under which the program asked for this plugin; undefined where it named none. A resource of our own that named another one
 * would make the engine start the plugin a second time, in every command, and the version may be one under which it isn't installed.
 * https://github.com/pulumi/pulumi/blob/v3.274.1/pkg/resource/deploy/default_providers.go
 */
export class RunningAs {
    version: string | undefined;

    /** The SDK's server answers `Configure` without a word to the provider, so this listens in. It is to be called before `main`. */
    static ofEngine(): RunningAs {
        const running = new RunningAs();
        const { configure } = ResourceProviderService as unknown as { readonly configure: { requestDeserialize: Deserialize } };
        const deserialize = configure.requestDeserialize;
        configure.requestDeserialize = (bytes) => {
            const request = deserialize(bytes);
            const version = request.getArgs()?.toJavaScript()["version"];
            running.version = typeof version === "string" ? version : undefined;
            return request;
        };
        return running;
    }
}

type Deserialize = (typeof ResourceProviderService)["configure"]["requestDeserialize"];
