import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { locked, once } from "../../../sandbox/parts/once";
import { temporaryFolder } from "./temporary";

/** No process has such a number on Linux or macOS. */
const NOBODY = 2 ** 30;

describe("sandbox: what is made once", () => {
    const folder = temporaryFolder();

    it("is made by one of those that want it, while the others wait", async () => {
        const path = join(folder(), "thing");
        let made = 0;
        const make = async (partial: string): Promise<undefined> => {
            made += 1;
            writeFileSync(partial, "half");
            assert.equal(existsSync(path), false);
            await sleep(50);
            writeFileSync(partial, "whole");
            return undefined;
        };
        await Promise.all([once(path, make), once(path, make), once(path, make)]);
        assert.equal(made, 1);
        assert.equal(readFileSync(path, "utf8"), "whole");
        assert.deepEqual(readdirSync(folder()), ["thing"]);
    });

    it("is not there, not even in part, when making it fails", async () => {
        const path = join(folder(), "thing");
        const half = (partial: string): void => {
            writeFileSync(partial, "half");
        };
        await assert.rejects(
            once(path, (partial) => {
                half(partial);
                return Promise.reject(new Error("disk full"));
            }),
            /disk full/,
        );
        const reason = await once(path, (partial) => {
            half(partial);
            return Promise.resolve("no way out");
        });
        assert.equal(reason, "no way out");
        assert.deepEqual(readdirSync(folder()), []);
    });

    it("can be made after a process that was making it was killed", async () => {
        const path = join(folder(), "thing");
        writeFileSync(`${path}.lock`, String(NOBODY));
        writeFileSync(`${path}.partial-${String(NOBODY)}`, "half");
        await once(path, (partial) => {
            writeFileSync(partial, "whole");
            return Promise.resolve(undefined);
        });
        assert.deepEqual(readdirSync(folder()), ["thing"]);
    });

    it("tells once whom it waits for", async () => {
        const lock = join(folder(), "lock");
        const owners: number[] = [];
        let inside = 0;
        const body = async (): Promise<void> => {
            inside += 1;
            assert.equal(inside, 1);
            await sleep(450);
            inside -= 1;
        };
        await Promise.all([locked(lock, body), locked(lock, body, (owner) => owners.push(owner))]);
        assert.deepEqual(owners, [process.pid]);
        assert.equal(existsSync(lock), false);
    });
});
