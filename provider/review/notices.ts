import type { Facts } from "./facts";

/** What a change will do to running servers and their clients. */
export interface Notice {
    readonly severity: "info" | "warning";
    readonly message: string;
}

type Announce = (old: Facts, now: Facts) => Notice | undefined;

const warning = (message: string): Notice => ({ severity: "warning", message });

/** The inputs whose change restarts the servers, as far as they are known. */
function restartCausesOf(old: Facts, now: Facts): string[] {
    if (old.restarts === undefined || now.restarts === undefined) {
        return [];
    }
    const [before, after] = [old.restarts, now.restarts];
    const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    const known = (path: string) => !(path in after) || after[path] !== undefined;
    return paths.filter((path) => known(path) && before[path] !== after[path]).sort();
}

/** Whether it is known that nothing restarts the servers: what a preview doesn't know yet may. */
function restartsNothing(old: Facts, now: Facts): boolean {
    const known = ({ restarts }: Facts) => restarts !== undefined && !Object.values(restarts).includes(undefined);
    return known(old) && known(now) && restartCausesOf(old, now).length === 0;
}

const restart: Announce = (old, now) => {
    const causes = restartCausesOf(old, now);
    if (causes.includes("jetstream.enabled") || causes.includes("config.resolver")) {
        return warning(`all servers stop together and start again, for ${causes.join(", ")}: their volumes can't change otherwise`);
    }
    return causes.length === 0
        ? undefined
        : warning(
              `every server restarts, one after another, for ${causes.join(", ")}; clients reconnect, and streams with 3 replicas stay available`,
          );
};

const reload: Announce = (old, now) =>
    old.reloads !== undefined && now.reloads !== undefined && old.reloads !== now.reloads && restartsNothing(old, now)
        ? { severity: "info", message: "the servers take the new configuration by a reload; none restarts" }
        : undefined;

const dropped: Announce = (old, now) => {
    if (old.logins === undefined || now.logins === undefined) {
        return undefined;
    }
    const [before, after] = [old.logins, now.logins];
    const users = Object.keys(before).filter((user) => before[user] !== after[user]);
    return users.length === 0
        ? undefined
        : warning(`connections of ${users.sort().join(", ")} are cut: they were made with what no longer holds`);
};

const scaleIn: Announce = (old, now) => {
    const [before = 0, after = 0] = [old.replicas, now.replicas];
    if (old.jetstream !== true || after < 2 || after >= before) {
        return undefined;
    }
    const gone = Array.from({ length: before - after }, (_, index) => `${now.name ?? "<name>"}-${after + index}`);
    return warning(
        `${gone.join(", ")} ${gone.length === 1 ? "goes" : "go"}, and the replicas of streams there stay behind, missing; first move them: ` +
            "for each stream `nats stream edit <stream> --replicas <fewer>` or `nats stream cluster peer-remove <stream> <server>`, then, as a system " +
            "user, `nats server raft peer-remove <server>` for each server",
    );
};

const throwAway: Announce = (old, now) =>
    old.retainData === true && now.retainData === false
        ? warning("jetstream.retainData is off from now on: `destroy` deletes the volumes, with all messages")
        : undefined;

const accountsGone: Announce = (old, now) => {
    const gone = (old.accounts ?? []).filter((name) => now.accounts !== undefined && !now.accounts.includes(name));
    return gone.length === 0
        ? undefined
        : warning(`the streams of ${gone.join(", ")} stay on the volumes, out of reach until an account of that name is there again`);
};

const versions: Announce = (old, now) => {
    const [before, after] = [minorOf(old.chartVersion), minorOf(now.chartVersion)];
    if (before === undefined || after === undefined || before === after) {
        return undefined;
    }
    return after < before
        ? warning(
              `chart ${old.chartVersion} → ${now.chartVersion} is a downgrade: an older server may not read what the newer one has stored`,
          )
        : warning(
              `chart ${old.chartVersion} → ${now.chartVersion} brings newer servers, which may store what older ones can't read: there may be no way back`,
          );
};

/** `2.14.2` as a number that grows with the minor version. */
function minorOf(version: string | undefined): number | undefined {
    const match = /^v?(\d+)\.(\d+)\./.exec(version ?? "");
    return match ? Number(match[1]) * 1000 + Number(match[2]) : undefined;
}

const ANNOUNCEMENTS: readonly Announce[] = [restart, reload, dropped, scaleIn, throwAway, accountsGone, versions];

export function noticesOf(old: Facts, now: Facts): Notice[] {
    return ANNOUNCEMENTS.flatMap((announce) => announce(old, now) ?? []);
}
