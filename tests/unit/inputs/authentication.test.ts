import assert from "node:assert/strict";
import { Leaf } from "../../../provider/values/leaf";
import { generated } from "../../support/outcomes";
import { OPERATOR, SYSTEM_ACCOUNT, preloadFor } from "../../support/operator";
import { type Inputs, planOf, secret, unknown, valueAt } from "../../support/planning";
import { reveal, revealJson } from "../../support/reveal";

const ANONYMOUS = { user: "$anonymous", password: generated("$anonymous") };

/** What the servers are told of who may log in. */
function authOf(inputs: Inputs): Promise<unknown> {
    return revealJson(planOf(inputs).authSecret.data["auth.conf"]);
}

function generatedFor(inputs: Inputs): string[] {
    return planOf({ replicas: 1, ...inputs }).passwords.map(({ key }) => key);
}

describe("who may log in", () => {
    it("is every user, in one account with JetStream, and $SYS is declared from the first day", async () => {
        assert.deepEqual(await authOf({ users: { bob: { password: "b" }, app: {} } }), {
            accounts: {
                $SYS: { users: [] },
                APP: {
                    jetstream: "enabled",
                    users: [
                        { user: "app", password: generated("app") },
                        { user: "bob", password: "b" },
                    ],
                },
            },
        });
    });

    it("has no JetStream when that is off", async () => {
        assert.deepEqual(await authOf({ users: { bob: { password: "b" } }, jetstream: { enabled: false } }), {
            accounts: { $SYS: { users: [] }, APP: { users: [{ user: "bob", password: "b" }] } },
        });
    });

    it("is anybody when there are no users, by a user of our own with a password that nobody knows", async () => {
        assert.deepEqual(await authOf({}), {
            accounts: { $SYS: { users: [] }, APP: { jetstream: "enabled", users: [ANONYMOUS] } },
            no_auth_user: "$anonymous",
        });
        assert.deepEqual(generatedFor({}), ["$anonymous"]);
    });

    it("is anybody beside the users with allowAnonymous, and nobody else without it", async () => {
        const users = { app: { password: "a" } };
        assert.deepEqual(await authOf({ users, allowAnonymous: true }), {
            accounts: { $SYS: { users: [] }, APP: { jetstream: "enabled", users: [{ user: "app", password: "a" }, ANONYMOUS] } },
            no_auth_user: "$anonymous",
        });
        assert.deepEqual(generatedFor({ users }), []);
    });

    it("is told by no_auth_user where that is given", async () => {
        const inputs = { users: { app: { password: "a" } }, allowAnonymous: true, config: { merge: { no_auth_user: "app" } } };
        assert.deepEqual(await authOf(inputs), {
            accounts: { $SYS: { users: [] }, APP: { jetstream: "enabled", users: [{ user: "app", password: "a" }] } },
            no_auth_user: "app",
        });
    });

    describe("with accounts of the user's own", () => {
        const tenant = { jetstream: { max_file: "1Gi" }, users: [{ user: "bob", password: "b" }] };

        it("is their users as well, each account as it was given", async () => {
            const inputs = { users: { app: { password: "a" } }, config: { merge: { accounts: { TENANT: tenant } } } };
            assert.deepEqual(await authOf(inputs), {
                accounts: {
                    $SYS: { users: [] },
                    APP: { jetstream: "enabled", users: [{ user: "app", password: "a" }] },
                    TENANT: { jetstream: { max_file: 2 ** 30 }, users: [{ user: "bob", password: "b" }] },
                },
            });
        });

        it("is only their users without `users`: nobody is let in without credentials", async () => {
            const auth = (await authOf({ config: { merge: { accounts: { TENANT: tenant } } } })) as {
                accounts: object;
                no_auth_user?: string;
            };
            assert.deepEqual(Object.keys(auth.accounts).sort(), ["$SYS", "TENANT"]);
            assert.equal(auth.no_auth_user, undefined);
        });

        const hidden: Record<string, unknown> = {
            "all of it is a secret": { TENANT: { users: [{ user: secret("bob"), password: secret("b") }] } },
            "its user isn't known yet": { TENANT: { users: [{ user: unknown(), password: "b" }] } },
            "its users aren't known yet": { TENANT: { users: unknown() } },
            "it isn't known yet": { TENANT: unknown() },
            "none of them is known yet": unknown(),
        };
        for (const [what, accounts] of Object.entries(hidden)) {
            it(`lets nobody in without credentials though ${what}`, () => {
                const inputs = { replicas: 1, config: { merge: { accounts } } };
                assert.deepEqual(generatedFor(inputs), []);
                assert.deepEqual(
                    planOf(inputs).warnings.filter((warning) => warning.includes("without credentials")),
                    [],
                );
            });
        }

        it("lets anybody in while only the system account has users, for NATS would", async () => {
            const inputs = { config: { merge: { accounts: { $SYS: { users: [{ user: "admin", password: "s" }] } } } } };
            assert.deepEqual(await authOf(inputs), {
                accounts: {
                    $SYS: { users: [{ user: "admin", password: "s" }] },
                    APP: { jetstream: "enabled", users: [ANONYMOUS] },
                },
                no_auth_user: "$anonymous",
            });
        });

        it("takes what is said of APP there together with the users here", async () => {
            const raw = { jetstream: { max_streams: 5 }, users: [{ user: "bob", password: "b" }], exports: [{ stream: "a.>" }] };
            assert.deepEqual(await authOf({ users: { app: { password: "a" } }, config: { merge: { accounts: { APP: raw } } } }), {
                accounts: {
                    $SYS: { users: [] },
                    APP: {
                        jetstream: { max_streams: 5 },
                        exports: [{ stream: "a.>" }],
                        users: [
                            { user: "app", password: "a" },
                            { user: "bob", password: "b" },
                        ],
                    },
                },
            });
        });

        it("declares another system account in place of $SYS, and names it in the configuration that all may read", async () => {
            const inputs = {
                users: { app: { password: "a" } },
                config: { merge: { system_account: "ADMIN", accounts: { ADMIN: { users: [] } } } },
            };
            const { accounts } = (await authOf(inputs)) as { accounts: object };
            assert.deepEqual(Object.keys(accounts).sort(), ["ADMIN", "APP"]);
            assert.equal(valueAt(planOf(inputs), "config", "merge", "system_account"), "ADMIN");
        });
    });

    it("is whoever has the token, in the global account, which keeps JetStream only beside no other account than $SYS", async () => {
        assert.deepEqual(await authOf({ config: { merge: { authorization: { token: "hunter2", timeout: 3 } } } }), {
            accounts: { $SYS: { users: [] } },
            authorization: { token: "hunter2", timeout: 3 },
        });
    });

    it("is a user of the system in its account, though that has a secret name", async () => {
        const inputs = { systemUsers: { admin: {} }, config: { merge: { system_account: secret("OPS"), accounts: { OPS: {} } } } };
        const { accounts } = (await authOf(inputs)) as { accounts: Record<string, { users: { user: string }[] }> };
        assert.equal(accounts["OPS"]?.users[0]?.user, "admin");
    });

    it("is whoever has the token, however long that may take", async () => {
        const inputs = { authTimeoutSeconds: 5, config: { merge: { authorization: { token: "hunter2" } } } };
        assert.deepEqual(((await authOf(inputs)) as { authorization: unknown }).authorization, { token: "hunter2", timeout: 5 });
    });

    it("needs no account of our own where all users are in others", async () => {
        const { accounts } = (await authOf({ accounts: { A: { users: { alice: {} } } } })) as { accounts: object };
        assert.deepEqual(Object.keys(accounts).sort(), ["$SYS", "A"]);
    });

    it("is decided by JWTs with an operator: nothing is generated but the credentials of the routes", async () => {
        const inputs = {
            config: { merge: { operator: OPERATOR, system_account: SYSTEM_ACCOUNT }, resolver: { type: "full", dir: "/data/jwt" } },
        };
        assert.deepEqual(await authOf(inputs), {});
        assert.deepEqual(
            planOf(inputs).passwords.map(({ key }) => key),
            ["$SYS routes"],
        );
        assert.deepEqual(planOf(inputs).outputs.credentials, {});
    });

    it("leaves a user whom this preview doesn't know yet out of the question of being open", () => {
        assert.deepEqual(generatedFor({ users: unknown() }), []);
        assert.deepEqual(generatedFor({ accounts: unknown() }), []);
        assert.deepEqual(generatedFor({ config: { merge: unknown() } }), []);
    });

    it("stays unknown where it is raw configuration that this preview doesn't know yet", async () => {
        const later = (users: readonly unknown[]): Leaf => Leaf.unknown(users, false);
        const bob = { user: "bob", password: "b" };
        assert.deepEqual(await authOf({ config: { merge: { accounts: { A: { users: later([bob]) } } } } }), {
            accounts: { $SYS: { users: [] }, A: { users: [bob] } },
        });
        assert.deepEqual(await authOf({ config: { merge: { authorization: Leaf.unknown({ token: "a" }, false) } } }), {
            accounts: { $SYS: { users: [] } },
            authorization: { token: "a" },
        });
    });
});

describe("a resolver of JWTs", () => {
    const planWith = (resolver: unknown, inputs: Inputs = {}): ReturnType<typeof planOf> =>
        planOf({ ...inputs, config: { merge: { operator: OPERATOR, ...preloadFor(resolver) }, resolver } });

    for (const type of ["full", "cache", "FULL"]) {
        it(`of type ${type} gets the chart's volume, in the StorageClass of the cluster`, () => {
            const plan = planWith({ type, dir: "/data/jwt", limit: 10 }, { storageClass: "fast" });
            assert.deepEqual(valueAt(plan, "config", "resolver"), {
                enabled: true,
                dir: "/data/jwt",
                merge: { type, limit: 10 },
                pvc: { storageClassName: "fast" },
            });
            assert.equal(valueAt(plan, "config", "merge", "resolver"), undefined);
        });
    }

    it("leaves the volume's StorageClass and directory to the chart where nothing is said", () => {
        assert.deepEqual(valueAt(planWith({ type: "full" }), "config", "resolver"), { enabled: true, merge: { type: "full" } });
    });

    it("of type memory is configuration alone", () => {
        const plan = planWith({ type: "MEMORY" });
        assert.deepEqual(valueAt(plan, "config", "merge", "resolver"), { type: "MEMORY" });
        assert.deepEqual(valueAt(plan, "config", "resolver"), { enabled: false });
    });

    it("may be a text", () => {
        assert.equal(valueAt(planWith("URL(http://jwt/accounts/)"), "config", "merge", "resolver"), "URL(http://jwt/accounts/)");
    });

    it("keeps a secret out of the chart's values", async () => {
        for (const resolver of [secret("URL(https://app:hunter2@jwt/)"), "URL(https://app:hunter2@jwt/)"]) {
            assert.doesNotMatch(JSON.stringify(await reveal(planWith(resolver).release.values)), /hunter2/);
        }
    });
});
