// What a user adds to the servers: images, metrics, natsBox, an ingress, a roll-out on every change. Every literal is what the official
// chart was seen to render.
import assert from "node:assert/strict";
import { cases } from "./cases";
import { type Objects, type Values, at, findHelm, render, standIn } from "./render";

function objectsOf(name: string): Objects {
    return render(standIn, cases[name]!);
}

function containersOf(objects: Objects, key: string): Record<string, unknown>[] {
    return at(objects[key], "spec", "template", "spec", "containers") as Record<string, unknown>[];
}

describe("the extras of the stand-in chart", function () {
    this.timeout(60_000);

    before(findHelm);

    it("are off, but for natsBox and the reloader", () => {
        const containers = containersOf(objectsOf("no values at all"), "StatefulSet/demo-nats");
        assert.deepEqual(
            containers.map(({ name, image }) => [name, image]),
            [
                ["nats", "nats:2.14.2-alpine"],
                ["reloader", "natsio/nats-server-config-reloader:0.23.0"],
            ],
        );
        const without = objectsOf("no service, no budget, no reloader");
        assert.deepEqual(
            Object.keys(without).filter((key) => /^(Service\/demo-nats|PodDisruptionBudget\/.*)$/.test(key)),
            [],
        );
        assert.equal(containersOf(without, "StatefulSet/demo-nats").length, 1);
    });

    it("come from the registry that is named, or from the image that is named in full", () => {
        const objects = objectsOf("images from a private registry");
        const containers = [...containersOf(objects, "StatefulSet/demo-nats"), ...containersOf(objects, "Deployment/demo-nats-box")];
        assert.deepEqual(
            containers.map(({ image, imagePullPolicy }) => [image, imagePullPolicy]),
            [
                ["registry.example/mirror/nats:2.14.2", "IfNotPresent"],
                ["other.example/natsio/nats-server-config-reloader:0.23.0", "Always"],
                ["full.example/exporter:1", "Always"],
                ["registry.example/mirror/box@sha256:0123", "Always"],
            ],
        );
        const pod = at(objects["StatefulSet/demo-nats"], "spec", "template", "spec");
        assert.deepEqual(at(pod, "imagePullSecrets"), [{ name: "one" }, { name: "two" }]);
    });

    it("measure what is enabled, on a port that Prometheus finds", () => {
        const objects = objectsOf("metrics for Prometheus");
        assert.deepEqual(containersOf(objects, "StatefulSet/demo-nats")[2], {
            name: "prom-exporter",
            image: "natsio/prometheus-nats-exporter:0.20.1",
            ports: [{ name: "prom-metrics", containerPort: 7778 }],
            env: [{ name: "TZ", value: "UTC" }],
            resources: { limits: { memory: "64Mi" } },
            args: [
                "-healthz",
                "-port=7778",
                "-connz",
                "-routez",
                "-subz",
                "-varz",
                "-prefix=nats",
                "-use_internal_server_id",
                "-jsz=all",
                "-leafz",
                "-gatewayz",
                "http://localhost:8222/",
            ],
        });
        const monitor = objects["PodMonitor/nats-metrics"];
        assert.deepEqual(at(monitor, "spec", "podMetricsEndpoints"), [{ port: "prom-metrics" }]);
        assert.equal(at(monitor, "metadata", "labels", "release"), "prometheus");
    });

    it("lead browsers to the websocket by the hosts that are named, if the service offers it", () => {
        assert.deepEqual(at(objectsOf("a websocket behind an ingress")["Ingress/demo-nats-ws"], "spec"), {
            ingressClassName: "nginx",
            tls: [{ secretName: "ws", hosts: ["ws.example", "*.ws.example"] }],
            rules: ["ws.example", "*.ws.example"].map((host) => ({
                host,
                http: {
                    paths: [{ path: "/ws", pathType: "Prefix", backend: { service: { name: "demo-nats", port: { name: "websocket" } } } }],
                },
            })),
        });
        assert.ok(!("Ingress/demo-nats-ws" in objectsOf("an ingress without a service to lead to")));
    });

    it("let natsBox log in with the credentials of each context", () => {
        const objects = objectsOf("natsBox with credentials of every kind");
        assert.deepEqual(objects["Secret/demo-nats-box-contents"]?.["stringData"], {
            "app.nk": "SUAA",
            "default.creds": `-----BEGIN <"NATS">-----\nabc\n`,
        });
        const contexts = objects["Secret/demo-nats-box-contexts"]?.["stringData"] as Record<string, string>;
        assert.deepEqual(JSON.parse(contexts["default.json"]!), {
            url: "nats://demo-nats",
            ca: "/etc/nats-ca-cert/ca.crt",
            creds: "/etc/nats-contents/default.creds",
            cert: "/etc/own/tls.crt",
            key: "/etc/own/tls.key",
        });
        assert.deepEqual(JSON.parse(contexts["app.json"]!), {
            url: "nats://elsewhere",
            ca: "/etc/nats-ca-cert/ca.crt",
            creds: "/etc/nats-creds/app/nats.creds",
            nkey: "/etc/nats-contents/app.nk",
        });
        assert.deepEqual(containersOf(objects, "Deployment/demo-nats-box")[0]?.["volumeMounts"], [
            { name: "contexts", mountPath: "/etc/nats-contexts" },
            { name: "contents", mountPath: "/etc/nats-contents" },
            { name: "tls-ca", mountPath: "/etc/nats-ca-cert" },
            { name: "ctx-app-creds", mountPath: "/etc/nats-creds/app" },
            { name: "ctx-default-tls", mountPath: "/etc/own/" },
            { name: "ctx-sys-nkey", mountPath: "/etc/nats-nkeys/sys" },
        ]);
    });

    it("run under accounts of their own when asked", () => {
        const objects = objectsOf("service accounts");
        assert.equal(at(objects["StatefulSet/demo-nats"], "spec", "template", "spec", "serviceAccountName"), "demo-nats");
        assert.equal(at(objects["Deployment/demo-nats-box"], "spec", "template", "spec", "serviceAccountName"), "box");
        assert.equal(objects["ServiceAccount/demo-nats"]?.["automountServiceAccountToken"], false);
        assert.ok("ServiceAccount/box" in objects);
    });

    it("roll the pods when the configuration changes, if that is wanted", () => {
        const checksum = (configMerge: Values, wanted: boolean): unknown => {
            const objects = render(standIn, {
                values: { config: { merge: configMerge }, podTemplate: { configChecksumAnnotation: wanted } },
            });
            return at(objects["StatefulSet/demo-nats"], "spec", "template", "metadata", "annotations");
        };
        assert.deepEqual(checksum({ debug: true }, true), checksum({ debug: true }, true));
        assert.notDeepEqual(checksum({ debug: true }, true), checksum({ debug: false }, true));
        assert.equal(checksum({ debug: true }, false), null);
    });

    it("are added as they are, templates and all", () => {
        assert.deepEqual(at(objectsOf("objects of the user's own")["ConfigMap/extra"], "data"), { a: "{{ not a template }}", b: "1" });
    });
});
