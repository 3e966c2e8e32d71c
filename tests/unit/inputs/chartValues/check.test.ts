// The chart drops what it doesn't know without a word. Most of these keys are from public files.
import assert from "node:assert/strict";
import { type Inputs, planOf, problemsOf, secret, unknown } from "../../../support/planning";
import { itRefuses } from "../../../support/refusals";

/** Inputs with one value of the chart at a path. */
function withValue(path: string, value: unknown): Inputs {
    return { replicas: 3, users: { app: {} }, values: path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) };
}

const LABELS = { metadata: { labels: { a: "b" } } };

describe("keys that the chart doesn't have", () => {
    const meant: Record<string, string> = {
        nats: "values.container",
        websocket: "use values.config.websocket",
        jetstream: "use the input jetstream",
        cluster: "use the input replicas",
        persistence: "use the inputs jetstream.size and storageClass",
        storageClassName: "use the input storageClass",
        skipAwait: "use the input skipAwait",
        natsbox: "use values.natsBox",
        tolerations: "use values.podTemplate.merge.spec.tolerations",
        promExporte: "did you mean promExporter?",
        "promExporter.resources": "use values.promExporter.merge.resources",
        "container.readinessProbe": "use values.container.merge.readinessProbe",
        "container.securityContext": "use values.container.merge.securityContext",
        "podTemplate.nodeSelector": "use values.podTemplate.merge.spec.nodeSelector",
        "podTemplate.annotations": "use values.podTemplate.merge.metadata.annotations",
        "service.annotations": "use values.service.merge.metadata.annotations",
        "service.type": "use the inputs external and service.type",
        "podDisruptionBudget.maxUnavailable": "use values.podDisruptionBudget.merge.spec.maxUnavailable",
        "configMap.data": "use values.configMap.merge.data",
        "config.auth": "use the inputs users and accounts",
        "config.jetstream.encryption": "use the input config.merge.jetstream.key",
        "config.jetstream.fileStore.size": "use the input jetstream.size",
        "config.jetstream.pvc": "use the inputs jetstream.size and storageClass",
        "config.max_payload": "use values.config.merge.max_payload",
        "config.maxPayload": "use values.config.merge.max_payload",
        "config.leafnodes.noAdvertise": "use values.config.leafnodes.merge.no_advertise",
        "config.jetstream.domain": "use values.config.jetstream.merge.domain",
        "config.cluster.name": "use the input config.merge.cluster.name",
        "config.monitor.tls.secret": "known are enabled",
        "natsBox.contexts.default.cred": "did you mean creds?",
        __proto__x: "known are global",
    };
    for (const [path, words] of Object.entries(meant)) {
        it(`are refused with what was meant: ${path}`, () => {
            const [problem, ...others] = problemsOf(withValue(path, { a: "b" }));
            assert.deepEqual([problem?.path, others], [`values.${path}`, []]);
            assert.ok(problem?.reason.startsWith("is not a value of the chart; "), problem?.reason);
            assert.ok(problem?.reason.includes(words), problem?.reason);
        });
    }

    it("are let through, with a warning, to a chart of the user's own, which may have them", () => {
        const { warnings, release } = planOf({ ...withValue("websocket", { enabled: true }), chart: "/charts/nats.tgz" });
        assert.match(warnings.join("\n"), /values\.websocket is not a value of the chart; use values\.config\.websocket, unless the chart/);
        assert.deepEqual(release.values["websocket"], { enabled: true });
    });

    it("may have come with a later version", () => {
        const inputs = withValue("promExporter.monitorDomain", "nats.example");
        assert.match(
            problemsOf({ ...inputs, chartVersion: "1.3.0" })[0]?.reason ?? "",
            /not a value of the chart 1\.3\.0: it came with 1\.3\.3/,
        );
        assert.deepEqual(problemsOf({ ...inputs, chartVersion: "1.3.16" }), []);
    });

    it("are told without what stands there", () => {
        assert.doesNotMatch(JSON.stringify(problemsOf(withValue("nats", { note: "hunter2" }))), /hunter2/);
    });
});

describe("values that the component decides", () => {
    const decided: Record<string, { value: unknown; says: string; near?: unknown }> = {
        nameOverride: { value: "x", says: "use name" },
        fullnameOverride: { value: "x", says: "use name" },
        namespaceOverride: { value: "x", says: "use namespace" },
        "config.cluster.enabled": { value: false, says: "use replicas" },
        "config.cluster.replicas": { value: 5, says: "use replicas" },
        "config.cluster.port": { value: 6223, says: "6222", near: 6222 },
        "config.cluster.routeURLs.user": { value: "a", says: "route credentials are generated" },
        "config.nats.port": { value: 4223, says: "service.ports", near: 4222 },
        "config.jetstream.enabled": { value: false, says: "use jetstream.enabled" },
        "config.jetstream.fileStore.enabled": { value: false, says: "JetStream without volumes isn't possible here yet", near: true },
        "config.jetstream.fileStore.pvc.enabled": { value: false, says: "JetStream without volumes", near: true },
        "config.jetstream.fileStore.pvc.size": { value: "1Gi", says: "use jetstream.size" },
        "config.jetstream.fileStore.pvc.storageClassName": { value: "fast", says: "use storageClass" },
        "config.jetstream.fileStore.pvc.name": { value: "x", says: "use name" },
        "config.jetstream.fileStore.pvc.merge": { value: LABELS, says: "makes JetStream's volumes itself" },
        "config.resolver.enabled": { value: true, says: "use config.resolver" },
        "config.resolver.merge": { value: { type: "full" }, says: "use config.resolver" },
        "config.monitor.enabled": { value: false, says: "the probes", near: true },
        "config.monitor.port": { value: 9222, says: "8222", near: 8222 },
        "reloader.enabled": { value: false, says: "never see a new user", near: true },
        "service.enabled": { value: false, says: "clientUrl", near: true },
        "service.ports.nats.enabled": { value: false, says: "clientUrl", near: true },
        "service.ports.nats.port": { value: 5222, says: "service.ports", near: 4222 },
        "statefulSet.name": { value: "x", says: "use name" },
        "service.name": { value: "x", says: "use name" },
        "container.resources.limits.memory": { value: "8Gi", says: "use resources.memory" },
        "container.resources.requests.cpu": { value: "2", says: "use resources.requests.cpu" },
        "container.merge.resources.limits.cpu": { value: "2", says: "use resources.cpu" },
        "service.merge.spec.type": { value: "LoadBalancer", says: "use external", near: "ClusterIP" },
        "statefulSet.merge.spec.persistentVolumeClaimRetentionPolicy": {
            value: { whenDeleted: "Delete" },
            says: "use jetstream.retainData",
        },
        "statefulSet.merge.spec.replicas": { value: 5, says: "use replicas" },
        "headlessService.merge.spec.clusterIP": { value: "10.0.0.1", says: "find each other", near: "None" },
    };
    itRefuses(
        Object.fromEntries(
            Object.entries(decided).map(([path, { value, says, near }]) => [
                path,
                {
                    inputs: withValue(path, value),
                    path: `values.${path}`,
                    says: ["can't be set here; ", says],
                    near: near === undefined ? [] : withValue(path, near),
                },
            ]),
        ),
    );

    it("are refused though they aren't known before the update", () => {
        assert.deepEqual(
            problemsOf(withValue("config.cluster.replicas", unknown())).map(({ path }) => path),
            ["values.config.cluster.replicas"],
        );
    });

    it("leave the rest of the resources to the chart", () => {
        const storage = { limits: { "ephemeral-storage": "1Gi", cpu: null } };
        assert.deepEqual(problemsOf(withValue("container.resources", storage)), []);
        assert.deepEqual(problemsOf(withValue("container.merge.resources", storage)), []);
    });
});

describe("lists that merge would replace", () => {
    const mount = { name: "certs", mountPath: "/etc/certs" };
    const lists: Record<string, { item: unknown; says: string }> = {
        "container.merge.volumeMounts": {
            item: mount,
            says: 'values.container.patch: [{op: add, path: /volumeMounts/-, value: {"name":"certs","mountPath":"/etc/certs"}}]',
        },
        "container.merge.env": { item: { name: "A", value: "b" }, says: "use values.container.env" },
        "container.merge.ports": { item: { containerPort: 1 }, says: "use values.container.ports" },
        "container.merge.args": { item: "-DV", says: 'values.container.patch: [{op: add, path: /args/-, value: "-DV"}]' },
        "reloader.merge.volumeMounts": { item: mount, says: "values.reloader.patch: [{op: add, path: /volumeMounts/-" },
        "promExporter.merge.args": { item: "-gatewayz", says: "values.promExporter.patch: [{op: add, path: /args/-" },
        "podTemplate.merge.spec.volumes": { item: { name: "a" }, says: "values.podTemplate.patch: [{op: add, path: /spec/volumes/-" },
        "podTemplate.merge.spec.containers": { item: { name: "a" }, says: "values.podTemplate.patch: [{op: add, path: /spec/containers/-" },
        "statefulSet.merge.spec.template.spec.volumes": { item: { name: "a" }, says: "path: /spec/template/spec/volumes/-" },
        "service.merge.spec.ports": { item: { port: 1 }, says: "use values.service.ports" },
        "natsBox.container.merge.volumeMounts": { item: mount, says: "values.natsBox.container.patch: [{op: add, path: /volumeMounts/-" },
    };
    itRefuses(
        Object.fromEntries(
            Object.entries(lists).map(([path, { item, says }]) => [
                `${path}, with what to write`,
                { inputs: withValue(path, [item]), path: `values.${path}`, says: ["would replace the whole list", says], near: [] },
            ]),
        ),
    );

    it("are told without a secret that stands in them", () => {
        for (const value of [secret("hunter2"), "nats://a:hunter2@hub"]) {
            const problems = problemsOf(withValue("podTemplate.merge.spec.volumes", [{ name: value }]));
            assert.doesNotMatch(JSON.stringify(problems), /hunter2/);
        }
    });

    const patch = (place: string, ...operations: unknown[]): Inputs => withValue(`${place}.patch`, operations);
    itRefuses({
        "a patch that replaces such a list": {
            inputs: patch("container", { op: "replace", path: "/volumeMounts", value: [mount] }),
            path: "values.container.patch[0]",
            says: ["would replace the whole list", "values.container.patch: [{op: add, path: /volumeMounts/-"],
            near: patch(
                "container",
                { op: "add", path: "/volumeMounts/-", value: mount },
                { op: "replace", path: "/env/0/value", value: "a" },
            ),
        },
        "a patch that opens the Service": {
            inputs: patch("service", { op: "add", path: "/metadata/a", value: 1 }, { op: "add", path: "/spec/type", value: "NodePort" }),
            path: "values.service.patch[1]",
            says: ["can't change /spec/type", "external"],
            near: patch("service", { op: "add", path: "/spec/type", value: "ClusterIP" }),
        },
        "a patch that opens the Service from above": {
            inputs: patch("service", { op: "replace", path: "/spec", value: { type: "LoadBalancer" } }),
            path: "values.service.patch[0]",
            says: ["can't change /spec;", "external"],
            near: patch("service", { op: "add", path: "/spec/trafficDistribution", value: "PreferClose" }),
        },
        "a patch of the servers' memory": {
            inputs: patch("container", { op: "replace", path: "/resources/limits/memory", value: "8Gi" }),
            path: "values.container.patch[0]",
            says: ["use resources.memory"],
            near: patch("container", { op: "add", path: "/resources/limits/ephemeral-storage", value: "8Gi" }),
        },
        "a patch that is no list": {
            inputs: withValue("container.patch", { op: "add" }),
            path: "values.container.patch",
            says: ["must be a list of operations"],
            near: patch("container"),
        },
        "a patch of nats.conf, which no rule could read": {
            inputs: patch("config", { op: "add", path: "/accounts", value: {} }),
            path: "values.config.patch[0]",
            says: ["values.config.merge instead"],
            near: patch("config", { op: "remove", path: "/lame_duck_grace_period" }),
        },
        "a patch that removes the users' file from nats.conf": {
            inputs: patch("config", { op: "remove", path: "/00$include" }),
            path: "values.config.patch[0]",
            says: ["can't remove /00$include"],
            near: patch("config.leafnodes", { op: "remove", path: "/no_advertise" }),
        },
    });
});

describe("values of the wrong shape", () => {
    itRefuses({
        "a switch that is a text, which the chart takes for true": {
            inputs: withValue("natsBox.enabled", "false"),
            path: "values.natsBox.enabled",
            says: ["must be true or false, got a string"],
            near: [withValue("natsBox.enabled", false), withValue("natsBox.enabled", unknown())],
        },
        "a tag that YAML takes for a number": {
            inputs: withValue("container.image.tag", 2.1),
            path: "values.container.image.tag",
            says: ["must be a string (numbers in quotes), got a number"],
            near: withValue("container.image.tag", "2.1"),
        },
        "variables by name and value, as Kubernetes has them": {
            inputs: withValue("container.env", [{ name: "A", value: "b" }]),
            path: "values.container.env",
            says: ["must be a map of variables by name, as the chart has it, got a list"],
            near: withValue("container.env", { A: "b", B: { valueFrom: { fieldRef: { fieldPath: "status.hostIP" } } } }),
        },
        "a variable that the chart can't write": {
            inputs: withValue("promExporter.env", { A: 1 }),
            path: "values.promExporter.env.A",
            says: ["must be a string in quotes, or a map"],
            near: withValue("promExporter.env", { A: "1" }),
        },
        "a text for a map": {
            inputs: withValue("natsBox", "off"),
            path: "values.natsBox",
            says: ["must be a map, got a string"],
            near: withValue("natsBox", null),
        },
    });

    it("may be made by a template of the chart's", () => {
        assert.deepEqual(problemsOf(withValue("service.merge", { $tplYaml: "{}" })), []);
        assert.deepEqual(problemsOf(withValue("podDisruptionBudget.name", { $tplYaml: "{{ .Release.Name }}" })), []);
    });
});
