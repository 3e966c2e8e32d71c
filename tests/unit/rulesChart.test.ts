import assert from "node:assert/strict";
import { type Inputs, problemsOf, secret } from "../support/planning";
import { itRefuses } from "../support/refusals";

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
                    ...{ inputs: valuesWith(path, value), path: `values.${path}`, says: ["can't be set here", `use `, input] },
                    near: valuesWith(path.replace(/[^.]+$/, "merge"), { a: 1 }),
                },
            ]),
        ),
    );

    itRefuses({
        "a secret, which Helm would keep in the clear": {
            inputs: { values: { container: { env: { LICENSE: secret("hunter2") } } } },
            ...{ path: "values", says: ["must not hold secrets", "config.merge"] },
            near: { values: { container: { env: { LICENSE: { valueFrom: { secretKeyRef: { name: "a", key: "b" } } } } } } },
        },
        "text for the values": { inputs: { values: "natsBox: {}" }, path: "values", says: ["must be a map"], near: { values: {} } },
        "a list for the values": { inputs: { values: [{ natsBox: {} }] }, path: "values", says: ["must be a map"], near: { values: null } },
        "a secret text for the values": { inputs: { values: secret("hunter2") }, path: "values", says: ["must"], near: { values: {} } },
        "a list for raw configuration": {
            ...{
                inputs: { config: { merge: [{ debug: true }] } },
                path: "config.merge",
                says: ["must be a map"],
                near: { config: { merge: {} } },
            },
        },
        "text for raw configuration": {
            inputs: { config: { merge: "debug: true" } },
            ...{ path: "config.merge", says: ["must be a map"], near: { config: { merge: { debug: true } } } },
        },
    });
});

describe("rules for the chart", () => {
    itRefuses({
        "a version of a chart that is a file": {
            inputs: { chart: "/charts/nats.tgz", chartVersion: "2.14.2" },
            ...{ path: "chartVersion", says: ["OCI references", "/charts/nats.tgz", "one version"] },
            near: [{ chart: "/charts/nats.tgz" }, { chart: "oci://mirror/nats", chartVersion: "2.14.2" }],
        },
        "a range of versions": {
            inputs: { chartVersion: "~2.14" },
            ...{
                path: "chartVersion",
                says: ["one exact version", '"~2.14"'],
                near: [{ chartVersion: "2.14.2" }, { chartVersion: "2.15.0-rc.1" }],
            },
        },
        "a version that would lead elsewhere in the URL": {
            ...{
                inputs: { chartVersion: "2.14.2/../../x" },
                path: "chartVersion",
                says: ["one exact version"],
                near: { chartVersion: "v2.14.2" },
            },
        },
    });
    it("refuses a version of a chart that is a URL, without showing the URL's password", () => {
        const [problem, ...others] = problemsOf({ chart: "https://bob:hunter2@mirror/nats.tgz", chartVersion: "2.14.2" });
        assert.deepEqual([problem?.path, others], ["chartVersion", []]);
        assert.match(problem?.reason ?? "", /mirror\/nats\.tgz/);
        assert.doesNotMatch(problem?.reason ?? "", /hunter2/);
    });
});
