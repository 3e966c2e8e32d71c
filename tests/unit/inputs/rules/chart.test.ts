import assert from "node:assert/strict";
import { type Inputs, problemsOf, secret, unknown } from "../../../support/planning";
import { itRefuses } from "../../../support/refusals";

/** Chart values with one value at a path. */
function valuesWith(path: string, value: unknown): Inputs {
    return { values: path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) };
}

describe("rules for the chart's values", () => {
    const haveInputs: Record<string, { value: unknown; input: string }> = {
        nameOverride: { value: "x", input: "name" },
        fullnameOverride: { value: "x", input: "name" },
        namespaceOverride: { value: "x", input: "namespace" },
        "config.cluster.enabled": { value: false, input: "replicas" },
        "config.cluster.replicas": { value: 5, input: "replicas" },
        "config.cluster.port": { value: 6223, input: "6222" },
        "config.nats.port": { value: 4223, input: "service.ports" },
        "config.jetstream.enabled": { value: false, input: "jetstream.enabled" },
        "config.jetstream.fileStore.enabled": { value: false, input: "jetstream.enabled" },
        "config.jetstream.fileStore.pvc.size": { value: "1Gi", input: "jetstream.size" },
        "config.jetstream.fileStore.pvc.storageClassName": { value: "fast", input: "storageClass" },
        "config.jetstream.fileStore.pvc.name": { value: "x", input: "name" },
        "statefulSet.name": { value: "x", input: "name" },
        "service.name": { value: "x", input: "name" },
    };
    itRefuses(
        Object.fromEntries(
            Object.entries(haveInputs).map(([path, { value, input }]) => [
                `${path}, which has an input`,
                {
                    inputs: valuesWith(path, value),
                    path: `values.${path}`,
                    says: ["can't be set here", `use `, input],
                    near: valuesWith(path.replace(/[^.]+$/, "merge"), { a: 1 }),
                },
            ]),
        ),
    );

    itRefuses({
        "a secret, which Helm would keep in the clear": {
            inputs: { values: { container: { env: { LICENSE: secret("hunter2") } } } },
            path: "values",
            says: ["must not hold secrets", "config.merge"],
            near: { values: { container: { env: { LICENSE: { valueFrom: { secretKeyRef: { name: "a", key: "b" } } } } } } },
        },
        "text for the values": { inputs: { values: "natsBox: {}" }, path: "values", says: ["must be a map"], near: { values: {} } },
        "a list for the values": { inputs: { values: [{ natsBox: {} }] }, path: "values", says: ["must be a map"], near: { values: null } },
        "a secret text for the values": { inputs: { values: secret("hunter2") }, path: "values", says: ["must"], near: { values: {} } },
        "a list for raw configuration": {
            inputs: { config: { merge: [{ debug: true }] } },
            path: "config.merge",
            says: ["must be a map"],
            near: { config: { merge: {} } },
        },
        "text for raw configuration": {
            inputs: { config: { merge: "debug: true" } },
            path: "config.merge",
            says: ["must be a map"],
            near: { config: { merge: { debug: true } } },
        },
    });
});

describe("rules for the chart", () => {
    itRefuses({
        "a version of a chart that is a file": {
            inputs: { chart: "/charts/nats.tgz", chartVersion: "2.14.2" },
            path: "chartVersion",
            says: ["OCI references", "/charts/nats.tgz", "one version"],
            near: [{ chart: "/charts/nats.tgz" }, { chart: "oci://mirror/nats", chartVersion: "2.14.2" }],
        },
        "a range of versions": {
            inputs: { chartVersion: "~2.14" },
            path: "chartVersion",
            says: ["one exact version", '"~2.14"'],
            near: [{ chartVersion: "2.14.2" }, { chartVersion: "2.15.0-rc.1" }],
        },
        "a version that would lead elsewhere in the URL": {
            inputs: { chartVersion: "2.14.2/../../x" },
            path: "chartVersion",
            says: ["one exact version"],
            near: { chartVersion: "v2.14.2" },
        },
        "an OCI reference to all versions": {
            inputs: { chart: "oci://bob:hunter2@mirror:5000/charts/nats" },
            path: "chartVersion",
            says: ['is missing: "oci://mirror:5000/charts/nats" is the address of all versions', "2.14.2"],
            near: [
                { chart: "oci://mirror:5000/charts/nats", chartVersion: "2.14.2" },
                { chart: "oci://mirror:5000/charts/nats:2.14.2" },
                { chart: "oci://mirror/charts/nats@sha256:0f" },
                { chart: "oci://mirror/charts/nats", chartVersion: unknown() },
                { chart: unknown() },
            ],
        },
        "a URL that can't be read for what is in its password": {
            inputs: { chart: "https://bob:hunter2#x@mirror/nats.tgz" },
            path: "chart",
            says: ["can't be read as a URL", "# as %23"],
            near: { chart: "https://bob:hunter2%23x@mirror/nats.tgz" },
        },
    });
    it("don't show a URL that can't be read, and so its password", () => {
        const inputs = { chart: "https://bob:hunter2#x@mirror/nats.tgz", chartVersion: "2.14.2" };
        const problems = problemsOf(inputs);
        assert.deepEqual(problems.map(({ path }) => path).sort(), ["chart", "chartVersion"]);
        assert.doesNotMatch(JSON.stringify(problems), /hunter2/);
    });
    const secretive: Record<string, { chart: unknown; says: RegExp }> = {
        "holds credentials": { chart: "https://bob:hunter2@mirror/nats.tgz", says: /chart is "https:\/\/mirror\/nats\.tgz"/ },
        "is a secret": { chart: secret("https://mirror/nats.tgz?token=hunter2"), says: /chart is a value that is kept secret/ },
    };
    for (const [what, { chart, says }] of Object.entries(secretive)) {
        it(`refuse a version of a chart whose URL ${what}, without showing that`, () => {
            const [problem, ...others] = problemsOf({ chart, chartVersion: "2.14.2" });
            assert.deepEqual([problem?.path, others], ["chartVersion", []]);
            assert.match(problem?.reason ?? "", says);
            assert.doesNotMatch(problem?.reason ?? "", /hunter2/);
        });
    }

    it("take a version of a secret OCI reference", () => {
        assert.deepEqual(problemsOf({ chart: secret("oci://mirror/nats"), chartVersion: "2.14.2" }), []);
    });

    const places: Record<string, unknown> = {
        "values.config.cluster.routeURLs.password": { config: { cluster: { routeURLs: { user: "a", password: "hunter2" } } } },
        "values.config.merge.authorization.token": { config: { merge: { authorization: { token: "hunter2" } } } },
        "values.config.merge.accounts.A.users[1].pass": {
            config: { merge: { accounts: { A: { users: [{}, { user: "a", pass: "hunter2" }] } } } },
        },
        "values.config.merge.leafnodes.remotes[0].url": {
            config: { merge: { leafnodes: { remotes: [{ url: "nats://a:hunter2@hub" }] } } },
        },
        "values.natsBox.contexts.default.nkey.contents": {
            natsBox: { contexts: { default: { nkey: { contents: `SU${"A".repeat(56)}\n` } } } },
        },
        "values.natsBox.contexts.default.creds.contents": {
            natsBox: { contexts: { default: { creds: { contents: "-----BEGIN NATS USER JWT-----\nhunter2\n" } } } },
        },
    };
    for (const [place, values] of Object.entries(places)) {
        it(`refuse a plain secret at ${place}, without showing it`, () => {
            const [problem, ...others] = problemsOf({ values });
            assert.deepEqual([problem?.path, others], ["values", []]);
            assert.ok(problem?.reason.includes(`as in ${place}:`), problem?.reason);
            assert.doesNotMatch(problem?.reason ?? "", /hunter2|AAAA/);
        });
    }

    it("take what only refers to a secret", () => {
        const contexts = { default: { creds: { secretName: "creds", key: "password" }, merge: { password: "" } } };
        const merge = { accounts: { A: { users: [{ user: "a", password: "<< $APP_PASSWORD >>" }] } } };
        assert.deepEqual(problemsOf({ values: { natsBox: { contexts }, config: { merge } } }), []);
    });
});
