// Accounts of `config.merge`, which nats-server 2.14.2 would refuse, or stop by.
import type { Inputs } from "../../../support/planning";
import { type Refusal, itRefuses } from "../../../support/refusals";

const rawAccounts = (accounts: Inputs): Inputs => ({ users: { app: {} }, config: { merge: { accounts } } });
const rawExport = (share: Inputs): Inputs => rawAccounts({ R: { exports: [share] }, S: {} });
const taken = (from: string, kind: "stream" | "service", subject: string, more: Inputs = {}): Inputs => ({
    [kind]: { account: from, subject },
    ...more,
});

function raw(path: string, wrong: Inputs, right: Inputs, ...says: string[]): Refusal {
    return { inputs: wrong, path: `config.merge.accounts.${path}`, says, near: right };
}

describe("rules for what accounts of config.merge share", () => {
    itRefuses({
        "an export that is no map": raw("R.exports[0]", rawAccounts({ R: { exports: ["a"] } }), rawExport({ stream: "a" }), "a map"),
        "accounts that are no list": raw(
            "R.exports[0].accounts",
            rawExport({ stream: "a", accounts: "S" }),
            rawExport({ stream: "a", accounts: ["S"] }),
            "a list",
        ),
        "exports that are no list": raw(
            "R.exports",
            rawAccounts({ R: { exports: { stream: "a" } } }),
            rawExport({ stream: "a" }),
            "a list",
        ),
        "an export to nobody": raw(
            "R.exports[0].accounts",
            rawExport({ stream: "a", accounts: ["X"] }),
            rawExport({ stream: "a", accounts: ["S", "$SYS"] }),
            "no X",
        ),
        "a stream with replies": raw(
            "R.exports[0].response_type",
            rawExport({ stream: "a", response: "single" }),
            rawExport({ service: "a", response: "single" }),
            "for services",
        ),
        "a kind of replies that there is not": raw(
            "R.exports[0].response_type",
            rawExport({ service: "a", response_type: "two" }),
            rawExport({ service: "a", response_type: "Chunked" }),
            "chunked",
        ),
        "a latency of a stream": raw(
            "R.exports[0].latency",
            rawExport({ stream: "a", latency: "l" }),
            rawExport({ service: "a", latency: "l" }),
            "for services",
        ),
        "a latency to many subjects": raw(
            "R.exports[0].latency",
            rawExport({ service: "a", latency: "l.*" }),
            rawExport({ service: "a", latency: "l.x" }),
            "without wildcards",
        ),
        "a latency to the service itself": raw(
            "R.exports[0].latency",
            rawExport({ service: "a.*", latency: "a.b" }),
            rawExport({ service: "a.*", latency: "b" }),
            "none of this account's services",
        ),
        "a latency of many replies": raw(
            "R.exports[0].latency",
            rawExport({ service: "a", response_type: "stream", latency: "l" }),
            rawExport({ service: "a", response_type: "singleton", latency: "l" }),
            "one message",
        ),
        "a latency to nowhere": raw(
            "R.exports[0].latency",
            rawExport({ service: "a", latency: { sampling: 5 } }),
            rawExport({ service: "a", latency: { sampling: "headers", subject: "l" } }),
            "a subject",
        ),
        "a latency of no requests": raw(
            "R.exports[0].latency.sampling",
            rawExport({ service: "a", latency: { sampling: "0%", subject: "l" } }),
            rawExport({ service: "a", latency: { sampling: "50%", subject: "l" } }),
            "from 1 to 100",
        ),
        "a latency without a system account": {
            inputs: {
                users: { app: {} },
                config: { merge: { no_system_account: true, accounts: { R: { exports: [{ service: "a", latency: "l" }] } } } },
            },
            path: "config.merge.accounts.R.exports[0].latency",
            says: ["no_system_account"],
            near: { users: { app: {} }, config: { merge: { no_system_account: true, accounts: { R: { exports: [{ service: "a" }] } } } } },
        },
        "JetStream by a word that is none": raw(
            "R.jetstream",
            rawAccounts({ R: { jetstream: "" } }),
            rawAccounts({ R: { jetstream: "Enabled" } }),
            "enabled",
        ),
        "JetStream by a list": raw(
            "R.jetstream",
            rawAccounts({ R: { jetstream: [] } }),
            rawAccounts({ R: { jetstream: true } }),
            "a string",
        ),
        "an import from nobody": raw(
            "R.imports",
            rawAccounts({ R: { imports: [{ stream: { subject: "s" } }] } }),
            rawAccounts({ R: { imports: [taken("S", "stream", "s")] }, S: { exports: [{ stream: "s" }] } }),
            "an account",
        ),
        "an import of what is not exported": raw(
            "R.imports[0].stream",
            rawAccounts({ R: { imports: [taken("S", "stream", "s")] }, S: {} }),
            rawAccounts({ R: { imports: [taken("S", "stream", "s")] }, S: { exports: [{ stream: "*" }] } }),
            "not authorized",
        ),
        "a destination that is missing": raw(
            "R.mappings",
            rawAccounts({ R: { mappings: { a: [{ weight: 50 }] } } }),
            rawAccounts({ R: { mappings: { a: [{ dest: "b", weight: "50%" }] } } }),
            "first message",
        ),
        "a destination that is a number": raw(
            "R.mappings.a",
            rawAccounts({ R: { mappings: { a: 5 } } }),
            rawAccounts({ R: { mappings: { a: "b" } } }),
            "a string",
        ),
        "a weight that is none": raw(
            "R.mappings",
            rawAccounts({ R: { mappings: { a: { dest: "b", weight: true } } } }),
            rawAccounts({ R: { mappings: { a: { dest: "b", weight: 1 } } } }),
            "weights",
        ),
        "traces to many subjects": raw(
            "R.trace_dest",
            rawAccounts({ R: { trace_dest: "t.*" } }),
            rawAccounts({ R: { trace_dest: "t.x" } }),
            "without wildcards",
        ),
        "traces of no messages": raw(
            "R.msg_trace.sampling",
            rawAccounts({ R: { msg_trace: { dest: "t", sampling: 0 } } }),
            rawAccounts({ R: { msg_trace: { dest: "t", sampling: "20%" } } }),
            "from 1 to 100",
        ),
    });
});

describe("rules for permissions with queue groups", () => {
    const permitted = (what: string, subject: string): Inputs => ({ users: { app: { permissions: { [what]: { deny: [subject] } } } } });

    itRefuses({
        "a queue group to publish to, which denies nothing": {
            inputs: permitted("publish", "a b"),
            path: "users.app.permissions.publish.deny",
            says: ['"a b"', "neither allows nor denies"],
            near: [permitted("publish", "a"), permitted("subscribe", "a b"), permitted("subscribe", " a  b..c ")],
        },
        "a queue group to publish to, in config.merge": {
            inputs: rawAccounts({ R: { users: [{ user: "r", password: "x", permissions: { publish: { deny: "a b" } } }] } }),
            path: "config.merge.accounts.R.users[0].permissions.publish.deny",
            says: ['"a b"'],
            near: rawAccounts({ R: { users: [{ user: "r", password: "x", permissions: { subscribe: { deny: "a b" } } }] } }),
        },
        "a queue group with a line break": {
            inputs: permitted("subscribe", "a b\nc"),
            path: "users.app.permissions.subscribe.deny",
            says: ['"a b'],
            near: permitted("subscribe", "a b"),
        },
    });
});
