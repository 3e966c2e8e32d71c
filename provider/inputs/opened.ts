import { type SettledMap, leavesOf, mapLeaves } from "../values/leaf";
import type { Spec } from "./spec";

/**
 * The spec with its secrets in the clear, as far as servers are told of them: for decisions, which must be the same whether an input is a
 * secret or not. The spec itself where there are none. Passwords of users stay as they are. What is decided here must be told without any
 * value.
 */
export function opened(spec: Spec): Spec {
    const open = OPENED.get(spec) ?? withoutSecrets(spec);
    OPENED.set(spec, open);
    return open;
}

/** It is asked for several times, and looks at everything. */
const OPENED = new WeakMap<Spec, Spec>();

function withoutSecrets(spec: Spec): Spec {
    const parts = [spec.config, ...spec.accounts.map(({ settings }) => settings), ...spec.users.map(({ grants }) => grants)];
    if (!leavesOf(parts).some((leaf) => leaf.known)) {
        return spec;
    }
    return {
        ...spec,
        config: revealed(spec.config),
        accounts: spec.accounts.map((account) => ({ ...account, settings: revealed(account.settings) })),
        users: spec.users.map((user) => ({ ...user, grants: revealed(user.grants) })),
    };
}

function revealed(part: SettledMap): SettledMap {
    return mapLeaves(part, (leaf) => (leaf.known ? leaf.reveal() : leaf)) as SettledMap;
}
