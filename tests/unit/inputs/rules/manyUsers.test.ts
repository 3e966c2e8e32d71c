import assert from "node:assert/strict";
import { validate } from "../../../../provider/inputs/rules/validate";
import { type Inputs, normalized } from "../../../support/planning";

const named = (count: number, stem = "u"): Inputs =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${stem}${index}`, {}]));
const kinds: Record<string, (count: number) => Inputs> = {
    users: (count) => ({ users: named(count) }),
    "accounts with users": (count) => ({
        accounts: Object.fromEntries(Array.from({ length: count / 4 }, (_, index) => [`A${index}`, { users: named(4, `a${index}-`) }])),
    }),
    "raw users": (count) => ({
        config: { merge: { accounts: { R: { users: Object.keys(named(count)).map((user) => ({ user, password: "p" })) } } } },
    }),
};

/** The least of several times, in which nothing else got in between. */
function milliseconds(run: () => unknown): number {
    const times = Array.from({ length: 3 }, () => {
        const start = process.hrtime.bigint();
        run();
        return Number(process.hrtime.bigint() - start) / 1e6;
    });
    return Math.min(...times);
}

describe("many users", function () {
    this.timeout(60_000);
    for (const [what, inputs] of Object.entries(kinds)) {
        it(`take as long as they are many, and not the square of it: ${what}`, () => {
            const time = (count: number): number => {
                const { spec } = normalized(inputs(count));
                return milliseconds(() => validate(spec));
            };
            time(2000);
            const [few, many] = [time(4000), time(16_000)];
            // Four times as many would take 16 times as long.
            assert.ok(many < 9 * few + 30, `${few.toFixed()} ms for 4,000, ${many.toFixed()} ms for 16,000`);
        });
    }
});
