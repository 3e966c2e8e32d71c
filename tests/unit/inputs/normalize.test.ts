import assert from "node:assert/strict";
import { PRESETS } from "../../../provider/inputs/contract";
import { type Spec, givenAt, isKnown } from "../../../provider/inputs/spec";
import { Leaf } from "../../../provider/values/leaf";
import { type Inputs, normalized, secret, unknown } from "../../support/planning";
import { reveal } from "../../support/reveal";

function specOf(inputs: Inputs, name = "nats", environment: Readonly<Record<string, string>> = {}): Spec {
    return normalized(inputs, name, environment).spec;
}

describe("what is left out", () => {
    it("defaults to two small servers with JetStream, named after the resource, as schema/ says", () => {
        const { config, origins, service, chart, limits, logging, ...spec } = specOf({}, "my-nats");
        // An input that is nothing where it is left out needs no line here.
        assert.deepEqual(Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined)), {
            name: "my-nats",
            namespace: "default",
            createNamespace: false,
            replicas: 2,
            resources: { cpu: "250m", memory: "128Mi", requests: { cpu: "250m", memory: "128Mi" } },
            storageClass: "",
            external: false,
            users: [],
            accounts: [],
            networkPolicy: { enabled: true, clients: undefined, monitoring: undefined },
            acceptChanges: [],
            assumed: [],
            allowAnonymous: false,
            jetstream: { enabled: true, size: "10Gi", retainData: true },
            values: {},
            skipAwait: false,
            timeoutSeconds: 900,
        });
        assert.deepEqual([config, origins.size], [{}, 0]);
        assert.ok(Object.values({ ...limits, ...logging }).every((value) => value === undefined));
        assert.deepEqual([service.given, service.type, service.externalTrafficPolicy], [false, "LoadBalancer", "Cluster"]);
        assert.equal(chart.version, "2.14.2");
    });

    it("is an empty list or map, too, and no other value", () => {
        const at = (inputs: Inputs, path: string) => givenAt(specOf(inputs), path);
        const [lists, maps, switches] = ["acceptChanges", "service.annotations", "jetstream.enabled"] as const;
        assert.deepEqual(
            [at({}, lists), at({ acceptChanges: [] }, lists), at({ service: { annotations: {} } }, maps)],
            Array(3).fill(undefined),
        );
        assert.deepEqual(at({ acceptChanges: ["replicas"] }, lists), ["replicas"]);
        assert.equal(at({ jetstream: { enabled: false } }, switches), false);
    });

    it("keeps every value that is given, also those that JavaScript takes for nothing", () => {
        const spec = specOf({
            createNamespace: true,
            jetstream: { enabled: false, retainData: false },
            timeoutSeconds: 1,
            namespace: "prod",
        });
        assert.equal(spec.createNamespace, true);
        assert.deepEqual(spec.jetstream, { enabled: false, size: "10Gi", retainData: false });
        assert.equal(spec.timeoutSeconds, 1);
        assert.equal(spec.namespace, "prod");
    });
});

describe("the size of the servers", () => {
    for (const [preset, { cpu, memory }] of Object.entries(PRESETS)) {
        it(`is ${cpu} and ${memory} with the preset ${preset}`, () => {
            assert.deepEqual(specOf({ resourcesPreset: preset }).resources, { cpu, memory, requests: { cpu, memory } });
        });
    }

    it("takes what is given in place of the preset's value, each on its own", () => {
        assert.deepEqual(specOf({ resourcesPreset: "small", resources: { cpu: "4000m" } }).resources, {
            cpu: "4000m",
            memory: "512Mi",
            requests: { cpu: "4000m", memory: "512Mi" },
        });
        assert.equal(specOf({ resourcesPreset: "small", resources: { memory: "4Gi" } }).resources.cpu, "1");
    });

    it("takes an empty text as left out, which is how Hikube's documentation writes it", () => {
        assert.deepEqual(specOf({ resourcesPreset: "large", resources: { cpu: "", memory: "", requests: { cpu: "" } } }).resources, {
            cpu: "2",
            memory: "2Gi",
            requests: { cpu: "2", memory: "2Gi" },
        });
    });

    it("reserves what is asked for, else the limits", () => {
        assert.deepEqual(specOf({ resources: { cpu: "2", memory: "2Gi", requests: { cpu: "500m" } } }).resources.requests, {
            cpu: "500m",
            memory: "2Gi",
        });
    });
});

describe("users", () => {
    it("come in the order of their names, whatever order they are written in", () => {
        assert.deepEqual(
            specOf({ users: { zoe: {}, Bob: {}, app: {} } }).users.map(({ name }) => name),
            ["Bob", "app", "zoe"],
        );
    });

    it("keep a given password secret however it came, and leave an empty one to be generated", () => {
        const { users } = specOf({
            users: {
                a: { password: "plain" },
                b: { password: secret("hidden") },
                c: { password: unknown() },
                d: { password: "" },
                e: { password: secret("") },
                f: {},
            },
        });
        const passwords = Object.fromEntries(users.map(({ name, password }) => [name, password]));
        for (const [name, value] of [
            ["a", "plain"],
            ["b", "hidden"],
        ] as const) {
            assert.ok(passwords[name]?.secret);
            assert.equal(
                passwords[name].passes((password) => password === value),
                true,
            );
        }
        assert.ok(passwords["c"]?.secret && !passwords["c"].known);
        assert.deepEqual([passwords["d"], passwords["e"], passwords["f"]], [undefined, undefined, undefined]);
    });

    it("are known, or not, to the rules that ask whether anybody may log in", () => {
        assert.equal(isKnown(specOf({ users: {} }), "users"), true);
        assert.equal(isKnown(specOf({ users: unknown() }), "users"), false);
        assert.equal(isKnown(specOf({ users: unknown() }), "users.app"), false);
        assert.equal(isKnown(specOf({ users: unknown() }), "usersOfOthers"), true);
    });
});

describe("the chart", () => {
    const OFFICIAL = "https://github.com/nats-io/k8s/releases/download";

    it("is the official one, in the version that is asked for", () => {
        assert.deepEqual(specOf({}).chart, { source: `${OFFICIAL}/nats-2.14.2/nats-2.14.2.tgz`, version: "2.14.2", official: true });
        assert.deepEqual(specOf({ chartVersion: "2.15.0" }).chart, {
            source: `${OFFICIAL}/nats-2.15.0/nats-2.15.0.tgz`,
            version: "2.15.0",
            official: true,
        });
    });

    it("is the environment's where the input is left out, and the input's where there is one", () => {
        const environment = { NATS_CHART: "/charts/nats.tgz" };
        assert.deepEqual(specOf({}, "nats", environment).chart, { source: "/charts/nats.tgz", version: undefined, official: false });
        assert.deepEqual(specOf({ chart: "oci://mirror/nats", chartVersion: "2.14.2" }, "nats", environment).chart, {
            source: "oci://mirror/nats",
            version: "2.14.2",
            official: false,
        });
    });

    it("is found under its version, also where that is written with a v", () => {
        for (const [given, version] of [
            ["v2.14.2", "2.14.2"],
            ["v2.15.0-rc.1", "2.15.0-rc.1"],
            ["2.14.2+mirror", "2.14.2+mirror"],
        ] as const) {
            const { source, version: taken } = specOf({ chartVersion: given }).chart;
            assert.deepEqual([source, taken], [`${OFFICIAL}/nats-${version}/nats-${version}.tgz`, version]);
            assert.equal(specOf({ chart: "oci://mirror/nats", chartVersion: given }).chart.version, version);
        }
    });
});

describe("what isn't known before the update", () => {
    it("is assumed to be the default where it decides what is made, and the preview says so", () => {
        const { spec, notices } = normalized({
            replicas: unknown(),
            external: unknown(),
            jetstream: { enabled: unknown() },
            users: unknown(),
        });
        assert.deepEqual([spec.replicas, spec.external, spec.jetstream.enabled, spec.users], [2, false, true, []]);
        for (const path of ["replicas", "external", "jetstream.enabled", "users"]) {
            assert.ok(
                notices.some((notice) => notice.startsWith(`${path} is not known before the update: this preview assumes `)),
                path,
            );
        }
        assert.ok(notices.some((notice) => notice.endsWith("assumes 2")));
    });

    it("is passed on where it is only passed on, and nothing is said", () => {
        const { spec, notices } = normalized({ namespace: unknown(), jetstream: { size: unknown() }, storageClass: unknown() });
        assert.ok(spec.namespace instanceof Leaf && spec.jetstream.size instanceof Leaf && spec.storageClass instanceof Leaf);
        assert.deepEqual(notices, []);
    });

    it("keeps where the chart is a secret when it is given as one", () => {
        const { spec, exposed } = normalized({ chart: secret("https://mirror/nats.tgz?token=x") });
        assert.ok(spec.chart.source instanceof Leaf && spec.chart.source.secret);
        assert.deepEqual([spec.chart.credentials, spec.chart.official, exposed], [undefined, false, []]);
        assert.ok(specOf({ chart: secret("") }).chart.official);
    });

    for (const scheme of ["https", "oci"]) {
        it(`parts what to log in with from where the chart is, of ${scheme}`, async () => {
            const url = `${scheme}://bob:a%3Ab%25@mirror:81/nats.tgz`;
            for (const [spec, isSecret] of [
                [specOf({ chart: url }), false],
                [specOf({}, "nats", { NATS_CHART: url }), false],
                [specOf({ chart: secret(url) }), true],
            ] as const) {
                const { source, credentials } = spec.chart;
                assert.equal(source instanceof Leaf, isSecret);
                assert.ok(credentials?.username.secret && credentials.password.secret);
                assert.deepEqual(await reveal([source, credentials.username, credentials.password]), [
                    `${scheme}://mirror:81/nats.tgz`,
                    "bob",
                    "a:b%",
                ]);
            }
        });
    }

    const LOGINS: Record<string, readonly [username: string, password: string]> = {
        "bob:a:b": ["bob", "a:b"],
        "bob:a@b": ["bob", "a@b"],
        "bob@corp:a@b:c": ["bob@corp", "a@b:c"],
        "bob:100%": ["bob", "100%"],
        "bob:a%2Fb%40": ["bob", "a/b@"],
        "bob:": ["bob", ""],
        token: ["token", ""],
        ":pass": ["", "pass"],
    };
    for (const scheme of ["https", "http", "oci"]) {
        for (const [login, parts] of Object.entries(LOGINS)) {
            it(`keeps ${login} whole in a URL of ${scheme}, and out of where the chart is`, async () => {
                for (const given of [`${scheme}://${login}@mirror:81/nats.tgz`, secret(`${scheme}://${login}@mirror:81/nats.tgz`)]) {
                    const { source, credentials } = specOf({ chart: given }).chart;
                    assert.equal(await reveal(source), `${scheme}://mirror:81/nats.tgz`);
                    assert.deepEqual(await reveal([credentials?.username, credentials?.password]), parts);
                    assert.ok(credentials?.username.secret && credentials.password.secret);
                }
            });
        }
    }

    it("parts nothing from what only looks like it", () => {
        for (const source of [
            "/charts/a:b@c.tgz",
            "C:\\charts\\nats.tgz",
            "oci://mirror/nats@sha256:0f",
            "https://mirror/a:b@c.tgz",
            "./x@y:z",
        ]) {
            assert.deepEqual(specOf({ chart: source }).chart, { source, version: undefined, official: false });
        }
    });

    it("makes the official chart's address unknown with its version", () => {
        const { chart } = specOf({ chartVersion: unknown() });
        assert.ok(chart.source instanceof Leaf && chart.official);
    });
});

describe("a secret that Kubernetes shows in the clear", () => {
    const inTheClear: Record<string, { inputs: Inputs; path: string; taken: (spec: Spec) => unknown; value: unknown }> = {
        "a name": { inputs: { name: secret("hush") }, path: "name", taken: ({ name }) => name, value: "hush" },
        "a number": { inputs: { replicas: secret(3) }, path: "replicas", taken: ({ replicas }) => replicas, value: 3 },
        "a switch": { inputs: { external: secret(true) }, path: "external", taken: ({ external }) => external, value: true },
        "a size": {
            inputs: { jetstream: { size: secret("1Gi") } },
            path: "jetstream.size",
            taken: (spec) => spec.jetstream.size,
            value: "1Gi",
        },
    };
    for (const [what, { inputs, path, taken, value }] of Object.entries(inTheClear)) {
        it(`is used as ${what}, and the user is told, without the value`, () => {
            const { spec, notices } = normalized(inputs);
            assert.equal(taken(spec), value);
            assert.equal(notices.length, 1);
            assert.ok(notices[0]!.startsWith(`${path} is a secret, but Kubernetes shows it in the clear`), notices[0]);
            assert.doesNotMatch(notices[0]!, /hush/);
        });
    }
});
