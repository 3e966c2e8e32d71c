import { mkdirSync } from "node:fs";
import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Where the sandbox keeps what it makes. */
export interface Layout {
    readonly checkout: string;
    /** Everything of one sandbox: `make down` removes it. */
    readonly folder: string;
    /** The sandbox's own PULUMI_HOME, so that nothing of the user's is used by accident. */
    readonly home: string;
    /** The folder of the file:// backend, which has the stack's state. */
    readonly backend: string;
    readonly passphrase: string;
    /** Held by `make up` and `make down`, outside of what the latter removes. */
    readonly lock: string;
    /** The project that the engine runs: the quickstart's, kept here so that its settings file is, too. */
    readonly project: string;
    /** What `make up` made, for `make down` and `make login`. */
    readonly record: string;
    /** The environment of the sandbox, for the user's shell. */
    readonly shellEnvironment: string;
    /** What took long to make or to download: shared by all checkouts, kept by `make down`. */
    readonly cache: string;
}

export function layoutOf(checkout: string, environment: NodeJS.ProcessEnv): Layout {
    const folder = join(checkout, ".sandbox");
    const cache = environment["SANDBOX_CACHE"] ?? join(environment["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "pulumi-nats");
    return {
        checkout,
        folder,
        home: join(folder, "home"),
        backend: join(folder, "state"),
        passphrase: join(folder, "passphrase"),
        lock: join(checkout, "node_modules", ".sandbox.lock"),
        project: join(folder, "Pulumi.yaml"),
        record: join(folder, "sandbox.json"),
        shellEnvironment: join(folder, "env"),
        cache: resolve(cache),
    };
}

/** Makes the sandbox's folders. Only for their owner: there are secrets in the state. */
export function makeFolders({ folder, backend, home }: Layout): void {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    mkdirSync(backend, { recursive: true });
    mkdirSync(home, { recursive: true });
}

export const layout = layoutOf(join(__dirname, ".."), process.env);
