// The stand-in is of use only as long as it renders what the official chart renders. Where the official chart is at hand, the two
// are compared as a whole: every object, every field, nats.conf as text.
import assert from "node:assert/strict";
import { broken, cases, refused } from "./cases";
import { defaultValues, findHelm, officialChart, render, standIn } from "./render";

describe("the stand-in chart and the official one", function () {
    this.timeout(60_000);

    let official: string;
    before(async function () {
        official = await officialChart(this);
        await findHelm();
    });

    it("take the same values, with the same defaults", () => {
        assert.deepEqual(defaultValues(standIn), defaultValues(official));
    });

    for (const [name, release] of Object.entries(cases)) {
        it(`render the same objects: ${name}`, () => {
            assert.deepEqual(render(standIn, release), render(official, release));
        });
    }

    for (const [name, values] of Object.entries(refused)) {
        it(`both refuse ${name}`, () => {
            assert.throws(() => render(official, { values }));
            assert.throws(() => render(standIn, { values }));
        });
    }

    // A difference that is meant: of a text that is not YAML the official chart makes an object with a field called `Error`, which
    // Kubernetes or the server refuses later.
    for (const [name, values] of Object.entries(broken)) {
        it(`differ in that only the stand-in refuses ${name}`, () => {
            assert.match(JSON.stringify(render(official, { values })), /error converting YAML/);
            assert.throws(() => render(standIn, { values }), /is not YAML with these values/);
        });
    }
});
