// What may be accepted: every change that can be made, and nothing else.
import assert from "node:assert/strict";
import { REFUSED_CHANGES } from "../../../../provider/inputs/contract";
import { planOf, problemsOf, secret, unknown } from "../../../support/planning";

const acceptable = Object.entries(REFUSED_CHANGES).flatMap(([path, kind]) => (kind === "acceptable" ? [path] : []));

describe("acceptChanges", () => {
    it("takes each change that can be made, also where nothing changes", () => {
        planOf({ acceptChanges: acceptable });
    });

    const refused: Record<string, RegExp> = {
        replica: /^"replica" is nothing that can be accepted; did you mean replicas\?$/,
        "config.merge.jetstream.Domain": /did you mean config\.merge\.jetstream\.domain\?/,
        users: /; one of name, namespace, replicas, /,
        "jetstream.size": /^can't have jetstream\.size: such a change can't be made/,
        constructor: /is nothing that can be accepted/,
    };
    for (const [path, says] of Object.entries(refused)) {
        it(`refuses ${path}`, () => {
            const problems = problemsOf({ acceptChanges: ["replicas", path] });
            assert.deepEqual(
                problems.map((problem) => problem.path),
                ["acceptChanges"],
            );
            assert.match(problems[0]!.reason, says);
        });
    }

    it("offers nothing that can't be accepted", () => {
        assert.doesNotMatch(problemsOf({ acceptChanges: ["users"] })[0]!.reason, /storageClass/);
    });

    it("is left to the update where a preview doesn't know it", () => {
        planOf({ acceptChanges: [unknown()] });
        planOf({ acceptChanges: unknown() });
        planOf({ acceptChanges: [secret("replicas")] });
    });
});
