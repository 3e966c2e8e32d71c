import assert from "node:assert/strict";
import { areOfDifferentSecrets, fingerprint } from "../../../provider/values/fingerprint";
import { type Settled, Leaf } from "../../../provider/values/leaf";
import { evaluate } from "../../../provider/values/evaluate";

const print = (secret: string, salt = "a/nats") => evaluate(fingerprint(Leaf.secret(secret, secret), salt)) as string;

describe("the fingerprint of a secret", () => {
    it("tells it from another, in the same place", () => {
        assert.equal(print("one"), print("one"));
        assert.ok(areOfDifferentSecrets(print("one"), print("other")));
        assert.ok(!areOfDifferentSecrets(print("one"), print("one")));
        assert.ok(!areOfDifferentSecrets(print("one"), print("other", "b/nats")));
    });

    it("has two bytes and may be read", () => {
        assert.match(print("one"), /^a\/nats:[0-9a-f]{4}$/);
        assert.equal((fingerprint(Leaf.secret("one", "one"), "a/nats") as Leaf).secret, false);
    });

    it("takes its time once, however often it is asked for", () => {
        const leaf = fingerprint(Leaf.secret("one", "one"), "a/nats") as Settled;
        const seconds = (times: number): number => {
            const start = process.hrtime.bigint();
            Array.from({ length: times }, () => evaluate(leaf));
            return Number(process.hrtime.bigint() - start) / 1e9;
        };
        const first = seconds(1);
        assert.ok(first > 0.005, `${first} s: so quickly that keys could be tried`);
        assert.ok(seconds(100) < first * 10);
    });

    it("isn't made of what only the servers know", () => {
        assert.equal(fingerprint(Leaf.variable("KEY"), "a/nats"), undefined);
        assert.equal(evaluate(fingerprint(Leaf.unknown(undefined, true), "a/nats") as Settled), undefined);
    });
});
