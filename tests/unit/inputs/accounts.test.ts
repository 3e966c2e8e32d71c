// Who may do what: the accounts, users and permissions of the inputs, in the words of NATS.
import assert from "node:assert/strict";
import { generated } from "../../support/outcomes";
import { type Inputs, planOf, problemsOf, secret, unknown } from "../../support/planning";
import { itRefuses } from "../../support/refusals";
import { reveal, revealJson } from "../../support/reveal";

interface Auth {
    readonly accounts: Readonly<Record<string, Record<string, unknown>>>;
    readonly authorization?: unknown;
    readonly no_auth_user?: string;
}

async function authOf(inputs: Inputs): Promise<Auth> {
    return (await revealJson(planOf(inputs).authSecret.data["auth.conf"])) as Auth;
}

const TENANTS: Inputs = { users: { app: {} }, accounts: { A: { users: { alice: {} } }, B: { users: { bob: { password: "b" } } } } };

describe("tenants", () => {
    it("are accounts of their own, with JetStream, and users with passwords", async () => {
        assert.deepEqual((await authOf(TENANTS)).accounts, {
            $SYS: { users: [] },
            A: { jetstream: "enabled", users: [{ user: "alice", password: generated("alice") }] },
            APP: { jetstream: "enabled", users: [{ user: "app", password: generated("app") }] },
            B: { jetstream: "enabled", users: [{ user: "bob", password: "b" }] },
        });
    });

    it("have limits in NATS's words, with sizes in bytes", async () => {
        const jetstream = { maxFile: "10Gi", maxMemory: "1.5Gi", maxStreams: 3, maxBytesRequired: true, diskMaxStreamBytes: "1Gi" };
        const { A } = (await authOf({ accounts: { A: { jetstream, limits: { maxConnections: 7, maxPayload: "1Mi", maxLeafnodes: 0 } } } }))
            .accounts;
        assert.deepEqual(A, {
            jetstream: {
                max_file: 10 * 2 ** 30,
                max_memory: 1.5 * 2 ** 30,
                max_streams: 3,
                max_bytes_required: true,
                disk_max_stream_bytes: 2 ** 30,
            },
            limits: { max_connections: 7, max_payload: 2 ** 20, max_leafnodes: 0 },
            users: [],
        });
    });

    it("have no JetStream where they or the servers shouldn't", async () => {
        const off = { A: { jetstream: { enabled: false } } };
        assert.equal((await authOf({ accounts: off })).accounts["A"]!["jetstream"], "disabled");
        assert.equal((await authOf({ jetstream: { enabled: false }, accounts: { A: {} } })).accounts["A"]!["jetstream"], undefined);
        assert.equal((await authOf({ accounts: { A: { jetstream: { enabled: true } } } })).accounts["A"]!["jetstream"], "enabled");
    });

    it("share what they export and import, and map subjects", async () => {
        const accounts = {
            A: {
                exports: [
                    { stream: "a.>" },
                    { service: "req.*", accounts: ["B"], responseType: "Stream", responseThreshold: "5s", allowTrace: true },
                ],
                mappings: {
                    "old.*": [
                        { destination: "new.$1", weight: 20 },
                        { destination: "newer.$1", weight: 80 },
                    ],
                },
            },
            B: {
                imports: [
                    { stream: { account: "A", subject: "a.b" }, prefix: "from" },
                    { service: { account: "A", subject: "req.x" }, to: "x" },
                ],
            },
        };
        const { A, B } = (await authOf({ accounts })).accounts;
        assert.deepEqual(A!["exports"], [
            { stream: "a.>" },
            { service: "req.*", accounts: ["B"], response_type: "Stream", response_threshold: "5s", allow_trace: true },
        ]);
        assert.deepEqual(A!["mappings"], accounts.A.mappings);
        assert.deepEqual(B!["imports"], accounts.B.imports);
    });

    it("may be APP itself, which then has the users of `users` and the limits from there", async () => {
        const { APP } = (await authOf({ users: { app: { password: "a" } }, accounts: { APP: { jetstream: { maxStreams: 1 } } } })).accounts;
        assert.deepEqual(APP, { jetstream: { max_streams: 1 }, users: [{ user: "app", password: "a" }] });
    });

    it("have their users among the credentials, each with its account and its Secret", async () => {
        const { outputs, secrets } = planOf({ ...TENANTS, systemUsers: { admin: {} } });
        const credentials = (await reveal(outputs.credentials)) as Record<string, { account: string; secretName: string; url: string }>;
        assert.deepEqual(
            Object.entries(credentials).map(([name, { account, secretName }]) => [name, account, secretName]),
            [
                ["admin", "$SYS", "nats-user-admin"],
                ["alice", "A", "nats-user-alice"],
                ["app", "APP", "nats-user-app"],
                ["bob", "B", "nats-user-bob"],
            ],
        );
        assert.equal(credentials["bob"]!.url, "nats://bob:b@nats.default.svc:4222");
        assert.deepEqual(
            secrets.map(({ name }) => name),
            ["nats-credentials", "nats-user-admin", "nats-user-alice", "nats-user-app", "nats-user-bob"],
        );
    });

    it("keep system users out of the Secret with all passwords, which is for applications", async () => {
        const { secrets } = planOf({ ...TENANTS, systemUsers: { admin: {} } });
        assert.deepEqual(Object.keys((await reveal(secrets[0]!.data)) as object), ["alice", "app", "bob"]);
    });

    it("may be secret, or not known yet", async () => {
        const accounts = { A: { users: { alice: { password: unknown() } }, limits: { maxConnections: unknown() } }, B: unknown() };
        assert.deepEqual(problemsOf({ accounts }), []);
        const hidden = {
            A: { jetstream: { maxFile: secret("1Gi") }, users: { alice: { permissions: { publish: { allow: [secret("a.>")] } } } } },
        };
        const { A } = (await authOf({ accounts: hidden })).accounts;
        assert.deepEqual(A!["jetstream"], { max_file: 2 ** 30 });
        assert.deepEqual(A!["users"], [{ user: "alice", password: generated("alice"), permissions: { publish: { allow: ["a.>"] } } }]);
    });
});

describe("permissions", () => {
    it("are NATS's, with replies and kinds of connections", async () => {
        const app = {
            permissions: {
                publish: { allow: ["a.>"], deny: ["a.b"] },
                subscribe: { allow: ["_INBOX.>", "jobs.* workers"] },
                allowResponses: { maxMessages: 5, expires: "1m" },
            },
            allowedConnectionTypes: ["STANDARD", "WEBSOCKET"],
        };
        const { APP } = (await authOf({ users: { app } })).accounts;
        assert.deepEqual(APP!["users"], [
            {
                user: "app",
                password: generated("app"),
                permissions: {
                    publish: app.permissions.publish,
                    subscribe: app.permissions.subscribe,
                    allow_responses: { max: 5, expires: "1m" },
                },
                allowed_connection_types: ["STANDARD", "WEBSOCKET"],
            },
        ]);
    });

    it("allow one reply where nothing more is said of replies", async () => {
        const { APP } = (await authOf({ users: { app: { permissions: { allowResponses: {} } } } })).accounts;
        assert.deepEqual((APP!["users"] as { permissions: unknown }[])[0]!.permissions, { allow_responses: true });
    });
});

describe("who clients without credentials are", () => {
    it("is the user that is named", async () => {
        assert.equal((await authOf({ ...TENANTS, noAuthUser: "bob" })).no_auth_user, "bob");
    });

    it("is everybody's user while only the system account has users", async () => {
        const { no_auth_user: user, accounts } = await authOf({ systemUsers: { admin: { password: "s" } } });
        assert.equal(user, "$anonymous");
        assert.deepEqual(accounts["$SYS"], { users: [{ user: "admin", password: "s" }] });
    });

    it("is nobody as soon as any account has users", async () => {
        assert.equal((await authOf({ accounts: { A: { users: { alice: {} } } } })).no_auth_user, undefined);
    });

    it("may take as long to log in as is said", async () => {
        assert.deepEqual((await authOf({ ...TENANTS, authTimeoutSeconds: 2.5 })).authorization, { timeout: 2.5 });
    });
});

describe("rules for accounts", () => {
    const accounts = (settings: Inputs, others: Inputs = {}): Inputs => ({ users: { app: {} }, accounts: { A: settings, ...others } });
    const raw = { config: { merge: { accounts: { A: { users: [{ user: "raw", password: "r" }] } } } } };
    const B = { exports: [{ stream: "b.>" }, { service: "s.*", accounts: ["A"] }, { stream: "c.>", accounts: ["APP"] }] };
    const imports = (...list: readonly unknown[]): Inputs => accounts({ imports: list }, { B });
    itRefuses({
        "the global account": {
            inputs: { accounts: { $G: {} } },
            path: "accounts.$G",
            says: ["can't be declared"],
            near: { accounts: { G: {} } },
        },
        "an account with a space in its name": {
            inputs: { accounts: { "A B": {} } },
            path: 'accounts["A B"]',
            says: ["letters, digits"],
            near: { accounts: { A_B: {} } },
        },
        "the system account": {
            inputs: { accounts: { $SYS: {} } },
            path: "accounts.$SYS",
            says: ["systemUsers"],
            near: { systemUsers: { a: {} } },
        },
        "another name of the system account": {
            inputs: { accounts: { SYS: {} }, config: { merge: { system_account: "SYS", accounts: { SYS: {} } } } },
            path: "accounts.SYS",
            says: ["system account"],
            near: { systemUsers: { a: {} }, config: { merge: { system_account: "SYS", accounts: { SYS: {} } } } },
        },
        "an account that is raw configuration as well": {
            inputs: { ...accounts({}), ...raw },
            path: "accounts.A",
            says: ["a second time", "config.merge.accounts.A"],
            near: raw,
        },
        "a user of two accounts": {
            inputs: accounts({ users: { app: {} } }),
            path: "accounts.A.users.app",
            says: ["users.app", "Duplicate user"],
            near: accounts({ users: { app2: {} } }),
        },
        "a system user of an account": {
            inputs: { users: { app: {} }, systemUsers: { app: {} } },
            path: "systemUsers.app",
            says: ["another user, users.app"],
            near: { users: { app: {} }, systemUsers: { admin: {} } },
        },
        "a user who is raw configuration as well": {
            inputs: { users: { raw: {} }, ...raw },
            path: "config.merge.accounts",
            says: ["raw", "Duplicate user"],
            near: { users: { app: {} }, ...raw },
        },
        "limits of JetStream where there is none": {
            inputs: { ...accounts({ jetstream: { maxStreams: 1 } }), jetstream: { enabled: false } },
            path: "accounts.A.jetstream",
            says: ["jetstream.enabled is false"],
            near: accounts({ jetstream: { maxStreams: 1 } }),
        },
        "a size that is none": {
            inputs: accounts({ jetstream: { maxFile: "lots" } }),
            path: "accounts.A.jetstream.maxFile",
            says: ["bytes", "lots"],
            near: accounts({ jetstream: { maxFile: "1k" } }),
        },
        "an export of nothing": {
            inputs: accounts({ exports: [{}] }),
            path: "accounts.A.exports[0]",
            says: ["either"],
            near: accounts({ exports: [{ stream: "a" }] }),
        },
        "an export of both kinds": {
            inputs: accounts({ exports: [{ stream: "a", service: "a" }] }),
            path: "accounts.A.exports[0]",
            says: ["either"],
            near: accounts({ exports: [{ service: "a" }] }),
        },
        "an export that is no subject": {
            inputs: accounts({ exports: [{ stream: "a..b" }] }),
            path: "accounts.A.exports[0].stream",
            says: ["a..b"],
            near: accounts({ exports: [{ stream: "a.b" }] }),
        },
        "an export for an account that isn't": {
            inputs: accounts({ exports: [{ stream: "a", accounts: ["C"] }] }),
            path: "accounts.A.exports[0].accounts",
            says: ["there is no C"],
            near: accounts({ exports: [{ stream: "a", accounts: ["APP"] }] }),
        },
        "a stream that replies": {
            inputs: accounts({ exports: [{ stream: "a", responseType: "Stream" }] }),
            path: "accounts.A.exports[0].responseType",
            says: ["for services"],
            near: accounts({ exports: [{ service: "a", responseType: "Stream" }] }),
        },
        "an import of an account that isn't": {
            inputs: imports({ stream: { account: "C", subject: "b.x" } }),
            path: "accounts.A.imports[0].stream.account",
            says: ['"C"'],
            near: imports({ stream: { account: "B", subject: "b.x" } }),
        },
        "an import of what isn't exported": {
            inputs: imports({ stream: { account: "B", subject: "x.y" } }),
            path: "accounts.A.imports[0].stream",
            says: ['"B"', "not authorized"],
            near: imports({ service: { account: "B", subject: "s.x" } }),
        },
        "an import of more than is exported": {
            inputs: imports({ service: { account: "B", subject: "s.>" } }),
            path: "accounts.A.imports[0].service",
            says: ["exports to A"],
            near: imports({ service: { account: "B", subject: "s.*" } }),
        },
        "an import of what is exported to others": {
            inputs: imports({ stream: { account: "B", subject: "c.x" } }),
            path: "accounts.A.imports[0].stream",
            says: ["exports to A"],
            near: imports({ stream: { account: "B", subject: "b.>" } }),
        },
        "an import without an account": {
            inputs: imports({ stream: { subject: "b.x" } }),
            path: "accounts.A.imports[0].stream.account",
            says: ["is missing"],
            near: imports({ stream: { account: "B", subject: "b.x" } }),
        },
        "a mapping of what is no subject": {
            inputs: accounts({ mappings: { "a b": [{ destination: "c" }] } }),
            path: "accounts.A.mappings",
            says: ['"a b"'],
            near: accounts({ mappings: { a: [{ destination: "c" }] } }),
        },
        "weights of more than all": {
            inputs: accounts({
                mappings: {
                    a: [
                        { destination: "b", weight: 60 },
                        { destination: "c", weight: 60 },
                    ],
                },
            }),
            path: "accounts.A.mappings",
            says: ["at most 100"],
            near: accounts({
                mappings: {
                    a: [
                        { destination: "b", weight: 60 },
                        { destination: "c", weight: 40 },
                    ],
                },
            }),
        },
        "permission to publish where no subject is": {
            inputs: { users: { app: { permissions: { publish: { allow: ["a", "b..c"] } } } } },
            path: "users.app.permissions.publish.allow",
            says: ['"b..c"', "not a valid subject"],
            near: { users: { app: { permissions: { publish: { allow: ["b.*.>"] } } } } },
        },
        "permission to subscribe where no subject is": {
            inputs: { users: { app: { permissions: { subscribe: { allow: ["b..c"] } } } } },
            path: "users.app.permissions.subscribe.allow",
            says: ['"b..c"'],
            near: { users: { app: { permissions: { subscribe: { allow: ["b.>"] } } } } },
        },
        "permission to publish to a queue group": {
            inputs: { users: { app: { permissions: { publish: { deny: ["a workers"] } } } } },
            path: "users.app.permissions.publish.deny",
            says: ["a workers"],
            near: { users: { app: { permissions: { subscribe: { deny: ["a workers"] } } } } },
        },
        "a kind of connection that isn't": {
            inputs: { users: { app: { allowedConnectionTypes: ["TCP"] } } },
            path: "users.app.allowedConnectionTypes[0]",
            says: ["STANDARD"],
            near: { users: { app: { allowedConnectionTypes: ["MQTT"] } } },
        },
        "an unknown user for clients without credentials": {
            inputs: { ...TENANTS, noAuthUser: "carol" },
            path: "noAuthUser",
            says: ['"carol"'],
            near: { ...TENANTS, noAuthUser: "app" },
        },
        "a system user for clients without credentials": {
            inputs: { ...TENANTS, systemUsers: { admin: {} }, noAuthUser: "admin" },
            path: "noAuthUser",
            says: ['"admin"'],
            near: { ...TENANTS, systemUsers: { admin: {} }, noAuthUser: "bob" },
        },
        "two users for clients without credentials": {
            inputs: { ...TENANTS, noAuthUser: "app", allowAnonymous: true },
            path: "noAuthUser",
            says: ["allowAnonymous"],
            near: { ...TENANTS, allowAnonymous: true },
        },
        "no time to log in": {
            inputs: { ...TENANTS, authTimeoutSeconds: 0 },
            path: "authTimeoutSeconds",
            says: ["0.1 to 60"],
            near: { ...TENANTS, authTimeoutSeconds: 60 },
        },
        "a timeout longer than NATS waits": {
            inputs: { ...TENANTS, authTimeoutSeconds: 61 },
            path: "authTimeoutSeconds",
            says: ["got 61"],
            near: { ...TENANTS, authTimeoutSeconds: 0.1 },
        },
        "accounts beside a token": {
            inputs: { accounts: { A: {} }, config: { merge: { authorization: { token: "t" } } } },
            path: "accounts",
            says: ["token"],
            near: { config: { merge: { authorization: { token: "t" } } } },
        },
    });

    it("refuse more on volumes than a standalone server has, at each account that takes part", () => {
        const both = (second: string): Inputs => ({
            accounts: { A: { jetstream: { maxFile: "5Gi" } }, B: { jetstream: { maxFile: second } }, C: {} },
        });
        const standalone = { replicas: 1, jetstream: { size: "10Gi" } };
        assert.deepEqual(
            problemsOf({ ...both("5Gi"), ...standalone }).map(({ path }) => path),
            ["accounts.A.jetstream.maxFile", "accounts.B.jetstream.maxFile"],
        );
        assert.deepEqual(problemsOf({ ...both("4Gi"), ...standalone }), []);
        assert.deepEqual(problemsOf({ ...both("5Gi"), ...standalone, replicas: 3 }), []);
        assert.deepEqual(problemsOf({ ...both("5Gi"), ...standalone, jetstream: { size: unknown() } }), []);
    });

    it("refuse more in memory than a standalone server has, by raw accounts as well where nobody else has a limit", () => {
        const limited = (size: string): Inputs => ({ replicas: 1, config: { merge: { jetstream: { max_memory_store: size } } } });
        const tenant = { accounts: { A: { jetstream: { maxMemory: "1Gi" } } } };
        const [problem, ...others] = problemsOf({ ...tenant, ...limited("512Mi") });
        assert.deepEqual([problem?.path, others], ["accounts.A.jetstream.maxMemory", []]);
        assert.match(problem?.reason ?? "", /has 536870912 \(config\.merge\.jetstream\.max_memory_store\)/);
        assert.deepEqual(problemsOf({ ...tenant, ...limited("1Gi") }), []);

        const rawly = (inputs: Inputs): string[] => {
            const merge = { accounts: { RAW: { jetstream: { max_file: "20Gi" } } } };
            return problemsOf({ replicas: 1, ...inputs, config: { merge } }).map(({ path }) => path);
        };
        assert.deepEqual(rawly({}), ["config.merge.accounts"]);
        assert.deepEqual(rawly({ accounts: { A: { jetstream: { maxFile: "1Gi" } } } }), ["accounts.A.jetstream.maxFile"]);
        assert.deepEqual(rawly({ accounts: { A: {} } }), ["config.merge.accounts"]);
        assert.deepEqual(rawly({ replicas: 3 }), []);
        assert.deepEqual(rawly({ jetstream: { enabled: false } }), []);
    });

    it("let everybody import what is exported to an empty list of accounts, as NATS does", () => {
        const inputs = accounts(
            { imports: [{ stream: { account: "B", subject: "b.x" } }] },
            { B: { exports: [{ stream: "b.>", accounts: [] }] } },
        );
        assert.deepEqual(problemsOf(inputs), []);
    });
});
