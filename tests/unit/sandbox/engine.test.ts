import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { followLines } from "../../../sandbox/engine";
import { temporaryFolder } from "./temporary";

describe("sandbox: the engine's event log", () => {
    const folder = temporaryFolder();

    it("is followed line by line as it grows, whole characters only", async () => {
        const path = join(folder(), "events");
        const lines: string[] = [];
        const follower = followLines(path, (line) => lines.push(line));
        await sleep(300);
        const text = Buffer.from("one\nüber\nthree");
        appendFileSync(path, text.subarray(0, 5));
        await sleep(300);
        assert.deepEqual(lines, ["one"]);
        appendFileSync(path, text.subarray(5));
        follower.end();
        assert.deepEqual(lines, ["one", "über"]);
    });

    it("may never come to be", () => {
        followLines(join(folder(), "absent"), () => assert.fail()).end();
    });
});
