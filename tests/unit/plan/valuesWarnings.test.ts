import assert from "node:assert/strict";
import { type Inputs, planOf } from "../../support/planning";

function warned(values: Inputs, inputs: Inputs = {}): string {
    return planOf({ replicas: 3, users: { app: {} }, ...inputs, values }).warnings.join("\n");
}

describe("warnings for the chart's values", () => {
    it("tell what a password in a variable may be", () => {
        const container = { env: { TOKEN: { valueFrom: { secretKeyRef: { name: "a", key: "b" } } } } };
        const accounts = { A: { users: [{ user: "a", password: "<< $TOKEN >>" }] } };
        assert.match(
            warned({ config: { merge: { accounts } }, container }),
            /^values\.config\.merge\.accounts\.A\.users\[0\]\.password: NATS reads/,
        );
        assert.equal(warned({ config: { merge: { client_advertise: "<< $TOKEN >>" } }, container }), "");
    });

    it("tell of files that are included", () => {
        assert.match(
            warned({ config: { leafnodes: { enabled: true, merge: { $include: "./a.conf" } } } }),
            /^values\.config\.leafnodes\.merge\.\$include: /,
        );
    });
});
