import { createHash } from "node:crypto";
import { Leaf, type Settled, type SettledMap, isMap } from "../leaf";
import { server } from "../nats/grammar";
import type { Block, Setting } from "../nats/kinds";
import type { Spec } from "../spec";
import { admitsAnonymous, authenticationMode } from "./authentication";

/**
 * A hash of the part of the configuration that a running server can't take over. It is an annotation of the pods: when it changes, and
 * only then, a change of configuration restarts the servers. One such setting in a reload makes NATS refuse all the others with it.
 */
export function restartHash(spec: Spec): string | Leaf<string> {
    const facts: SettledMap = {
        settings: fixedPart(spec.config, server),
        // Whether anonymous clients are let in, and by what users are known, is read at the start only.
        noAuthUser: admitsAnonymous(spec) ? true : (spec.config["no_auth_user"] ?? null),
        mode: authenticationMode(spec) === "operator",
    };
    return Leaf.of(facts, (known) => createHash("sha256").update(canonical(known)).digest("hex").slice(0, 16));
}

/** What of a block needs a restart when it changes. */
function fixedPart(config: SettledMap, block: Block): SettledMap {
    const kept = Object.entries(config).flatMap(([key, value]) => {
        const setting = block.keys.get(key)?.setting;
        const inner = setting === undefined ? value : fixed(value, setting);
        return inner === undefined ? [] : [[key, inner] as const];
    });
    return Object.fromEntries(kept);
}

function fixed(value: Settled, setting: Setting): Settled {
    if (setting.reloads) {
        return undefined;
    }
    const inner = setting.kind === "block" && isMap(value) ? fixedPart(value, setting) : value;
    return isMap(inner) && Object.keys(inner).length === 0 ? undefined : inner;
}

/** JSON with sorted keys, so that the order in which settings are written changes nothing. */
function canonical(value: Settled): string {
    return JSON.stringify(value, (_, inner: unknown) =>
        isMap(inner as Settled) ? Object.fromEntries(Object.entries(inner as SettledMap).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
    );
}
