/** What another version of the servers does: what is compared for it, refused and announced. */
import { serverVersion, versionOfImage } from "../inputs/serverVersion";
import type { Spec } from "../inputs/spec";
import type { SettledMap } from "../values/leaf";
import type { Facts } from "./facts";
import { type Announce, warning } from "./notice";
import { type Refusal, stores } from "./refusal";

export function versionFacts(spec: Spec): SettledMap {
    return { chartVersion: spec.chart.version ?? "", serverVersion: serverVersion(spec) ?? "" };
}

/** Of a chart in a file, the inputs don't tell which servers it has. The image of those that run does. */
export function runningVersion(image: string | undefined, { serverVersion = "", chartVersion = "" }: Facts = {}): Facts {
    return image === undefined || serverVersion !== "" || chartVersion !== "" ? {} : { serverVersion: versionOfImage(image) };
}

interface MinorVersion {
    /** As it is told. */
    readonly text: string;
    /** Grows with the minor version: 2014 for 2.14.2. */
    readonly minor: number;
}

/** The version of the servers, else of the chart, which has had the servers' number since 2.12.1 and a lower one before. */
function minorVersion({ serverVersion, chartVersion }: Facts): MinorVersion | undefined {
    const text = serverVersion === undefined || serverVersion === "" ? chartVersion : serverVersion;
    const match = /^v?(\d+)\.(\d+)\./.exec(text ?? "");
    return match && text !== undefined ? { text, minor: Number(match[1]) * 1000 + Number(match[2]) } : undefined;
}

/** From this version on, servers replicate what those before 2.14 don't understand, and stop at. */
const NEWER = 2015;
/** Understands both. https://github.com/nats-io/nats-server/blob/v2.15.2/server/feature_flags.go (`js_raft_delete_range`) */
const BETWEEN = 2014;

export const versionsApart: Refusal = {
    code: "versions-apart",
    path: "chartVersion",
    needs: ["jetstream", "replicas", "chartVersion", "serverVersion"],
    // A standalone server replicates nothing.
    when: (old, now) => {
        const [before, after] = [minorVersion(old)?.minor, minorVersion(now)?.minor];
        const apart = (one = NEWER, other = BETWEEN) => one < BETWEEN && other >= NEWER;
        return stores(old, now) && old.replicas > 1 && now.replicas > 1 && (apart(before, after) || apart(after, before));
    },
    reason: (old, now) => {
        const [before, after] = [minorVersion(old)?.text, minorVersion(now)?.text];
        return (
            `would bring servers ${after} in place of ${before} one by one, and in a cluster with JetStream those before 2.14 stop at what those ` +
            "from 2.15 on replicate; go to 2.14 first, in an update of its own"
        );
    },
};

export const newServers: Announce = (old, now) => {
    const [before, after] = [minorVersion(old), minorVersion(now)];
    if (before === undefined || after === undefined || before.minor === after.minor) {
        return undefined;
    }
    const change = `servers ${before.text} → ${after.text}`;
    return after.minor < before.minor
        ? warning("downgrade", `${change} is a downgrade: an older server may not read what the newer one has stored`)
        : warning("newer-servers", `${change}: newer servers may store what older ones can't read: there may be no way back`);
};
