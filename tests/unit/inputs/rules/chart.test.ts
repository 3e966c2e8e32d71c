import assert from "node:assert/strict";
import { problemsOf, secret, unknown } from "../../../support/planning";
import { itRefuses } from "../../../support/refusals";

describe("rules for the chart's values", () => {
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
});
