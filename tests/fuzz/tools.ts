import { row, toTerminal } from "../../sandbox/log";
import { findParts } from "../../sandbox/parts";
import { origins } from "../support/origins";
import type { Tools } from "./check";

/** What the specs are run with: found, or built the first time. */
export async function findTools(): Promise<Tools> {
    const { helm, chart, "nats-server": natsServer } = await findParts(["helm", "nats-server", "chart"], toTerminal);
    for (const part of [helm, chart, natsServer]) {
        origins.add(row(part.name, part.origin, "").trimEnd());
    }
    return { helm: helm.path, path: chart.path, natsServer: natsServer.path };
}
