import { PLAIN_SETTINGS } from "../inputs/contract";
import type { Facts } from "./facts";
import { type Announce, warning } from "./notice";
import { madeAnew, stores } from "./refusal";

/** The inputs whose change restarts the servers, as far as they are known. */
function causesOf(old: Facts, now: Facts): string[] {
    if (old.restarts === undefined || now.restarts === undefined) {
        return [];
    }
    const [before, after] = [old.restarts, now.restarts];
    const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const known = (path: string) => !(path in after) || after[path] !== undefined;
    return paths.filter((path) => known(path) && before[path] !== after[path]).sort();
}

/**
 * The input, where there is one for a setting of nats.conf. Facts have the setting by its path in `config.merge`, from wherever it comes: so
 * nothing is announced when somebody sets it by its input instead, or a later version has one for it.
 */
export function inputOf(cause: string): string {
    const [input] = Object.entries(PLAIN_SETTINGS).find(([, setting]) => cause === `config.merge.${setting}`) ?? [];
    return input ?? cause;
}

/** With both names: facts don't say by which of them somebody has set it. */
function named(cause: string): string {
    const input = inputOf(cause);
    return input === cause ? cause : `${input} (${cause})`;
}

/** Whether it is known that nothing restarts the servers: what a preview doesn't know yet may. */
function restartsNothing(old: Facts, now: Facts): boolean {
    const known = ({ restarts }: Facts) => restarts !== undefined && !Object.values(restarts).includes(undefined);
    return known(old) && known(now) && causesOf(old, now).length === 0;
}

export const restart: Announce = (old, now, lost) => {
    const causes = causesOf(old, now);
    if (causes.length === 0) {
        return undefined;
    }
    const why = causes.map(named).join(", ");
    if (madeAnew(old, now)) {
        return warning(
            "restart-together",
            now.replicas === 1
                ? `the server stops and starts again, for ${why}: its volumes can't change otherwise`
                : `all servers stop together and start again, for ${why}: their volumes can't change otherwise`,
        );
    }
    const what = now.replicas === 1 ? "the server restarts" : "every server restarts, one after another";
    return warning("restart", `${what}, for ${why}; clients reconnect${lost ? "" : meanwhile(old, now)}`);
};

/** What becomes of streams while one server after another is away. */
function meanwhile(old: Facts, now: Facts): string {
    const [before, after] = [old.replicas, now.replicas];
    if (!stores(old, now) || before === undefined || after === undefined) {
        return "";
    }
    const servers = Math.min(before, after);
    return servers === 1
        ? ", and its streams are away until it is back"
        : servers === 2
          ? ", and JetStream stops while either of the two servers is away"
          : ", and streams with 3 replicas stay available";
}

/** What is in the ConfigMap and in the Secret of the servers' files: all that users log in with is in the latter. */
function rewritesFiles(old: Facts, now: Facts): boolean {
    const reloads = old.reloads !== undefined && now.reloads !== undefined && old.reloads !== now.reloads;
    const [before, after] = [old.logins, now.logins];
    const users = Object.keys({ ...before, ...after });
    return reloads || (before !== undefined && after !== undefined && users.some((user) => before[user] !== after[user]));
}

/** Nothing is promised of a change that is refused, also where it is accepted: a limit that is lowered is what a running server doesn't take over. */
export const reload: Announce = (old, now, lost) =>
    !lost && rewritesFiles(old, now) && restartsNothing(old, now)
        ? {
              code: "reload",
              severity: "info",
              message: `the ${now.replicas === 1 ? "server takes" : "servers take"} the new configuration by a reload; none restarts`,
          }
        : undefined;
