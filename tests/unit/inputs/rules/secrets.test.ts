// Secrets where servers want something else than any text: refused as the same in plain text is, and never told.
import assert from "node:assert/strict";
import { type Inputs, problemsOf, secret } from "../../../support/planning";

const user = (permissions: unknown): Inputs => ({ users: { app: { permissions } } });
const account = (settings: unknown): Inputs => ({ users: { app: {} }, accounts: { A: settings, B: { exports: [{ stream: "b.*" }] } } });
const raw = (settings: unknown): Inputs => ({ users: { app: {} }, config: { merge: settings } });

/** A place for a value, a value that can't work there, and one that can. */
const PLACES: Readonly<Record<string, readonly [place: (value: unknown) => Inputs, wrong: unknown, right: unknown]>> = {
    "subjects that may be published to": [(value) => user({ publish: { allow: ["a", value] } }), "hunter 2", "hunter.2"],
    "subjects that may be subscribed to": [(value) => user({ subscribe: { deny: [value] } }), "hunter..2", "hunter.* 2"],
    exports: [(value) => account({ exports: [{ service: value }] }), "hunter..2", "hunter.2"],
    "accounts that are invited": [(value) => account({ exports: [{ service: "a", accounts: [value] }] }), "hunter2", "B"],
    "what is imported": [(value) => account({ imports: [{ stream: { account: "B", subject: value } }] }), "hunter2", "b.hunter2"],
    destinations: [(value) => account({ mappings: { "a.*": [{ destination: value }] } }), "hunter2.$2", "hunter2.$1"],
    weights: [(value) => account({ mappings: { a: [{ destination: "b", weight: value }] } }), 4711, 47],
    "the anonymous user": [(value) => raw({ no_auth_user: value }), "hunter2", "app"],
    "the system account": [(value) => raw({ system_account: value, accounts: { SYS: {} } }), "hunter2", "SYS"],
    nkeys: [
        (value) => raw({ accounts: { A: { users: [{ nkey: value }] } } }),
        "UHUNTER2",
        "UC2KHPIOQ4SBSDVD67UARJXIP3YN6VDGMIUFKZRZKMERIMXQNLIFN4XS",
    ],
    "JetStream as raw configuration": [(value) => raw({ jetstream: value }), "hunter2", undefined],
    "numbers of what has many shapes": [(value) => raw({ leafnodes: { listen: value } }), 1e21, 4711],
};

describe("rules for secrets", () => {
    for (const [what, [place, wrong, right]] of Object.entries(PLACES)) {
        it(`look at ${what}`, () => {
            const [plain, hidden] = [problemsOf(place(wrong)), problemsOf(place(secret(wrong)))];
            assert.deepEqual(
                hidden.map(({ path }) => path),
                plain.map(({ path }) => path),
            );
            assert.ok(hidden.length > 0);
            assert.doesNotMatch(JSON.stringify(hidden), /hunter|4711|1e\+?21|UHUNTER/i);
            assert.deepEqual(problemsOf(place(right === undefined ? undefined : secret(right))), []);
        });
    }
});
