// What accounts can share and map, and what stops a NATS server, by its source and by trying.
import assert from "node:assert/strict";
import { canMap } from "../../provider/nats/mappings";
import type { Inputs } from "../support/planning";
import { type Refusal, itRefuses } from "../support/refusals";

const account = (settings: Inputs): Inputs => ({
    users: { app: {} },
    accounts: { A: settings, B: { exports: [{ stream: "b.*" }, { service: "s" }] } },
});
const stream = { account: "B", subject: "b.*" };
const service = { account: "B", subject: "s" };

function exported(path: string, wrong: Inputs, right: Inputs, ...says: string[]): Refusal {
    return { inputs: account({ exports: [wrong] }), path: `accounts.A.exports[0].${path}`, says, near: account({ exports: [right] }) };
}

function imported(path: string, wrong: Inputs, right: Inputs, ...says: string[]): Refusal {
    return { inputs: account({ imports: [wrong] }), path: `accounts.A.imports[0].${path}`, says, near: account({ imports: [right] }) };
}

function mapped(wrong: Inputs, right: Inputs, ...says: string[]): Refusal {
    return { inputs: account({ mappings: wrong }), path: "accounts.A.mappings", says, near: account({ mappings: right }) };
}

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
        "an import of what is exported by the account itself": {
            inputs: account({ exports: [{ stream: "a" }], imports: [{ stream: { account: "A", subject: "a" } }] }),
            ...{ path: "accounts.A.imports[0].stream.account", says: ["must be another account"] },
            near: account({ exports: [{ stream: "a" }], imports: [{ stream }] }),
        },
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

describe("rules for mappings", () => {
    itRefuses({
        "a weight beyond all messages": mapped(
            { a: [{ destination: "b", weight: 101 }] },
            { a: [{ destination: "b", weight: 100 }] },
            "from 0 to 100",
        ),
        "a destination with a wildcard": mapped({ a: [{ destination: "b.*" }] }, { a: [{ destination: "b.c" }] }, '"b.*"'),
        "a wildcard that the subject lacks": mapped({ "a.*": [{ destination: "b.$2" }] }, { "a.*": [{ destination: "b.$1" }] }, '"b.$2"'),
        "a destination twice": mapped(
            {
                a: [
                    { destination: "b", weight: 10 },
                    { destination: "b", weight: 20 },
                ],
            },
            {
                a: [
                    { destination: "b", weight: 10 },
                    { destination: "c", weight: 20 },
                ],
            },
            "once",
        ),
        "a negative weight": mapped({ a: [{ destination: "b", weight: -1 }] }, { a: [{ destination: "b", weight: 0 }] }, "from 0 to 100"),
        "a subject that reads as a destination": mapped({ "{{x}}": [] }, { x: [] }, "by subject"),
    });

    it("know the functions of destinations", () => {
        const works = [
            "b.{{wildcard(1)}}",
            "{{partition(3,1)}}",
            "{{ SplitFromLeft(1, 2) }}",
            "b.{{split(1,-)}}",
            "{{random(5)}}",
            "$JS.x",
        ];
        const fails = ["{{x}}", "{{wildcard()}}", "{{wildcard(2)}}", "{{partition(x)}}", "{{split(1)}}", "b.>", "b..c", ""];
        assert.deepEqual(
            [...works, ...fails].filter((destination) => canMap("a.*", destination)),
            works,
        );
    });

    it("take over nothing where there is no wildcard", () => {
        const works = ["b", "{{partition(3)}}", "{{random(5)}}"];
        assert.deepEqual(
            [...works, "$1", "{{wildcard(1)}}"].filter((destination) => canMap("a", destination)),
            works,
        );
    });
});

describe("rules for limits and passwords", () => {
    itRefuses({
        "an account that nobody can connect to": {
            ...{ inputs: account({ limits: { maxConnections: 0 } }), path: "accounts.A.limits.maxConnections", says: ["-1 or from 1"] },
            near: account({ limits: { maxConnections: -1 } }),
        },
        "more connections than NATS can count": {
            ...{ inputs: account({ limits: { maxConnections: 2 ** 31 } }), path: "accounts.A.limits.maxConnections", says: ["2147483647"] },
            near: account({ limits: { maxConnections: 2 ** 31 - 1 } }),
        },
        "replies for a time that is none": {
            inputs: { users: { app: { permissions: { allowResponses: { expires: "1d" } } } } },
            ...{ path: "users.app.permissions.allowResponses.expires", says: ["duration"] },
            near: { users: { app: { permissions: { allowResponses: { expires: "24h" } } } } },
        },
        "a password that no client can send": {
            inputs: { users: { app: { password: "p".repeat(1025) } } },
            ...{ path: "users.app.password", says: ["1024 bytes"], near: { users: { app: { password: "p".repeat(1024) } } } },
        },
    });
});
