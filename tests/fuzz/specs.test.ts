// Specs nobody thought of: each is refused with a reason, or makes a real server do what the spec says. `make fuzz` runs more of them.
import assert from "node:assert/strict";
import { campaign } from "./campaign";
import type { Tools } from "./check";
import { VERSIONS, findTools } from "./tools";

/** Always the same, so that a failure is a change's and not the day's. */
const SEED = 1;
const CASES = Number(process.env["FUZZ_CASES"] || 150);

for (const version of VERSIONS) {
    describe(`for any spec, valid or not, with nats-server ${version}`, function () {
        let tools: Tools;

        before(async function () {
            this.timeout(600_000);
            tools = await findTools(version);
        });

        it("there are reasons, or a server in which everybody may do exactly what the spec says", async function () {
            this.timeout(CASES * 2000 + 120_000);
            const { counts, failures } = await campaign(tools, SEED, CASES);
            assert.deepEqual(failures, []);
            assert.ok(counts.booted > CASES / 4, `too few specs can work to tell anything: ${JSON.stringify(counts)}`);
        });
    });
}
