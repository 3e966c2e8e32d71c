import assert from "node:assert/strict";
import { type Inputs, problemsOf, secret, unknown } from "../../../support/planning";
import { itRefuses } from "../../../support/refusals";

const A52 = "a".repeat(52);
const OUTSIDE = { external: true, users: { app: {} } };

describe("rules for names and numbers", () => {
    itRefuses({
        "a name with capital letters": { inputs: { name: "Nats" }, path: "name", says: ["DNS label", '"Nats"'], near: { name: "nats" } },
        "a name that starts with a digit": {
            inputs: { name: "1nats" },
            path: "name",
            says: ["starts with a letter"],
            near: { name: "n1ats" },
        },
        "a name with a dot": { inputs: { name: "my.nats" }, path: "name", says: ["DNS label"], near: { name: "my-nats" } },
        "a name that ends in a hyphen": { inputs: { name: "nats-" }, path: "name", says: ["DNS label"], near: { name: "nats-0" } },
        "a name of 53 characters, as pods' names get longer": {
            inputs: { name: `${A52}b` },
            path: "name",
            says: ["at most 52 characters"],
            near: { name: A52 },
        },
        "a name that is a word of YAML": {
            inputs: { name: "true" },
            path: "name",
            says: ["without quotes"],
            near: [{ name: "truth" }, { name: "region" }],
        },
        "an empty name": { inputs: { name: "" }, path: "name", says: ["defaults to the name of the Pulumi resource"], near: { name: "m" } },
        "a namespace that is no DNS label": {
            inputs: { namespace: "team.a" },
            path: "namespace",
            says: ["DNS label", '"team.a"'],
            near: { namespace: "1-team-a" },
        },
        "a namespace of 64 characters": {
            inputs: { namespace: "n".repeat(64) },
            path: "namespace",
            says: ["at most 63"],
            near: { namespace: "n".repeat(63) },
        },
        "no servers": { inputs: { replicas: 0 }, path: "replicas", says: ["from 1 to 99", "got 0"], near: { replicas: 1 } },
        "a hundred servers": { inputs: { replicas: 100 }, path: "replicas", says: ["from 1 to 99", "got 100"], near: { replicas: 99 } },
        "no time to wait": {
            inputs: { timeoutSeconds: 0 },
            path: "timeoutSeconds",
            says: ["1 to 86400 seconds"],
            near: { timeoutSeconds: 1 },
        },
        "more than a day to wait": {
            inputs: { timeoutSeconds: 86401 },
            path: "timeoutSeconds",
            says: ["got 86401"],
            near: { timeoutSeconds: 86400 },
        },
        "a StorageClass that can't exist": {
            inputs: { storageClass: "Fast SSD" },
            path: "storageClass",
            says: ["name of a StorageClass", '"Fast SSD"'],
            near: [{ storageClass: "fast.ssd-1" }, { storageClass: "" }],
        },
        "a StorageClass with an empty part": {
            inputs: { storageClass: "fast..ssd" },
            path: "storageClass",
            says: ['"fast..ssd"'],
            near: { storageClass: "a.b.c" },
        },
    });

    it("refuses the name of the Pulumi resource as a name, and says where it comes from", () => {
        const [problem, ...others] = problemsOf({}, "My_Cluster");
        assert.deepEqual([problem?.path, others], ["name", []]);
        assert.match(problem?.reason ?? "", /"My_Cluster".*defaults to the name of the Pulumi resource/);
    });
});

describe("rules for sizes", () => {
    itRefuses({
        "a CPU that is no quantity": {
            inputs: { resources: { cpu: "two" } },
            path: "resources.cpu",
            says: ["Kubernetes quantity", '"two"'],
            near: [{ resources: { cpu: "2" } }, { resources: { cpu: 2 } }],
        },
        "less than a thousandth of a CPU": {
            inputs: { resources: { cpu: "0.5m" } },
            path: "resources.cpu",
            says: ["at least 1m"],
            near: { resources: { cpu: "1m" } },
        },
        "memory in nats.conf's units": {
            inputs: { resources: { memory: "512MB" } },
            path: "resources.memory",
            says: ["Kubernetes quantity", "32Mi or 1Gi"],
            near: { resources: { memory: "512M" } },
        },
        "memory without a unit, which is bytes": {
            inputs: { resources: { memory: "512" } },
            path: "resources.memory",
            says: ["at least 32Mi", '"512"'],
            near: { resources: { memory: "32Mi" } },
        },
        "a reservation that is no quantity": {
            inputs: { resources: { requests: { cpu: "half" } } },
            path: "resources.requests.cpu",
            says: ["Kubernetes quantity"],
            near: { resources: { requests: { cpu: "100m" } } },
        },
        "a reservation of no memory": {
            inputs: { resources: { requests: { memory: "0" } } },
            path: "resources.requests.memory",
            says: ["at least 1"],
            near: { resources: { requests: { memory: "1Mi" } } },
        },
        "a reservation that is no quantity of memory": {
            inputs: { resources: { requests: { memory: "1GiB" } } },
            path: "resources.requests.memory",
            says: ["Kubernetes quantity"],
            near: { resources: { memory: "1Gi", requests: { memory: "1Gi" } } },
        },
        "more CPU reserved than allowed": {
            inputs: { resources: { cpu: "500m", requests: { cpu: "0.501" } } },
            path: "resources.requests.cpu",
            says: ['at most the limit, "500m"', 'got "0.501"'],
            near: [{ resources: { cpu: "500m", requests: { cpu: "0.5" } } }, { resources: { cpu: "0.7", requests: { cpu: "700m" } } }],
        },
        "more memory reserved than the preset allows": {
            inputs: { resourcesPreset: "micro", resources: { requests: { memory: "1Gi" } } },
            path: "resources.requests.memory",
            says: ['at most the limit, "256Mi"'],
            near: { resourcesPreset: "medium", resources: { requests: { memory: "1Gi" } } },
        },
        "a volume in nats.conf's units": {
            inputs: { jetstream: { size: "10GB" } },
            path: "jetstream.size",
            says: ["Kubernetes quantity", "16Mi or 100Gi"],
            near: [{ jetstream: { size: "10G" } }, { jetstream: { size: "1.5Gi" } }],
        },
        "a volume that holds nothing": {
            inputs: { jetstream: { size: "10" } },
            path: "jetstream.size",
            says: ["at least 16Mi", '"10"'],
            near: { jetstream: { size: "16Mi" } },
        },
        "a volume of more bytes than NATS can count to": {
            inputs: { jetstream: { size: "16Ei" } },
            path: "jetstream.size",
            says: ["16Ei"],
            near: { jetstream: { size: "1Pi" } },
        },
    });
});

describe("rules for the external Service", () => {
    itRefuses({
        "a source range that is no network": {
            inputs: { ...OUTSIDE, service: { loadBalancerSourceRanges: ["10.0.0.0/8", "10.0.0.1", "fd00::/129"] } },
            path: "service.loadBalancerSourceRanges",
            says: ["such as 10.0.0.0/8", '"10.0.0.1", "fd00::/129"'],
            near: { ...OUTSIDE, service: { loadBalancerSourceRanges: ["10.0.0.1/32", "fd00::/128", "0.0.0.0/0"] } },
        },
        "an address with a number that is no byte": {
            inputs: { ...OUTSIDE, service: { loadBalancerSourceRanges: ["10.0.0.256/32"] } },
            path: "service.loadBalancerSourceRanges",
            says: ["10.0.0.256/32"],
            near: { ...OUTSIDE, service: { loadBalancerSourceRanges: ["10.0.0.255/32"] } },
        },
        "a class of load balancers for a NodePort": {
            inputs: { ...OUTSIDE, service: { type: "NodePort", loadBalancerClass: "internal" } },
            path: "service.loadBalancerClass",
            says: ["type LoadBalancer", "is NodePort"],
            near: { ...OUTSIDE, service: { loadBalancerClass: "internal" } },
        },
        "source ranges for a NodePort": {
            inputs: { ...OUTSIDE, service: { type: "NodePort", loadBalancerSourceRanges: ["10.0.0.0/8"] } },
            path: "service.loadBalancerSourceRanges",
            says: ["type LoadBalancer", "is NodePort"],
            near: { ...OUTSIDE, service: { type: "NodePort", loadBalancerSourceRanges: [] } },
        },
        "a port that is none": {
            inputs: { ...OUTSIDE, service: { ports: { nats: 65536 } } },
            path: "service.ports",
            says: ["from 1 to 65535", "65536"],
            near: { ...OUTSIDE, service: { ports: { nats: 65535 } } },
        },
        "a node's port that is none": {
            inputs: { ...OUTSIDE, service: { type: "NodePort", nodePorts: { nats: 0 } } },
            path: "service.nodePorts",
            says: ["from 1 to 65535", "0"],
            near: { ...OUTSIDE, service: { type: "NodePort", nodePorts: { nats: 30422 } } },
        },
        "the port of something that isn't exposed": {
            inputs: { ...OUTSIDE, service: { ports: { nats: 4222, websocket: 8080 } } },
            path: "service.ports",
            says: ["only nats is exposed", "websocket"],
            near: { ...OUTSIDE, service: { ports: { nats: 443 } } },
        },
        "a node's port of something that isn't exposed": {
            inputs: { ...OUTSIDE, service: { nodePorts: { mqtt: 30883 } } },
            path: "service.nodePorts",
            says: ["only nats is exposed", "mqtt"],
            near: { ...OUTSIDE, service: { nodePorts: {} } },
        },
    });
});

describe("rules for users", () => {
    const user = (name: string, password?: unknown): Inputs => ({ users: { [name]: password === undefined ? {} : { password } } });
    const taken = user("app-1_x.Y");
    itRefuses({
        "a user with a space": { inputs: user("my app"), path: 'users["my app"]', says: ["letters, digits, -, _ and ."], near: taken },
        "a user with nothing for a name": { inputs: user(""), path: 'users[""]', says: ["letters, digits"], near: taken },
        "a user whose name NATS gives a meaning to": { inputs: user("$SYS"), path: "users.$SYS", says: ["letters, digits"], near: taken },
        "a user whose name ends in a dot": { inputs: user("app."), path: 'users["app."]', says: ["starts and ends with"], near: taken },
        "a user whose name isn't ASCII": {
            inputs: user("jürgen"),
            path: 'users["jürgen"]',
            says: ["letters, digits"],
            near: user("juergen"),
        },
        "a user with a name of 64 characters": {
            inputs: user("u".repeat(64)),
            path: `users.${"u".repeat(64)}`,
            says: ["at most 63"],
            near: user("u".repeat(63)),
        },
        "a password with a control character": {
            inputs: user("app", "a\u0000b"),
            path: "users.app.password",
            says: ["control characters"],
            near: [user("app", "a\tb π 🐇 \"'$\\<< >>"), user("app", " ")],
        },
        "a secret password with half a character": {
            inputs: user("a.b", secret("a\ud800")),
            path: 'users["a.b"].password',
            says: ["control characters"],
            near: user("a.b", secret("a")),
        },
        "code in place of a password, which would be the password": {
            inputs: user("app", "<< $APP_PASSWORD >>"),
            path: "users.app.password",
            says: ["must not be << … >>", "leave it out"],
            near: [user("app", "<<"), user("app", "a << b >> c"), user("app", secret("$APP_PASSWORD"))],
        },
        "a hash in place of a password": {
            inputs: user("app", secret("$2a$11$abc")),
            path: "users.app.password",
            says: ["bcrypt", "plain text"],
            near: user("app", "$2c$11$abc"),
        },
    });
});

describe("the rules", () => {
    it("report everything at once, the misfits too", () => {
        const problems = problemsOf({
            name: "N",
            replicas: 0,
            external: true,
            resources: { cpu: "x" },
            jetstream: { size: "1MB", enabled: "no" },
            config: { merge: { port: 1, debg: true } },
            values: { nameOverride: "x" },
            users: { "a b": { password: "\u0001" } },
            nope: 1,
        });
        const paths = [
            "name",
            "replicas",
            "resources.cpu",
            "jetstream.size",
            "jetstream.enabled",
            "config.merge.port",
            "config.merge.debg",
        ];
        assert.deepEqual(
            problems.map(({ path }) => path).sort(),
            [...paths, "values.nameOverride", 'users["a b"]', 'users["a b"].password', "nope"].sort(),
        );
    });

    const later: Record<string, Inputs> = {
        "a name": { name: unknown() },
        "a namespace": { namespace: unknown() },
        "a StorageClass": { storageClass: unknown() },
        sizes: { resources: { cpu: unknown(), memory: unknown(), requests: { memory: unknown() } }, jetstream: { size: unknown() } },
        "a password": { users: { app: { password: unknown() } } },
        "a source range": { ...OUTSIDE, service: { loadBalancerSourceRanges: [unknown()] } },
        "all source ranges": { ...OUTSIDE, service: { loadBalancerSourceRanges: unknown() } },
        "a port": { ...OUTSIDE, service: { ports: { nats: unknown() }, nodePorts: { nats: unknown() } } },
        "whether clients come from outside": { external: unknown(), users: { app: {} }, service: { type: "NodePort" } },
        "whether anonymous clients may come from outside": { external: true, allowAnonymous: unknown() },
        "the users who may come from outside": { external: true, users: unknown() },
        "the accounts of who may come from outside": { external: true, config: { merge: { accounts: unknown() } } },
        "the authorization of who may come from outside": { external: true, config: { merge: { authorization: unknown() } } },
        "how many servers have one name": { replicas: unknown(), config: { merge: { server_name: "only" } } },
        "a block of configuration": { config: { merge: { jetstream: unknown() } } },
        "a chart and its version": { chart: unknown(), chartVersion: unknown() },
    };
    for (const [what, inputs] of Object.entries(later)) {
        it(`leave ${what} that a preview doesn't know to the update`, () => assert.deepEqual(problemsOf(inputs), []));
    }

    it("never show a secret, though Kubernetes would show it in the clear where it is used", () => {
        const hidden = secret("Hunter2 !");
        const problems = problemsOf({
            name: hidden,
            namespace: hidden,
            storageClass: hidden,
            external: true,
            users: { app: {} },
            jetstream: { size: hidden },
            resources: { cpu: hidden, memory: hidden, requests: { cpu: hidden, memory: hidden } },
            service: { loadBalancerSourceRanges: [hidden], type: "NodePort", loadBalancerClass: hidden },
            chart: hidden,
            chartVersion: hidden,
            config: { merge: { max_payload: hidden, no_auth_user: hidden, system_account: hidden, lame_duck_duration: hidden } },
        });
        assert.ok(problems.length >= 12, String(problems.length));
        assert.deepEqual(
            problems.filter(({ path, reason }) => `${path} ${reason}`.includes("Hunter2")).map(({ path }) => path),
            [],
        );
    });
});
