import * as pulumi from "@pulumi/pulumi";
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the module itself, as the SDK calls it; an import is a copy
import sdkLog = require("@pulumi/pulumi/log");
import assert from "node:assert/strict";
import { mock } from "node:test";
import { setImmediate as settled } from "node:timers/promises";
import { type Waiting, sayWhatHoldsUp } from "../../provider/create/progress";
import type { HeldUp } from "../../provider/lookout/waitingPods";

interface Fake {
    readonly resource: pulumi.Resource;
    readonly register: () => void;
    readonly fail: () => void;
}

function held(what: string, cause: string, unscheduled = false): HeldUp {
    return { what, cause, unscheduled };
}

const UNSEEN = "The servers of nats are not ready yet. Look there";

/** What of a resource says that it is registered. */
function fake(): Fake {
    let resolve!: (urn: string) => void;
    let reject!: (error: Error) => void;
    const promise = new Promise<string>((onDone, onFailure) => ([resolve, reject] = [onDone, onFailure]));
    const resource = { urn: { promise: () => promise } } as unknown as pulumi.Resource;
    return { resource, register: () => resolve("urn"), fail: () => reject(new Error("failed")) };
}

describe("waiting for servers", () => {
    let said: string[];
    let release: Fake;
    let ready: Fake;
    let look: Waiting["look"];

    beforeEach(() => {
        said = [];
        [release, ready] = [fake(), fake()];
        mock.timers.enable({ apis: ["setTimeout"] });
        mock.method(sdkLog, "info", (message: string) => Promise.resolve(void said.push(`info: ${message}`)));
        mock.method(sdkLog, "warn", (message: string) => Promise.resolve(void said.push(`warning: ${message}`)));
        const parent = fake().resource;
        look = () => Promise.resolve([]);
        const waiting = pulumi.output<Waiting>(
            Promise.resolve({ what: "The servers of nats", needs: "A node with room.", whereToLook: "Look there", look: () => look() }),
        );
        void sayWhatHoldsUp(waiting, { parent, before: release.resource, awaited: ready.resource, seconds: 100 });
    });
    afterEach(() => {
        mock.timers.reset();
        mock.restoreAll();
    });

    async function pass(seconds: number): Promise<void> {
        await settled();
        mock.timers.tick(seconds * 1000);
        await settled();
    }

    it("says where to look when it takes longer, and again before it gives up", async () => {
        await pass(1000);
        assert.deepEqual(said, [], "nothing waits before the release");
        release.register();
        await pass(10);
        assert.deepEqual(said, []);
        await pass(2);
        assert.deepEqual(said, [`info: ${UNSEEN}`]);
        await pass(88);
        assert.deepEqual(said, [`info: ${UNSEEN}`, `warning: ${UNSEEN}`]);
    });

    it("says what holds each of them up, as seen at that moment, and what a node needs only where no node takes one", async () => {
        look = () => Promise.resolve([held("nats-0", "no node has room.", true), held("nats-2", "not ready yet")]);
        release.register();
        await pass(12);
        look = () => Promise.resolve([held("nats-2", "not ready yet")]);
        await pass(88);
        assert.deepEqual(said, [
            "info: The servers of nats are not ready yet. nats-0: no node has room. nats-2: not ready yet. A node with room. Look there",
            "warning: The servers of nats are not ready yet. nats-2: not ready yet. Look there",
        ]);
    });

    for (const [who, looking] of Object.entries({
        "whoever may not see the pods": () => Promise.reject(new Error("forbidden")),
        "whoever can't see them at all": () => {
            throw new Error("no such file");
        },
    })) {
        it(`tells ${who} where to look`, async () => {
            look = looking;
            release.register();
            await pass(12);
            assert.deepEqual(said, [`info: ${UNSEEN}`]);
        });
    }

    it("waits for no answer that doesn't come", async () => {
        look = () => new Promise(() => undefined);
        release.register();
        await pass(12);
        assert.deepEqual(said, []);
        await pass(3);
        assert.deepEqual(said, [`info: ${UNSEEN}`]);
    });

    it("says nothing about servers that have become ready while it looked", async () => {
        let see!: (pods: HeldUp[]) => void;
        look = () => new Promise((resolve) => (see = resolve));
        release.register();
        await pass(12);
        ready.register();
        await pass(0);
        see([held("nats-0", "not ready yet")]);
        await pass(0);
        assert.deepEqual(said, []);
    });

    it("says nothing when the servers are ready in time", async () => {
        release.register();
        await pass(5);
        ready.register();
        await pass(1000);
        assert.deepEqual(said, []);
    });

    it("says nothing when there is nothing to wait for", async () => {
        release.fail();
        await pass(1000);
        assert.deepEqual(said, []);
    });
});
