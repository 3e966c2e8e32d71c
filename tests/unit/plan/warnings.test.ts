// What works, but not as many expect.
import assert from "node:assert/strict";
import { type Inputs, planOf, secret, unknown } from "../../support/planning";

describe("warnings", () => {
    const warns = (inputs: Inputs): readonly string[] => planOf({ replicas: 3, users: { app: {} }, ...inputs }).warnings;
    const jetstream = (settings: Inputs): Inputs => ({ config: { merge: { jetstream: settings } } });
    const remote = (settings: Inputs, others: Inputs = {}): Inputs => ({
        name: "edge",
        config: { merge: { leafnodes: { remotes: [{ url: "tls://hub", ...settings }] }, ...others } },
    });
    const leafUsers = (settings: Inputs): Inputs => ({
        config: { merge: { leafnodes: { port: 7422, authorization: { users: [{ user: "leaf", password: "x", ...settings }] } } } },
    });
    const one: Record<string, { inputs: Inputs; says: RegExp; quiet: Inputs }> = {
        "clients without credentials are let in": {
            inputs: { users: {} },
            says: /users is empty, so every client that reaches the servers is let in/,
            quiet: { users: {}, allowAnonymous: true },
        },
        "anybody is let in from outside": {
            inputs: { external: true, allowAnonymous: true },
            says: /external and allowAnonymous together let anybody in/,
            quiet: { external: true },
        },
        "anybody is let in from outside as a user": {
            inputs: { external: true, noAuthUser: "app" },
            says: /external and noAuthUser together let anybody in .* as the user "app"/,
            quiet: { noAuthUser: "app" },
        },
        "the network policy keeps out whom the external Service is for": {
            inputs: { external: true, networkPolicy: { clients: [{ podSelector: {} }] } },
            says: /networkPolicy\.clients has no ipBlock/,
            quiet: { external: true, networkPolicy: { clients: [{ podSelector: {} }, { ipBlock: { cidr: "10.0.0.0/8" } }] } },
        },
        "a Service is described that isn't made": {
            inputs: { service: { loadBalancerClass: "internal" } },
            says: /service describes the external Service, and external is not true/,
            quiet: { service: { loadBalancerClass: "internal" }, external: true },
        },
        "two servers can't lose one": {
            inputs: { replicas: 2 },
            says: /replicas is 2: JetStream needs both/,
            quiet: { replicas: 2, jetstream: { enabled: false } },
        },
        "the fourth server adds nothing": {
            inputs: { replicas: 4 },
            says: /no more failures than with 3; use an odd/,
            quiet: { replicas: 5 },
        },
        "streams in memory are larger than the memory": {
            inputs: { resources: { memory: "1Gi" }, config: { merge: { jetstream: { max_memory_store: "1Gi" } } } },
            says: /max_memory_store is not below the memory limit \("1Gi"\)/,
            quiet: { resources: { memory: "2Gi" }, config: { merge: { jetstream: { max_memory_store: "1Gi" } } } },
        },
        "streams are as large as the volume": {
            inputs: { jetstream: { size: "10Gi" }, ...jetstream({ max_file_store: "10Gi" }) },
            says: /max_file_store is not below jetstream\.size.*90 %/,
            quiet: { jetstream: { size: "10Gi" }, ...jetstream({ max_file_store: "9Gi" }) },
        },
        "streams are as large as a secret says, larger than the volume": {
            inputs: { jetstream: { size: "10Gi" }, ...jetstream({ max_file_store: secret("11Gi") }) },
            says: /max_file_store is not below jetstream\.size/,
            quiet: { jetstream: { size: "10Gi" }, ...jetstream({ max_file_store: secret("9Gi") }) },
        },
        "streams are as large as what a server finds": {
            inputs: jetstream({ max_file_store: -1 }),
            says: /max_file_store is not below jetstream\.size/,
            quiet: jetstream({ max_file_store: 0 }),
        },
        "leaf nodes are in another account than the users": {
            inputs: remote({}),
            says: /leafnodes\.remotes has leaf nodes without an account.*give each remote account: APP/,
            quiet: remote({ account: "APP" }),
        },
        "leaf nodes are in another account than raw users": {
            inputs: { ...remote({ account: "$G" }, { accounts: { A: { users: [{ user: "b", password: "x" }] } } }), users: {} },
            says: /without an account.*give each remote the account of the users/,
            quiet: { ...remote({}, { authorization: { token: "x" } }), users: {} },
        },
        "who comes from leaf nodes is in another account than the users": {
            inputs: leafUsers({}),
            says: /leafnodes\.authorization has users without an account.*give each account: APP/,
            quiet: leafUsers({ account: "APP" }),
        },
        "two clusters may have one name": {
            inputs: { ...remote({ account: "APP" }), name: "nats" },
            says: /names, and those of their servers, must differ.*serverNamePrefix/,
            quiet: remote({ account: "APP" }),
        },
        "nobody may read what is to be read": {
            inputs: { values: { promExporter: { enabled: true } } },
            says: /networkPolicy\.monitoring names nobody.*namespaceSelector/,
            quiet: { values: { promExporter: { enabled: true } }, networkPolicy: { monitoring: [{ podSelector: {} }] } },
        },
        "nobody may read the monitoring of the Service": {
            inputs: { values: { service: { ports: { monitor: { enabled: true } } } } },
            says: /networkPolicy\.monitoring names nobody/,
            quiet: { values: { service: { ports: { monitor: { enabled: true } } } }, networkPolicy: { enabled: false } },
        },
    };
    for (const [what, { inputs, says, quiet }] of Object.entries(one)) {
        it(`say that ${what}`, () => {
            const warnings = warns(inputs);
            assert.equal(warnings.length, 1, warnings.join());
            assert.match(warnings[0]!, says);
            assert.deepEqual(warns(quiet), []);
        });
    }

    it("are none for a cluster as it should be, nor for a lone server", () => {
        assert.deepEqual(warns({}), []);
        assert.deepEqual(warns({ replicas: 1 }), []);
    });

    it("don't say that users is empty while the users aren't known", () => {
        const warnings = warns({ users: unknown() });
        assert.equal(warnings.length, 1);
        assert.match(warnings[0]!, /users is not known before the update/);
    });

    it("say what Kubernetes shows in the clear though it came as a secret", () => {
        assert.match(warns({ namespace: secret("hush") }).join(), /^namespace is a secret, but Kubernetes shows it in the clear/);
    });
});
