import Module from "node:module";
import { join } from "node:path";

/**
 * Resolves `pulumi-nats` to the generated SDK. It can't be a dependency of the package itself: Pulumi would look for the plugin of the
 * SDK, which is this very package, when somebody installs it from the repository.
 */
const resolver = Module as unknown as { _resolveFilename: (request: string, ...rest: unknown[]) => string };
const resolve = resolver._resolveFilename.bind(Module);
resolver._resolveFilename = (request, ...rest) =>
    resolve(request === "pulumi-nats" ? join(__dirname, "../../sdk/nodejs/index.ts") : request, ...rest);
