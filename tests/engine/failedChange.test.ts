// A change that has failed is no change: it is compared, announced and refused again when it is tried again.
import assert from "node:assert/strict";
import { deleteNamespace, uniqueNamespace } from "../support/cluster";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";

type Inputs = Readonly<Record<string, unknown>>;

const COMMANDS = [["preview"], ["up", "--yes", "--skip-preview"]] as const;
/** The release is made, and no server comes up: an update that fails half-way. */
const FAILS = { timeoutSeconds: 10, values: { container: { image: { fullImageName: "nats:no-such-version" } } } };

describe("a change that has failed", function () {
    this.timeout(300_000);
    const namespace = uniqueNamespace("failed");
    let stack: Stack;
    const write = (inputs: Inputs): void =>
        stack.write(
            clusterProgram(namespace, { ...SMALL, replicas: 1, jetstream: { size: "1Gi" }, users: { app: { password: "p" } }, ...inputs }),
        );

    before(async () => {
        stack = await Stack.create(clusterProgram(namespace, {}));
        write({});
        await stack.up();
    });
    after(async () => {
        write({});
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    it("is announced again when it is tried again", async () => {
        const memory = { resources: { ...SMALL.resources, memory: "160Mi" } };
        write({ ...memory, ...FAILS });
        for (const command of [["preview"], COMMANDS[1], ["preview"], COMMANDS[1]]) {
            assert.match(await stack.cli(...command), /the server restarts, for resources\.memory/);
        }
    });

    it("isn't let through for having been accepted once", async () => {
        const domain = { config: { merge: { jetstream: { domain: "hub" } } } };
        write({ ...domain, ...FAILS, acceptChanges: ["config.merge.jetstream.domain"] });
        const failed = await stack.cli(...COMMANDS[1]);
        assert.match(failed, /accepted by acceptChanges: config\.merge\.jetstream\.domain/);
        assert.match(failed, /error: update failed/);
        write(domain);
        for (const command of COMMANDS) {
            assert.match(await stack.cli(...command), /property config\.merge\.jetstream\.domain .*To do it nevertheless, add/);
        }
    });

    it("is nothing when it is taken back: the update repairs what is there", async () => {
        write({});
        await stack.up();
        assert.deepEqual((await stack.preview()).steps, {});
    });
});
