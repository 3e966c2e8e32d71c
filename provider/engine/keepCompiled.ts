import * as modules from "node:module";

/**
 * Writes down what V8 has compiled, for the next command. By itself Node.js does that when a process ends, and the engine kills its plugins.
 * Once per version and machine: what has been read from the cache isn't written again, so that it is to be done when everything has been used.
 */
export function keepCompiled(): void {
    const { flushCompileCache } = modules as Partial<typeof modules>;
    // The answer to the engine goes first.
    setImmediate(() => flushCompileCache?.());
}
