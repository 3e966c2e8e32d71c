import assert from "node:assert/strict";
import { construct } from "../support/mocked";

const INPUTS = { replicas: 3, users: { app: {} } };

describe("options that have no effect on a component", () => {
    for (const option of ["ignoreChanges", "replaceOnChanges"] as const) {
        it(`are said to have none: ${option}`, async () => {
            const { warnings } = await construct(INPUTS, { options: { [option]: ["replicas"] } });
            assert.equal(warnings.length, 1, warnings.join());
            assert.match(warnings[0]!, new RegExp(`${option} \\(replicas\\) has no effect on a component`));
        });
    }

    it("aren't spoken of where they aren't given", async () => {
        assert.deepEqual((await construct(INPUTS, { options: { ignoreChanges: [], protect: true } })).warnings, []);
    });
});
