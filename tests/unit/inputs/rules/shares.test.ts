// What accounts can share and map, and what stops a NATS server, by its source and by trying.
import assert from "node:assert/strict";
import { type Inputs, problemsOf, unknown } from "../../../support/planning";
import { type Refusal, itRefuses } from "../../../support/refusals";

const account = (settings: Inputs): Inputs => ({
    users: { app: {} },
    accounts: { A: settings, B: { exports: [{ stream: "b.*" }, { service: "s" }] } },
});
const stream = { account: "B", subject: "b.*" };
const service = { account: "B", subject: "s" };

const taken = (from: string, kind: "stream" | "service", subject: string, more: Inputs = {}): Inputs => ({
    [kind]: { account: from, subject },
    ...more,
});

function exported(path: string, wrong: Inputs, right: Inputs, ...says: string[]): Refusal {
    return { inputs: account({ exports: [wrong] }), path: `accounts.A.exports[0].${path}`, says, near: account({ exports: [right] }) };
}

function imported(path: string, wrong: Inputs, right: Inputs, ...says: string[]): Refusal {
    return { inputs: account({ imports: [wrong] }), path: `accounts.A.imports[0].${path}`, says, near: account({ imports: [right] }) };
}

function imports(wrong: Inputs[], index: number, kind: string, right: Inputs[]): Refusal {
    const of = (shares: Inputs[]): Inputs => ({
        users: { app: {} },
        accounts: { A: { imports: shares }, B: { exports: [{ stream: "b.*" }, { service: ">" }] }, C: { exports: [{ service: "c" }] } },
    });
    return { inputs: of(wrong), path: `accounts.A.imports[${index}].${kind}`, says: ["a second time from B"], near: of(right) };
}

/** An import of what is exported to each account by its name. */
const named = (subject: string): Inputs => ({
    users: { app: {} },
    accounts: {
        A: { imports: [{ stream: { account: "B", subject } }] },
        B: { exports: [{ stream: "*.x", accountTokenPosition: 1 }] },
        C: {},
    },
});

describe("rules for what accounts share", () => {
    itRefuses({
        "an account's name where there is no wildcard": exported(
            "accountTokenPosition",
            { stream: "a.b", accountTokenPosition: 1 },
            { stream: "*.b", accountTokenPosition: 1 },
            "got 1",
        ),
        "an account's name at no place": exported(
            "accountTokenPosition",
            { service: "a.*", accountTokenPosition: -1 },
            { service: "a.*", accountTokenPosition: 2 },
            "got -1",
        ),
        "an account's name at place 0": exported(
            "accountTokenPosition",
            { service: "a.b", accountTokenPosition: 2 },
            { service: "a.b", accountTokenPosition: 0 },
            "got 2",
        ),
        "an export for one account that is and one that isn't": exported(
            "accounts",
            { stream: "a", accounts: ["B", "Z"] },
            { stream: "a", accounts: ["B", "APP"] },
            "there is no Z",
        ),
        "a reply within no time": exported(
            "responseThreshold",
            { service: "a", responseThreshold: "5" },
            { service: "a", responseThreshold: "5s" },
            '"5"',
        ),
        "a trace of an exported stream": exported(
            "allowTrace",
            { stream: "a", allowTrace: true },
            { service: "a", allowTrace: true },
            "for services",
        ),
        "a trace of an imported service": imported(
            "allowTrace",
            { service, allowTrace: true },
            { stream, allowTrace: true },
            "for streams",
        ),
        "a prefix and a name": imported("prefix", { stream, prefix: "x", to: "y.*" }, { stream, to: "y.*" }, "conflicts with `to`"),
        "a prefix of a service": imported("prefix", { service, prefix: "x" }, { service, to: "x" }, "is for streams"),
        "a prefix that is a wildcard": imported("prefix", { stream, prefix: ">" }, { stream, prefix: "x" }, "without wildcards"),
        "a service that is no subject": exported("service", { service: "a..b" }, { service: "a.b" }, '"a..b"'),
        "a reply of a stream within a time": exported(
            "responseThreshold",
            { stream: "a", responseThreshold: "5s" },
            { service: "a", responseThreshold: "5s" },
            "a stream has no replies",
        ),
        "a prefix with a wildcard": imported("prefix", { stream, prefix: "x.*" }, { stream, prefix: "x.y" }, "without wildcards"),
        "a name without a place for the wildcard": imported("to", { stream, to: "y" }, { stream, to: "y.$1" }, "each wildcard"),
        "a name that is no subject": imported("to", { service, to: "" }, { service, to: "t" }, "must be a subject"),
    });
});

/** Three accounts that import from each other, and one that imports from them; C takes what is given. */
const ring = (kind: "stream" | "service", last: string): Inputs => ({
    users: { app: {} },
    accounts: {
        A: { exports: [{ [kind]: ">" }], imports: [taken("B", kind, "a")] },
        B: { exports: [{ [kind]: ">" }], imports: [taken("C", kind, "a")] },
        C: { exports: [{ [kind]: ">" }], imports: [taken("D", kind, last)] },
        D: { exports: [{ [kind]: ">" }], imports: [taken("B", kind, "a")] },
    },
});

describe("rules for imports together", () => {
    itRefuses({
        "a stream that two accounts take from each other": {
            inputs: {
                users: { app: {} },
                accounts: {
                    A: { exports: [{ stream: "a" }], imports: [taken("B", "stream", "a")] },
                    B: { exports: [{ stream: "a" }], imports: [taken("A", "stream", "a", { to: "b" })] },
                },
            },
            path: "accounts.B.imports[0].stream",
            says: ["comes back to B", "forms a cycle"],
            near: {
                users: { app: {} },
                accounts: {
                    A: { exports: [{ stream: "a" }], imports: [taken("B", "stream", "b")] },
                    B: { exports: [{ stream: "b" }], imports: [taken("A", "stream", "a", { to: "c" })] },
                },
            },
        },
        "a stream twice": imports([taken("B", "stream", "b.*"), taken("B", "stream", "b.*", { to: "c.*" })], 1, "stream", [
            taken("B", "stream", "b.*"),
            taken("B", "stream", "b.x", { to: "c" }),
        ]),
        "two services by one name": imports([taken("B", "service", "s"), taken("B", "service", "t.u", { to: "s" })], 1, "service", [
            taken("B", "service", "s"),
            taken("B", "service", "s", { to: "t" }),
            taken("C", "service", "c", { to: "s" }),
        ]),
        "an account's own stream as it is": {
            inputs: account({ exports: [{ stream: "a" }], imports: [taken("A", "stream", "a")] }),
            path: "accounts.A.imports[0].stream",
            says: ["twice"],
            near: account({ exports: [{ stream: "a" }], imports: [taken("A", "stream", "a", { to: "b" })] }),
        },
        "a stream for another account's name": {
            inputs: named("C.x"),
            path: "accounts.A.imports[0].stream",
            says: ["not authorized"],
            near: named("A.x"),
        },
        "a stream for any account's name": {
            inputs: named("*.x"),
            path: "accounts.A.imports[0].stream",
            says: ["exports"],
            near: named("A.x"),
        },
        "a prefix with a function": {
            inputs: account({ imports: [{ stream, prefix: "{{x}}" }] }),
            path: "accounts.A.imports[0].prefix",
            says: ["functions"],
            near: account({ imports: [{ stream, prefix: "x.y." }] }),
        },
    });

    it("waits for exports that are not known yet", () => {
        const exporting = (subject: unknown): Inputs => ({
            users: { app: {} },
            accounts: { A: { imports: [taken("B", "stream", "a")] }, B: { exports: [{ stream: subject }] } },
        });
        assert.deepEqual(problemsOf(exporting(unknown())), []);
        assert.equal(problemsOf(exporting("b")).length, 1);
    });

    it("finds every import of a ring, and none where the ring is open", () => {
        for (const kind of ["stream", "service"] as const) {
            assert.deepEqual(problemsOf(ring(kind, "e")), [], kind);
            assert.deepEqual(
                problemsOf(ring(kind, "a")).map(({ path }) => path),
                ["A", "B", "C", "D"].map((name) => `accounts.${name}.imports[0].${kind}`),
            );
        }
    });
});

describe("rules for limits and passwords", () => {
    itRefuses({
        "an account that nobody can connect to": {
            inputs: account({ limits: { maxConnections: 0 } }),
            path: "accounts.A.limits.maxConnections",
            says: ["-1 or from 1"],
            near: account({ limits: { maxConnections: -1 } }),
        },
        "more connections than NATS can count": {
            inputs: account({ limits: { maxConnections: 2 ** 31 } }),
            path: "accounts.A.limits.maxConnections",
            says: ["2147483647"],
            near: account({ limits: { maxConnections: 2 ** 31 - 1 } }),
        },
        "replies for a time that is none": {
            inputs: { users: { app: { permissions: { allowResponses: { expires: "1d" } } } } },
            path: "users.app.permissions.allowResponses.expires",
            says: ["duration"],
            near: { users: { app: { permissions: { allowResponses: { expires: "24h" } } } } },
        },
        "a password that no client can send": {
            inputs: { users: { app: { password: "p".repeat(1025) } } },
            path: "users.app.password",
            says: ["1024 bytes"],
            near: { users: { app: { password: "p".repeat(1024) } } },
        },
    });
});
