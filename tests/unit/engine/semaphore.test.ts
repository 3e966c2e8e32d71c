import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { Semaphore } from "../../../provider/engine/semaphore";

describe("a semaphore", () => {
    it("lets as many through as there is room for, and the others in the order in which they came", async () => {
        const semaphore = new Semaphore(2);
        const releases: (() => void)[] = [];
        const order: number[] = [];
        const all = [1, 2, 3, 4].map(async (number) => {
            const release = await semaphore.acquire(60);
            order.push(number);
            releases.push(release);
        });
        await setTimeout(1);
        assert.deepEqual(order, [1, 2]);
        releases[1]!();
        releases[1]!(); // what was released can't be released again
        await setTimeout(1);
        assert.deepEqual(order, [1, 2, 3]);
        releases[0]!();
        await Promise.all(all);
        assert.deepEqual(order, [1, 2, 3, 4]);
    });

    it("gives room back after some time in any case, so that nobody waits for ever", async () => {
        const semaphore = new Semaphore(1);
        await semaphore.acquire(0.02);
        const start = performance.now();
        await semaphore.acquire(60);
        assert.ok(performance.now() - start < 5000);
    });
});
