import * as pulumi from "@pulumi/pulumi";
import { rpcKeepAlive } from "@pulumi/pulumi/runtime/settings";
import { registration } from "../lookout/registration";
import { withinTime } from "../lookout/timeLimit";

const LOOK_SECONDS = 6;
/** More is for the NATS tools to list. */
const MOST = 5;

/**
 * Says what the servers can't serve, when they are `ready`: one broken stream keeps no server from starting, so nobody would hear of it
 * otherwise. An update that is done stays for the answer.
 */
export async function sayWhatIsUnwell(
    ready: pulumi.Resource,
    parent: pulumi.Resource,
    look: () => Promise<readonly string[]>,
): Promise<void> {
    const done = rpcKeepAlive();
    try {
        if ((await registration(ready)) === "failed") {
            return;
        }
        const lines = await withinTime(look, LOOK_SECONDS, []);
        if (lines.length > 0) {
            const more = lines.length > MOST ? `, and ${lines.length - MOST} more` : "";
            await pulumi.log.warn(
                `the servers are ready, but not all that they store can be served: ${lines.slice(0, MOST).join("; ")}${more}`,
                parent,
            );
        }
    } finally {
        done();
    }
}
