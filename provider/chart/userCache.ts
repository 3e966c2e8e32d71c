import { homedir } from "node:os";
import { join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** The plugin's folder in the user's cache, by the convention of the system. Everything in it can be made again. */
export function userCache(environment: Environment): string {
    const cache = environment["XDG_CACHE_HOME"] ?? environment["LOCALAPPDATA"] ?? join(homedir(), ".cache");
    return join(cache, "pulumi-nats");
}
