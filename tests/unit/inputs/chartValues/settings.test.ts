// Settings of nats.conf can be written in two places: both mean the same, and the same rules hold.
import assert from "node:assert/strict";
import { Leaf } from "../../../../provider/values/leaf";
import { type Inputs, normalized, planOf, problemsOf, secret, unknown, valueAt } from "../../../support/planning";
import { itRefuses } from "../../../support/refusals";
import { reveal } from "../../../support/reveal";

const BASE = { replicas: 3, users: { app: {} } };
const conf = (config: Inputs, inputs: Inputs = {}): Inputs => ({ ...BASE, ...inputs, values: { config } });
const raw = (merge: Inputs, inputs: Inputs = {}): Inputs => conf({ merge }, inputs);

/** The files of the servers, as they read them. */
async function fileOf(inputs: Inputs, name: string): Promise<string> {
    return String(await reveal(planOf(inputs).authSecret.data[name]));
}

describe("settings of nats.conf in the chart's values", () => {
    it("are those of config.merge", () => {
        const settings = { debug: true, leafnodes: { port: 7422 }, max_payload: "8MB" };
        assert.deepEqual(normalized(raw(settings)).spec.config, normalized({ ...BASE, config: { merge: settings } }).spec.config);
        assert.deepEqual(normalized(raw(settings)).spec.values, { config: {} });
    });

    it("may be left out of keys with nothing behind them, as the chart's own file has many", () => {
        const empty = { fullnameOverride: null, container: null, config: { merge: null, cluster: null, jetstream: { merge: null } } };
        assert.deepEqual(normalized({ ...BASE, values: empty }).spec.values, { config: { jetstream: {} } });
        assert.deepEqual(problemsOf({ ...BASE, values: empty }), []);
        const unlimited = { container: { resources: { limits: { cpu: null } } } };
        assert.equal(valueAt(planOf({ ...BASE, values: unlimited }), "container", "resources", "limits", "cpu"), null);
        assert.equal(valueAt(planOf({ ...BASE, values: empty }), "fullnameOverride"), "nats");
    });

    it("are put where their block is", () => {
        const { config, values } = normalized(
            conf({
                merge: { tls: { timeout: 5 } },
                cluster: { noAdvertise: false, merge: { name: "hub" }, tls: { enabled: true, merge: { verify: true } } },
                jetstream: { fileStore: { maxSize: "2G" }, memoryStore: { enabled: true, maxSize: "1Gi" }, merge: { domain: "hub" } },
                leafnodes: { enabled: true, port: 7423, merge: { compression: "off" }, tls: { enabled: true, merge: { verify: true } } },
                nats: { tls: { enabled: true, secretName: "tls", merge: { verify: true } } },
            }),
        ).spec;
        assert.deepEqual(config, {
            tls: { timeout: 5, verify: true },
            cluster: { no_advertise: false, name: "hub", tls: { verify: true } },
            // The chart writes sizes without quotes, and there 2G is 2,000,000,000 bytes.
            jetstream: { max_file_store: 2e9, max_memory_store: 2 ** 30, domain: "hub" },
            leafnodes: { compression: "off", tls: { verify: true } },
        });
        assert.deepEqual(values["config"], {
            cluster: { tls: { enabled: true } },
            jetstream: { fileStore: {}, memoryStore: { enabled: true } },
            leafnodes: { enabled: true, port: 7423, tls: { enabled: true } },
            nats: { tls: { enabled: true, secretName: "tls" } },
        });
    });

    it("keep accounts beside those of the users, and their secrets in the servers' Secret", async () => {
        const inputs = raw({ accounts: { USERS: { jetstream: "enabled", users: [{ user: "admin", password: "hunter2" }] } } });
        const { accounts } = JSON.parse(await fileOf(inputs, "auth.conf")) as { accounts: Record<string, { users: { user: string }[] }> };
        assert.deepEqual(
            Object.values(accounts).flatMap(({ users }) => users.map(({ user }) => user)),
            ["app", "admin"],
        );
        assert.doesNotMatch(
            JSON.stringify(planOf(inputs).release.values, (_, value: unknown) => (value instanceof Leaf ? "" : value)),
            /hunter2/,
        );
    });

    it("restart the servers when NATS can't reload them", () => {
        const hash = (settings: Inputs): unknown =>
            valueAt(planOf(raw(settings)), "podTemplate", "merge", "metadata", "annotations", "pulumi-nats/restart");
        assert.equal(hash({ max_payload: "8MB" }), hash({}));
        assert.notEqual(hash({ max_subscriptions: 5 }), hash({}));
        const causes = (inputs: Inputs) => planOf(inputs).revision.facts["restarts"] as Record<string, unknown>;
        assert.ok("config.merge.max_subscriptions" in causes(raw({ max_subscriptions: 5 })));
    });

    it("aren't known while the values aren't: nothing is refused for want of them", () => {
        const later = [{ values: unknown() }, { values: { config: unknown() } }];
        for (const inputs of later) {
            assert.deepEqual(problemsOf({ ...inputs, external: true }), []);
            assert.deepEqual(problemsOf({ ...inputs, noAuthUser: "bob" }), []);
        }
    });

    itRefuses({
        "accounts that are named twice, at the second place": {
            inputs: {
                ...raw({ accounts: { A: { jetstream: "enabled" } } }),
                config: { merge: { accounts: { A: { jetstream: "disabled" } } } },
            },
            path: "values.config.merge.accounts.A.jetstream",
            says: ["is set a second time by config.merge.accounts.A.jetstream"],
            near: {
                ...raw({ accounts: { A: { jetstream: "enabled" } } }),
                config: { merge: { accounts: { B: { jetstream: "enabled" } } } },
            },
        },
        "a setting in two places of the values": {
            inputs: conf({ merge: { cluster: { name: "a" } }, cluster: { merge: { name: "b" } } }),
            path: "values.config.cluster.merge.name",
            says: ["second time by values.config.merge.cluster.name"],
            near: conf({ merge: { cluster: { name: "a" } }, cluster: { merge: { pool_size: 3 } } }),
        },
        "what NATS doesn't know, at its own path": {
            inputs: conf({ websocket: { enabled: true, merge: { compresion: true } } }),
            path: "values.config.websocket.merge.compresion",
            says: ["not a setting that NATS knows", "compression"],
            near: conf({ websocket: { enabled: true, merge: { compression: true } } }),
        },
        "what the probes rely on": {
            inputs: raw({ http_port: 9222 }),
            path: "values.config.merge.http_port",
            says: ["can't be set", "8222"],
            near: raw({ prof_port: 9222 }),
        },
        "what breaks another rule, at its own path": {
            inputs: raw({ accounts: { A: { users: [{ user: "app", password: "x" }] } } }),
            path: "values.config.merge.accounts",
            says: ["names users a second time: app"],
            near: raw({ accounts: { A: { users: [{ user: "bob", password: "x" }] } } }),
        },
        "a token that opens the servers beside users": {
            inputs: raw({ authorization: { token: "x" } }),
            path: "values.config.merge.authorization.token",
            says: ["conflicts with users"],
            near: raw({ authorization: { token: "x" } }, { users: {} }),
        },
        "settings of a listener that isn't there": {
            inputs: conf({ mqtt: { merge: { ack_wait: "10s" } } }),
            path: "values.config.mqtt.merge",
            says: ["has no effect: values.config.mqtt.enabled isn't true"],
            near: conf({ mqtt: { enabled: true, merge: { ack_wait: "10s" } } }),
        },
        "settings of TLS that isn't there": {
            inputs: conf({ nats: { tls: { merge: { verify: true } } } }),
            path: "values.config.nats.tls.merge",
            says: ["values.config.nats.tls.enabled isn't true"],
            near: conf({ nats: { tls: { enabled: true, secretName: "tls", merge: { verify: true } } } }),
        },
        "a template among the settings, which can't be read": {
            inputs: raw({ server_tags: { $tplYaml: "[]" } }),
            path: "values.config.merge.server_tags",
            says: ["template of the chart"],
            near: raw({ server_tags: ["a"] }),
        },
        "TLS of the monitoring endpoint without TLS of clients": {
            inputs: conf({ monitor: { tls: { enabled: true } } }),
            path: "values.config.monitor.tls.enabled",
            says: ["values.config.nats.tls"],
            near: conf({ monitor: { tls: { enabled: true } }, nats: { tls: { enabled: true, secretName: "tls" } } }),
        },
    });
});

describe("files that nats.conf includes", () => {
    it("come before everything, so that they replace nothing", () => {
        const plan = planOf(raw({ $include: "./extra.conf", leafnodes: { port: 7422, $include: "./leaf.conf" } }));
        const merge = valueAt(plan, "config", "merge") as Record<string, unknown>;
        assert.equal(merge["$include"], "./extra.conf");
        assert.deepEqual(merge["leafnodes"], { port: 7422, $include: "./leaf.conf" });
        const includes = Object.keys(merge).filter((key) => key.endsWith("$include"));
        assert.deepEqual(includes.sort(), ["$include", "00$include"]);
    });

    for (const key of ["00$include", "zz$include", "a$include"]) {
        it(`can't come in place of the users' file or behind it: ${key}`, () => {
            const [problem, ...others] = problemsOf(raw({ [key]: "extra.conf" }));
            assert.deepEqual([problem?.path, others], [`values.config.merge${key.startsWith("0") ? `["${key}"]` : `.${key}`}`, []]);
            assert.match(problem?.reason ?? "", /must be called \$include/);
        });
    }

    it("restart the servers when they are others, for the reloader is told of each at its start", () => {
        const facts = planOf(raw({ $include: "./extra.conf" })).revision.facts["restarts"] as object;
        assert.ok("values.config.merge" in facts);
    });
});

describe("variables of the servers' environment", () => {
    const ADMIN = { ADMIN_PASS: { valueFrom: { secretKeyRef: { name: "nats", key: "p" } } } };
    const referring = (merge: Inputs, env: unknown = ADMIN, inputs: Inputs = {}): Inputs => ({
        ...BASE,
        ...inputs,
        values: { config: { merge }, container: { env } },
    });
    const accounts = { USERS: { jetstream: "enabled", users: [{ user: "admin", password: "<< $ADMIN_PASS >>" }] } };

    it("stand in the users' file without quotes, where a text of the same look stays a text", async () => {
        const text = await fileOf(referring({ accounts }), "auth.conf");
        assert.ok(text.includes(`{"user":"admin","password": $ADMIN_PASS }`), text);
        const quoted = await fileOf({ ...BASE, users: { app: { password: secret("$ADMIN_PASS") } } }, "auth.conf");
        assert.ok(quoted.includes('"$ADMIN_PASS"'), quoted);
    });

    it("stay with the chart everywhere else, and are no secrets", async () => {
        const plan = planOf(referring({ client_advertise: "<< $HOST >>", jetstream: { key: "<< $HOST >>" } }, { HOST: "a" }));
        const merge = (await reveal(valueAt(plan, "config", "merge"))) as Record<string, unknown>;
        assert.equal(merge["client_advertise"], "<< $HOST >>");
        assert.deepEqual(merge["jetstream"], { key: "<< $HOST >>" });
    });

    itRefuses({
        "one that the servers don't have": {
            inputs: referring({ accounts }, {}),
            path: "values.container.env",
            says: ["lacks ADMIN_PASS", "values.config.merge.accounts.USERS.users[0].password"],
            near: [referring({ accounts }), referring({ server_tags: ["<< $POD_NAME >>"] }, {})],
        },
        "one in config.merge, where it would be a text": {
            inputs: { ...BASE, config: { merge: { client_advertise: "<< $HOST >>" } } },
            path: "config.merge.client_advertise",
            says: ["<<"],
            near: referring({ client_advertise: "<< $HOST >>" }, { HOST: "a" }),
        },
    });

    it("may come from a patch, or from a place that can't be read", () => {
        const patch = [{ op: "add", path: "/env/-", value: { name: "ADMIN_PASS", value: "x" } }];
        const merge = { envFrom: [{ secretRef: { name: "nats" } }] };
        for (const container of [
            { merge },
            { patch: [{ ...patch[0], value: { name: "ADMIN_PASS", valueFrom: {} } }] },
            { env: unknown() },
        ]) {
            assert.deepEqual(problemsOf({ ...BASE, values: { config: { merge: { accounts } }, container } }), []);
        }
    });
});
