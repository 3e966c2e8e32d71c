import { type SettledMap, leavesOf, mapLeaves } from "../../values/leaf";
import type { Spec } from "../spec";

/**
 * The spec with its secrets in the clear, where there are any among what servers are told: most rules look at plain values, and a server
 * looks at all of them. Passwords of users have rules of their own. What fails here only must be told without any value.
 */
export function revealSecrets(spec: Spec): Spec | undefined {
    const parts = [spec.config, ...spec.accounts.map(({ settings }) => settings), ...spec.users.map(({ grants }) => grants)];
    if (!leavesOf(parts).some((leaf) => leaf.known)) {
        return undefined;
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
