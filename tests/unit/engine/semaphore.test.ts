import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { Turns } from "../../../provider/engine/semaphore";

describe("turns", () => {
    it("let as many through as there are, and the others in the order in which they came", async () => {
        const turns = new Turns(2);
        const ends: (() => void)[] = [];
        const order: number[] = [];
        const all = [1, 2, 3, 4].map(async (number) => {
            const end = await turns.take(60);
            order.push(number);
            ends.push(end);
        });
        await setTimeout(1);
        assert.deepEqual(order, [1, 2]);
        ends[1]!();
        ends[1]!(); // a turn that has ended can't end again
        await setTimeout(1);
        assert.deepEqual(order, [1, 2, 3]);
        ends[0]!();
        await Promise.all(all);
        assert.deepEqual(order, [1, 2, 3, 4]);
    });

    it("end by themselves when they take too long, so that nobody waits for ever", async () => {
        const turns = new Turns(1);
        await turns.take(0.02);
        const start = performance.now();
        await turns.take(60);
        assert.ok(performance.now() - start < 5000);
    });
});
