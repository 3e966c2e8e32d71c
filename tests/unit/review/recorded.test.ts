// What stacks of earlier versions keep in their state and in the cluster, reviewed by this version: see scripts/recordFacts.ts.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Facts, publicFacts } from "../../../provider/review/facts";
import { review } from "../../../provider/review/review";
import { planOf } from "../../support/planning";
import { RECORDED_SPECS } from "../../support/recordedSpecs";
import { reveal } from "../../support/reveal";
import { factsOf } from "../../support/reviewing";

const DATA = join(__dirname, "..", "..", "data");
const SILENCE = { problems: [], notices: [] };

describe("a stack of an earlier version, under this one", () => {
    for (const file of readdirSync(DATA).filter((name) => /^facts-.*\.json$/.test(name))) {
        const recorded = JSON.parse(readFileSync(join(DATA, file), "utf8")) as Readonly<Record<string, Facts>>;
        for (const [name, facts] of Object.entries(recorded)) {
            it(`hears of no change where its inputs are the same: ${name} (${file})`, async () => {
                assert.deepEqual(review(facts, await factsOf(RECORDED_SPECS[name]!())), SILENCE);
            });
        }
    }

    for (const [name, inputs] of Object.entries(RECORDED_SPECS)) {
        it(`hears of no change by what the cluster alone tells: ${name}`, async () => {
            const shown = publicFacts(planOf(inputs()).revision.facts);
            const facts = JSON.parse(JSON.stringify(await reveal(shown))) as Facts;
            assert.deepEqual(review(facts, await factsOf(inputs())), SILENCE);
        });
    }
});
