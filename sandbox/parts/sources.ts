import type { Source } from "./choose";
import type { GoBinary } from "./goBinaries";
import type { Machine } from "./machine";

/** A binary that was built earlier. */
export function fromCache(machine: Machine, binary: GoBinary): Source {
    return {
        place: "the cache",
        find() {
            const path = machine.built(binary);
            return Promise.resolve(path === undefined ? { missing: "not yet" } : { path, origin: builtOrigin(binary) });
        },
    };
}

/** A binary that is built now, if it must be. */
export function fromGoModule(machine: Machine, binary: GoBinary): Source {
    return {
        place: "its Go module",
        find: async () => ({ path: await machine.build(binary), origin: builtOrigin(binary) }),
    };
}

function builtOrigin({ version }: GoBinary): string {
    return `built from its Go module (v${version})`;
}
