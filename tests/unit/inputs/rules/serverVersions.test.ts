// What the servers' version takes: settings of newer ones, and what newer ones no longer take.
import assert from "node:assert/strict";
import { type Inputs, planOf, problemsOf, secret, unknown } from "../../../support/planning";
import { itRefuses } from "../../../support/refusals";

const OLD = { users: { app: {} }, chartVersion: "2.14.2" };
const NEW = { users: { app: {} }, chartVersion: "2.15.2" };

function merge(settings: Inputs, inputs: Inputs = OLD): Inputs {
    return { ...inputs, config: { merge: settings } };
}
const remote = (settings: Inputs): Inputs => ({ leafnodes: { remotes: [{ url: "wss://hub", account: "APP", ...settings }] } });
const proxied = (settings: Inputs): Inputs => remote({ tls: {}, proxy: { url: "https://proxy:3128", ...settings } });

describe("rules for settings of newer servers", () => {
    const newer: Readonly<Record<string, readonly [settings: Inputs, path: string]>> = {
        "how much is read and written at once": [{ jetstream: { max_concurrent_io: 8 } }, "config.merge.jetstream.max_concurrent_io"],
        "a limit of consumers": [
            { jetstream: { limits: { default_max_consumers: secret(-1) } } },
            "config.merge.jetstream.limits.default_max_consumers",
        ],
        "how long leaf nodes dial": [{ leafnodes: { dial_timeout: "3s" } }, "config.merge.leafnodes.dial_timeout"],
        "how long one leaf node dials": [remote({ dial_timeout: "3s" }), "config.merge.leafnodes.remotes[0].dial_timeout"],
        "TLS of a proxy": [proxied({ tls: { ca_file: "/etc/ca" } }), "config.merge.leafnodes.remotes[0].proxy.tls"],
    };
    itRefuses(
        Object.fromEntries(
            Object.entries(newer).map(([what, [settings, path]]) => [
                `${what} with NATS 2.14`,
                {
                    inputs: merge(settings),
                    path,
                    says: ["needs NATS 2.15 or newer, and the servers are 2.14.2"],
                    near: [
                        merge(settings, NEW),
                        merge(settings, { ...OLD, values: { container: { image: { tag: "2.15.2-alpine" } } } }),
                        merge(settings, { ...OLD, chart: "oci://mirror/nats" }),
                        merge(settings, { ...OLD, chartVersion: unknown() }),
                    ],
                },
            ]),
        ),
    );
    itRefuses({
        "the same with an image of 2.14": {
            inputs: merge({ leafnodes: { dial_timeout: "3s" } }, { ...NEW, values: { container: { image: { tag: "2.14.2-alpine" } } } }),
            path: "config.merge.leafnodes.dial_timeout",
            says: ["needs NATS 2.15"],
            near: merge({ leafnodes: { dial_timeout: "3s" } }, { ...NEW, values: { container: { image: { tag: "latest" } } } }),
        },
        "TLS with a proxy that speaks none": {
            inputs: merge(remote({ tls: {}, proxy: { url: "http://proxy:3128", tls: {} } }), NEW),
            path: "config.merge.leafnodes.remotes[0].proxy.tls",
            says: ["https"],
            near: merge(proxied({ tls: {} }), NEW),
        },
        "less than no time for a proxy's TLS": {
            inputs: merge(proxied({ tls: { timeout: -1 } }), NEW),
            path: "config.merge.leafnodes.remotes[0].proxy.tls.timeout",
            says: ["0 or more"],
            near: merge(proxied({ tls: { timeout: 0 } }), NEW),
        },
        "too few reads and writes at once": {
            inputs: merge({ jetstream: { max_concurrent_io: 3 } }, NEW),
            path: "config.merge.jetstream.max_concurrent_io",
            says: ["from 4 to 8192"],
            near: merge({ jetstream: { max_concurrent_io: 4 } }, NEW),
        },
        "what a proxy's TLS doesn't have": {
            inputs: merge(proxied({ tls: { verify: true } }), NEW),
            path: "config.merge.leafnodes.remotes[0].proxy.tls.verify",
            says: ["not a setting"],
            near: merge(proxied({ tls: { insecure: true } }), NEW),
        },
        "a queue group in permissions of routes": {
            inputs: merge({ cluster: { permissions: { export: ["a b"] } } }),
            path: "config.merge.cluster.permissions.export[0]",
            says: ["must be a subject"],
            near: merge({ cluster: { permissions: { export: ["a"] } } }),
        },
        "a subject that leaf nodes deny and that is none": {
            inputs: merge(remote({ deny_imports: ["a b"] })),
            path: "config.merge.leafnodes.remotes[0].deny_imports[0]",
            says: ["must be a subject"],
            near: merge(remote({ deny_imports: "a.>" })),
        },
    });
});

describe("what newer servers no longer take", () => {
    const gone: Readonly<Record<string, readonly [inputs: Inputs, path: string]>> = {
        "a cluster of a reserved name": [{ config: { merge: { cluster: { name: "_" } } } }, "config.merge.cluster.name"],
        "a server of a reserved name, with leaf nodes and no cluster": [
            { replicas: 1, config: { merge: { server_name: "_", ...remote({}) } } },
            "config.merge.server_name",
        ],
        "a proxy that is nowhere": [
            { config: { merge: remote({ proxy: { username: "u", password: "p" } }) } },
            "config.merge.leafnodes.remotes[0].proxy.url",
        ],
        "a queue group that is no subject": [
            { users: { app: { permissions: { subscribe: { allow: ["a workers..1"] } } } } },
            "users.app.permissions.subscribe",
        ],
        "a raw queue group that is no subject": [
            { config: { merge: { accounts: { A: { users: [{ user: "b", password: "x", permissions: { sub: "a b." } }] } } } } },
            "config.merge.accounts.A.users[0].permissions.subscribe",
        ],
        "a secret queue group that is no subject": [
            { accounts: { A: { users: { bob: { permissions: { subscribe: { deny: [secret("a hunter2.")] } } } } } } },
            "accounts.A.users.bob.permissions.subscribe",
        ],
    };
    for (const [what, [inputs, path]] of Object.entries(gone)) {
        it(`is refused with NATS 2.15, and told before that: ${what}`, () => {
            const problems = problemsOf({ ...NEW, ...inputs });
            assert.deepEqual(
                problems.map((problem) => problem.path),
                [path],
            );
            assert.match(problems[0]!.reason, /NATS 2\.15 does not start/);
            const { warnings } = planOf({ ...OLD, ...inputs });
            assert.ok(
                warnings.some((warning) => warning.startsWith(`${path} `) && warning.includes("NATS 2.15 does not start")),
                warnings.join("; "),
            );
            assert.doesNotMatch(JSON.stringify([problems, warnings]), /hunter2/);
        });
    }

    it("says nothing of queue groups that are subjects", () => {
        const inputs = { users: { app: { permissions: { subscribe: { allow: ["a workers.*", "b x"] } } } } };
        assert.deepEqual(problemsOf({ ...NEW, ...inputs }), []);
        assert.deepEqual(planOf({ ...OLD, replicas: 3, ...inputs }).warnings, []);
    });
});
