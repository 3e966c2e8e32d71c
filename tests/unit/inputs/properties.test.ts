// What holds for all inputs, whatever they are.
import fc from "fast-check";
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { planInputs } from "../../../provider/engine/planInputs";
import { type SettledMap, isMap } from "../../../provider/values/leaf";
import { MARKER, anyInputs, inputNames, likelyInputs } from "../../support/arbitraries";
import { type Inputs, sketch } from "../../support/planning";
import { reveal } from "../../support/reveal";

type Planned = ReturnType<typeof planInputs>;

function planned(inputs: Inputs): Planned {
    return planInputs(inputs as SettledMap, "nats", {});
}

/** The same inputs with the entries of every map in the opposite order. */
function reordered(value: unknown): unknown {
    if (Array.isArray(value)) {
        return value.map(reordered);
    }
    if (!isMap(value as SettledMap)) {
        return value;
    }
    const entries = Object.entries(value as SettledMap).reverse();
    return Object.fromEntries(entries.map(([key, inner]) => [key, reordered(inner)]));
}

/** JSON with sorted keys: maps that differ only in their order are the same for Kubernetes, Helm and NATS. */
function canonical(value: unknown): string | undefined {
    return JSON.stringify(value, (_, inner: unknown) =>
        typeof inner === "object" && inner !== null && !Array.isArray(inner)
            ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
            : inner,
    );
}

describe("for any inputs at all", function () {
    this.timeout(60_000);

    it("there is a plan or there are problems, and never a crash", () => {
        fc.assert(
            fc.property(anyInputs, (inputs) => {
                const { plan, problems } = planned(inputs);
                assert.equal(plan === undefined, problems.length > 0);
            }),
            { numRuns: 2000 },
        );
    });

    it("every problem is at an input, or at a name that is none, and says something", () => {
        fc.assert(
            fc.property(anyInputs, (inputs) => {
                for (const { path, reason } of planned(inputs).problems) {
                    const start = /^[A-Za-z]+/.exec(path)?.[0] ?? "";
                    assert.ok(
                        inputNames.includes(start) || reason.startsWith("is not an input of nats:index:Cluster"),
                        `${path}: ${reason}`,
                    );
                    assert.match(reason, /^[a-z].{10,}/su);
                }
            }),
            { numRuns: 1000 },
        );
    });

    it("no problem and no warning holds a secret", () => {
        fc.assert(
            fc.property(anyInputs, (inputs) => {
                const { plan, problems } = planned(inputs);
                assert.ok(!JSON.stringify(problems).includes(MARKER), JSON.stringify(problems));
                assert.ok(!JSON.stringify(plan?.warnings ?? []).includes(MARKER), JSON.stringify(plan?.warnings));
            }),
            { numRuns: 1000 },
        );
    });
});

describe("for any inputs that can work", function () {
    this.timeout(60_000);

    it("no secret is in the chart's values, in an output that is no secret, or in a printed plan", async () => {
        let plans = 0;
        await fc.assert(
            fc.asyncProperty(likelyInputs, async (inputs) => {
                const { plan } = planned(inputs);
                if (plan === undefined) {
                    return;
                }
                plans += 1;
                const { credentials: _credentials, ...outputs } = plan.outputs;
                const inTheClear = [plan.release, plan.claims, plan.service ?? null, outputs, plan.warnings];
                assert.ok(!JSON.stringify(await reveal(inTheClear)).includes(MARKER));
                assert.ok(!inspect(plan.authSecret, { depth: 20, showHidden: true }).includes(`"${MARKER}`));
            }),
            { numRuns: 400 },
        );
        assert.ok(plans > 50, `${plans} of 400 inputs could be planned`);
    });

    it("the plan is the same again, and the same in whatever order the inputs are written", () => {
        fc.assert(
            fc.property(likelyInputs, (inputs) => {
                const [first, again, other] = [inputs, inputs, reordered(inputs) as Inputs].map((given) =>
                    canonical(sketch(planned(given).plan)),
                );
                assert.equal(again, first);
                assert.equal(other, first);
            }),
            { numRuns: 400 },
        );
    });

    it("every list that Pulumi compares keeps its order when the inputs' order changes", () => {
        const lists = (inputs: Inputs): unknown => {
            const { plan } = planned(inputs);
            return plan && [plan.passwords, plan.secrets.map(({ resource }) => resource), plan.claims, plan.release.values["container"]];
        };
        fc.assert(fc.property(likelyInputs, (inputs) => assert.deepEqual(lists(reordered(inputs) as Inputs), lists(inputs))));
    });
});
