import type { AuthenticationMode } from "../../inputs/authentication";
import type { RefusedPath } from "../../inputs/refusedChanges";
import { areOfDifferentSecrets } from "../../values/fingerprint";
import type { Facts } from "../facts";
import { type Refusal, ANOTHER_CLUSTER, fromTo, stores } from "../refusal";

/** In which accounts streams are depends on who says who may log in. */
const ACCOUNTS: Readonly<Record<AuthenticationMode, string>> = {
    accounts: "the accounts of the inputs",
    global: "the global account",
    operator: "the accounts of the operator's JWTs",
};

/** Where streams are out of reach because their accounts aren't there any more. */
const mode = (code: string, path: RefusedPath, concerns: (one: string, other: string) => boolean): Refusal => ({
    code,
    path,
    needs: ["jetstream", "authentication"],
    when: (old, now) => stores(old, now) && old.authentication !== now.authentication && concerns(old.authentication, now.authentication),
    reason: (old, now) => {
        const [before, after] = [old.authentication, now.authentication].map((each) => ACCOUNTS[each as AuthenticationMode]);
        return (
            `would move clients from ${before} to ${after}, where none of their streams are; the streams stay on the volumes, out of reach until ` +
            "this is taken back; back them up (`nats account backup`), accept the change, and restore them"
        );
    },
});

const isOperator = (...modes: readonly string[]): boolean => modes.includes("operator");

/** A server can't read what was encrypted with another key, and one that has none reads nothing that is encrypted. */
function losesKey(before: Facts, after: Facts): boolean {
    const [old, now] = [before.encryption, after.encryption];
    const known = [old?.key, now?.key, now?.previousKey].every((key) => key !== undefined);
    if (!known || old?.key === "" || old?.key === now?.key) {
        return false;
    }
    if (now?.key === "") {
        return true;
    }
    // Of a key that isn't told (null) there is its fingerprint, where a version that makes some has written the facts.
    return old?.key === null ? isNoneOf(before.keyPrints?.key, after.keyPrints) : now?.previousKey !== old?.key;
}

function isNoneOf(print: string | undefined, now: Facts["keyPrints"]): boolean {
    const prints = [now?.key, now?.previousKey];
    return print !== undefined && prints.every((each) => each !== undefined && (each === "" || areOfDifferentSecrets(print, each)));
}

export const access: readonly Refusal[] = [
    {
        code: "encryption-key",
        path: "config.merge.jetstream.key",
        needs: ["jetstream", "encryption"],
        when: (old, now) => stores(old, now) && losesKey(old, now),
        reason: (_, now) =>
            now.encryption.key === ""
                ? "would be removed, and servers without a key start without the streams that are encrypted, also with prev_key; the streams come back " +
                  "with the key; keep it, or make another cluster beside this one and copy the streams"
                : "would change, and the old key isn't config.merge.jetstream.prev_key: the servers start without the streams that are encrypted with it; " +
                  "the streams come back with the old key; set prev_key to the old key",
    },
    mode("operator", "config.merge.operator", isOperator),
    mode("global-account", "config.merge.authorization", (one, other) => !isOperator(one, other)),
    {
        code: "system-account",
        path: "config.merge.system_account",
        needs: ["jetstream", "replicas", "authentication", "systemAccount"],
        when: (old, now) =>
            stores(old, now) &&
            old.replicas > 1 &&
            now.replicas > 1 &&
            old.authentication === now.authentication &&
            old.systemAccount !== now.systemAccount,
        reason: (old, now) =>
            `would change ${fromTo(old.systemAccount, now.systemAccount)}: the servers of a cluster keep the list of streams in the system account, and with ` +
            `another one they start with an empty list; the streams stay on the volumes, out of reach until this is taken back; ${ANOTHER_CLUSTER}`,
    },
];
