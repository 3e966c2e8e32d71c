import { row, toTerminal } from "../../sandbox/log";
import { findParts } from "../../sandbox/parts";
import { NATS_SERVER_VERSION, NEXT_NATS_SERVER_VERSION } from "../../sandbox/parts/versions";
import { note } from "../support/notes";
import type { Tools } from "./check";

/** The servers that each spec is tried on, by version. */
export const SERVERS = { [NATS_SERVER_VERSION]: "nats-server", [NEXT_NATS_SERVER_VERSION]: "nats-server-next" } as const;

export const VERSIONS = Object.keys(SERVERS) as (keyof typeof SERVERS)[];

/** What the specs are run with: found, or built the first time. */
export async function findTools(version: keyof typeof SERVERS): Promise<Tools> {
    const server = SERVERS[version];
    const { helm, chart, [server]: natsServer } = await findParts(["helm", server, "chart"], toTerminal);
    for (const part of [helm, chart, natsServer]) {
        note({ part: row(part.name, part.origin, "").trimEnd() });
    }
    return { helm: helm.path, path: chart.path, natsServer: natsServer.path, version };
}
