import type { Facts } from "./facts";
import { type Announce, type Notice, warning } from "./notice";
import { stores } from "./refusal";
import { reload, restart } from "./restarts";
import { newServers } from "./versions";

const dropped: Announce = (old, now) => {
    if (old.logins === undefined || now.logins === undefined) {
        return undefined;
    }
    const [before, after] = [old.logins, now.logins];
    const users = Object.keys(before).filter((user) => before[user] !== after[user]);
    return users.length === 0
        ? undefined
        : warning("connections-cut", `connections of ${users.sort().join(", ")} are cut: they were made with what no longer holds`);
};

const scaleIn: Announce = (old, now) => {
    const [before = 0, after = 0] = [old.replicas, now.replicas];
    if (!stores(old, now) || after < 2 || after >= before) {
        return undefined;
    }
    const gone = Array.from({ length: before - after }, (_, index) => `${now.name ?? "<name>"}-${after + index}`);
    // https://github.com/nats-io/nats-server/blob/v2.14.2/server/raft.go (`peerRemoveTimeout`)
    return warning(
        "scale-in",
        `${gone.join(", ")} ${gone.length === 1 ? "goes" : "go"}, and the replicas of streams there stay behind on ${gone.length === 1 ? "its volume, which is kept" : "their volumes, which are kept"}, missing in the cluster; first move them: ` +
            "for each stream `nats stream edit <stream> --replicas <fewer>` or `nats stream cluster peer-remove <stream> <server>`, then, as a system " +
            "user, `nats server raft peer-remove <server>` for each server, which the others take back after five minutes at the earliest",
    );
};

const throwAway: Announce = (old, now) =>
    old.retainData === true && now.retainData === false
        ? warning("throw-away", "jetstream.retainData is off from now on: `destroy` deletes the volumes, with all messages")
        : undefined;

const accountsGone: Announce = (old, now) => {
    const gone = (old.accounts ?? []).filter((name) => now.accounts !== undefined && !now.accounts.includes(name));
    return gone.length === 0
        ? undefined
        : warning(
              "accounts-gone",
              `the streams of ${gone.join(", ")} stay on the volumes, out of reach until an account of that name is there again`,
          );
};

const ANNOUNCEMENTS: readonly Announce[] = [restart, reload, dropped, scaleIn, throwAway, accountsGone, newServers];

export function noticesOf(old: Facts, now: Facts, lost: boolean): Notice[] {
    return ANNOUNCEMENTS.flatMap((announce) => announce(old, now, lost) ?? []);
}
