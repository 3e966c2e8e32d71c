import * as pulumi from "@pulumi/pulumi";
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the module itself, as the SDK calls it; an import is a copy
import sdkLog = require("@pulumi/pulumi/log");
import assert from "node:assert/strict";
import { mock } from "node:test";
import { setImmediate as settled } from "node:timers/promises";
import { sayWhereToLook } from "../../provider/create/patience";

interface Fake {
    readonly resource: pulumi.Resource;
    readonly register: () => void;
    readonly fail: () => void;
}

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

    beforeEach(() => {
        said = [];
        [release, ready] = [fake(), fake()];
        mock.timers.enable({ apis: ["setTimeout"] });
        mock.method(sdkLog, "info", (message: string) => Promise.resolve(void said.push(`info: ${message}`)));
        mock.method(sdkLog, "warn", (message: string) => Promise.resolve(void said.push(`warning: ${message}`)));
        const parent = fake().resource;
        void sayWhereToLook("look there", { parent, before: release.resource, awaited: ready.resource, seconds: 100 });
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
        await pass(11);
        assert.deepEqual(said, []);
        await pass(2);
        assert.deepEqual(said, ["info: look there"]);
        await pass(86);
        assert.deepEqual(said, ["info: look there", "warning: look there"]);
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
