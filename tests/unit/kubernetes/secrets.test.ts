import fc from "fast-check";
import assert from "node:assert/strict";
import type { Plan } from "../../../provider/plan/plan";
import { ADDRESS, generated } from "../../support/outcomes";
import { type Inputs, planOf, secret, unknown, valueAt } from "../../support/planning";
import { reveal, revealJson } from "../../support/reveal";

const HIDDEN = "hunter2";

function config(merge: Inputs, inputs: Inputs = {}): Plan {
    return planOf({ replicas: 3, users: { app: {} }, ...inputs, config: { merge } });
}

/** The files of the auth Secret, read as NATS reads them. */
async function filesOf({ authSecret }: Plan): Promise<Record<string, unknown>> {
    const entries = Object.entries(authSecret.data).map(async ([name, file]) => [name, await revealJson(file)] as const);
    return Object.fromEntries(await Promise.all(entries));
}

describe("the configuration that holds secrets", () => {
    it("is in files of a Secret, and in the chart's configuration only their names are", async () => {
        const plan = config({
            debug: true,
            remote_syslog: `udp://a:${HIDDEN}@logs:514`,
            jetstream: { domain: "hub", key: HIDDEN, cipher: "aes" },
            leafnodes: { no_advertise: true, remotes: [{ url: `nats://a:${HIDDEN}@hub:7422`, account: "APP" }] },
            mqtt: { port: 1883 },
        });
        assert.deepEqual(valueAt(plan, "config", "merge"), {
            "00$include": "../nats-auth/auth.conf",
            debug: true,
            jetstream: { domain: "hub", cipher: "aes", yy$include: "../nats-auth/merge-jetstream.conf" },
            leafnodes: { no_advertise: true, yy$include: "../nats-auth/merge-leafnodes.conf" },
            mqtt: { port: 1883 },
            yy$include: "../nats-auth/merge.conf",
        });
        const { "auth.conf": _auth, "cluster.conf": _cluster, ...files } = await filesOf(plan);
        assert.deepEqual(files, {
            "merge.conf": { remote_syslog: `udp://a:${HIDDEN}@logs:514` },
            "merge-jetstream.conf": { key: HIDDEN },
            "merge-leafnodes.conf": { remotes: [{ urls: `nats://a:${HIDDEN}@hub:7422`, account: "APP" }] },
        });
    });

    it("is nowhere in the chart's values, whichever setting holds the secret", async () => {
        const hidden = secret(HIDDEN);
        const settings: Inputs[] = [
            { accounts: { A: { users: [{ user: hidden, password: hidden }] } } },
            { authorization: { default_permissions: { publish: hidden } } },
            { cluster: { name: hidden } },
            { jetstream: { key: hidden, domain: hidden, unique_tag: "az:" } },
            { leafnodes: { remotes: [{ url: secret(`nats://a:${HIDDEN}@hub`) }] } },
            { gateway: { name: "nats", port: 7222, authorization: { user: "a", password: HIDDEN } } },
            { websocket: { port: 8080, no_tls: true, headers: { cookie: hidden } } },
            { mqtt: { port: 1883, js_domain: hidden } },
            { server_tags: ["a", hidden] },
            { mappings: { a: hidden } },
            { server_metadata: { token: hidden } },
            { client_advertise: hidden },
            { no_auth_user: hidden, accounts: { A: { users: [{ user: hidden, password: hidden }] } } },
            { system_account: hidden, accounts: { [HIDDEN]: {} } },
            { tls: { cert_file: hidden, key_file: hidden } },
        ];
        for (const merge of settings) {
            const plan = config(merge);
            assert.doesNotMatch(JSON.stringify(await reveal(plan.release.values)), /hunter2/, Object.keys(merge).join());
            assert.match(JSON.stringify(await filesOf(plan)), /hunter2/, Object.keys(merge).join());
        }
    });

    it("stays in the chart's configuration while it is only unknown", () => {
        const plan = config({ client_advertise: unknown() });
        assert.deepEqual(Object.keys(plan.authSecret.data), ["auth.conf", "cluster.conf"]);
        assert.ok(valueAt(plan, "config", "merge", "client_advertise") !== undefined);
    });
});

describe("the credentials of the routes", () => {
    it("are generated, and every server has a route to every one", async () => {
        const plan = planOf({ name: "mq", replicas: 3, users: { app: {} } });
        const password = generated("$SYS routes");
        assert.deepEqual((await filesOf(plan))["cluster.conf"], {
            authorization: { user: "routes", password },
            routes: [0, 1, 2].map((ordinal) => `nats://routes:${password}@mq-${ordinal}.mq-headless:6222`),
        });
        // Behind the chart's own `routes`, so that NATS reads these last.
        assert.deepEqual(valueAt(plan, "config", "cluster", "merge"), { zz$include: "../nats-auth/cluster.conf" });
    });

    it("are not there with one server, which has no routes", () => {
        const plan = planOf({ replicas: 1, users: { app: {} } });
        assert.deepEqual(Object.keys(plan.authSecret.data), ["auth.conf"]);
        assert.deepEqual(
            plan.passwords.map(({ key }) => key),
            ["app"],
        );
        assert.deepEqual(valueAt(plan, "config", "cluster"), { enabled: false });
    });
});

describe("a user's Secret", () => {
    const secretOf = async (inputs: Inputs, user: string): Promise<Record<string, string>> => {
        const plan = planOf({ name: "mq", namespace: "prod", ...inputs });
        const { type, data } = plan.secrets.find(({ name }) => name === plan.outputs.credentialsSecretNames[user])!;
        assert.equal(type, "servicebinding.io/nats");
        return (await reveal(data)) as Record<string, string>;
    };

    it("has what the Service Binding specification asks for, and what NATS's own tools read", async () => {
        const { "context.json": context, ...data } = await secretOf({ users: { "a.b": { password: "p@ss word/π" } } }, "a.b");
        assert.deepEqual(data, {
            type: "nats",
            provider: "pulumi-nats",
            host: "mq.prod.svc",
            port: "4222",
            username: "a.b",
            user: "a.b",
            password: "p@ss word/π",
            uri: "nats://a.b:p%40ss%20word%2F%CF%80@mq.prod.svc:4222",
            "fqdn-uri": "nats://a.b:p%40ss%20word%2F%CF%80@mq.prod.svc.cluster.local:4222",
        });
        assert.deepEqual(JSON.parse(context!), { url: "nats://mq.prod.svc:4222", user: "a.b", password: "p@ss word/π" });
    });

    it("has the address for clients outside when there is one", async () => {
        const inputs = { external: true, service: { ports: { nats: 443 } }, users: { app: {} } };
        assert.equal((await secretOf(inputs, "app"))["external-uri"], `nats://app:${generated("app")}@${ADDRESS}:443`);
        assert.equal((await secretOf({ ...inputs, service: { type: "NodePort" } }, "app"))["external-uri"], undefined);
        assert.equal((await secretOf({ ...inputs, skipAwait: true }, "app"))["external-uri"], undefined);
    });

    it("follows the domain of the Kubernetes cluster that the chart is told", async () => {
        const values = { config: { cluster: { routeURLs: { k8sClusterDomain: "corp.example" } } } };
        assert.match((await secretOf({ users: { app: {} }, values }, "app"))["fqdn-uri"]!, /@mq\.prod\.svc\.corp\.example:4222$/);
    });

    it("holds texts only, or Kubernetes would not take it", async () => {
        const data = await secretOf({ users: { app: {} }, external: true }, "app");
        assert.deepEqual(
            Object.values(data).filter((value) => typeof value !== "string"),
            [],
        );
    });
});

it("the aggregate Secret has every user's password by the user's name", async () => {
    const [aggregate] = planOf({ users: { app: {}, bob: { password: "b" } } }).secrets;
    assert.equal(aggregate?.name, "nats-credentials");
    assert.deepEqual(await reveal(aggregate.data), { app: generated("app"), bob: "b" });
});

describe("any users with any passwords", () => {
    const users = fc.dictionary(
        fc.stringMatching(/^[A-Za-z0-9]([-._A-Za-z0-9]{0,20}[A-Za-z0-9])?$/),
        fc
            .string({ unit: "grapheme", minLength: 1 })
            .filter((text) => !/[\0-\x1f\x7f\u2028\u2029]|^\$2[abxy]\$/.test(text) && text.isWellFormed()),
        { minKeys: 1, maxKeys: 5, noNullPrototype: true },
    );

    it("are what the servers read back, and what each URL leads back to", async () => {
        await fc.assert(
            fc.asyncProperty(users, async (passwords) => {
                const names = Object.keys(passwords);
                const plan = planOf({ users: Object.fromEntries(names.map((name) => [name, { password: secret(passwords[name]) }])) });
                const { accounts } = (await filesOf(plan))["auth.conf"] as {
                    accounts: { APP: { users: { user: string; password: string }[] } };
                };
                const read = accounts.APP.users.map(({ user, password }) => [user, password]);
                assert.deepEqual(Object.fromEntries(read), { ...passwords });
                assert.equal(read.length, names.length);
                const credentials = (await reveal(plan.outputs.credentials)) as Record<string, { url: string }>;
                for (const name of names) {
                    const url = new URL(credentials[name]!.url);
                    assert.equal(decodeURIComponent(url.username), name);
                    assert.equal(decodeURIComponent(url.password), passwords[name]);
                    assert.equal(url.host, "nats.default.svc:4222");
                }
            }),
        );
    });
});
