import assert from "node:assert/strict";
import { Leaf } from "../../../provider/values/leaf";
import { ADDRESS, generated } from "../../support/outcomes";
import { type Inputs, planOf, unknown } from "../../support/planning";
import { reveal } from "../../support/reveal";

describe("the volumes", () => {
    it("are one for each server, by the names that the StatefulSet looks for", () => {
        assert.deepEqual(
            planOf({ name: "mq", replicas: 3, jetstream: { size: "1Gi" }, storageClass: "fast" }, "res").claims,
            [0, 1, 2].map((ordinal) => ({
                resource: `res-volume-${ordinal}`,
                name: `mq-js-mq-${ordinal}`,
                size: "1Gi",
                storageClassName: "fast",
            })),
        );
    });

    it("are none without JetStream", () => assert.deepEqual(planOf({ jetstream: { enabled: false } }).claims, []));
});

describe("the external Service", () => {
    const serviceOf = (inputs: Inputs): ReturnType<typeof planOf>["service"] =>
        planOf({ users: { app: {} }, external: true, ...inputs }).service;

    it("is none unless it is asked for", () => assert.equal(planOf({}).service, undefined));

    it("leads to this cluster's servers alone, by a load balancer whose address is waited for", () => {
        assert.deepEqual(serviceOf({ name: "mq" }), {
            resource: "nats-external",
            name: "mq-external",
            annotations: {},
            spec: {
                type: "LoadBalancer",
                selector: { "app.kubernetes.io/name": "nats", "app.kubernetes.io/instance": "mq", "app.kubernetes.io/component": "nats" },
                ports: [{ name: "nats", protocol: "TCP", port: 4222, targetPort: "nats", appProtocol: "tcp" }],
                externalTrafficPolicy: "Cluster",
            },
            addressed: true,
            await: true,
        });
    });

    it("has everything that is said of it", () => {
        const service = {
            annotations: { "example.com/lb": "internal" },
            loadBalancerClass: "internal",
            loadBalancerSourceRanges: ["10.0.0.0/8"],
            externalTrafficPolicy: "Local",
            ports: { nats: 443 },
            nodePorts: { nats: 30422 },
        };
        const planned = serviceOf({ service });
        assert.deepEqual(planned?.annotations, { "example.com/lb": "internal" });
        const { selector: _selector, ...spec } = planned.spec;
        assert.deepEqual(spec, {
            type: "LoadBalancer",
            ports: [{ name: "nats-443", protocol: "TCP", port: 443, targetPort: "nats", appProtocol: "tcp", nodePort: 30422 }],
            externalTrafficPolicy: "Local",
            loadBalancerClass: "internal",
            loadBalancerSourceRanges: ["10.0.0.0/8"],
        });
    });

    it("has no address of its own as a NodePort, and is not waited for with skipAwait", () => {
        assert.deepEqual(
            [serviceOf({ service: { type: "NodePort" } })?.addressed, serviceOf({ service: { type: "NodePort" } })?.await],
            [false, true],
        );
        assert.deepEqual([serviceOf({ skipAwait: true })?.addressed, serviceOf({ skipAwait: true })?.await], [false, false]);
    });
});

describe("the outputs", () => {
    it("can be told from the inputs, so that a preview shows them", async () => {
        const { credentials, externalUrl, ...plain } = planOf({
            name: "mq",
            namespace: "prod",
            replicas: 3,
            users: { app: {}, "B.c": {} },
        }).outputs;
        assert.deepEqual(plain, {
            clientUrl: "nats://mq.prod.svc:4222",
            monitorUrl: "http://mq-0.mq-headless.prod.svc:8222",
            credentialsSecretNames: { app: "mq-user-app", "B.c": plain.credentialsSecretNames["B.c"] },
            credentialsSecretName: "mq-credentials",
            authSecretName: "mq-auth",
            resources: { cpu: "250m", memory: "128Mi" },
            replicas: 3,
            chartVersion: "2.14.2",
            serverVersion: "2.14.2",
        });
        assert.equal(externalUrl, undefined);
        assert.deepEqual(((await reveal(credentials)) as Record<string, unknown>)["app"], {
            username: "app",
            password: generated("app"),
            url: `nats://app:${generated("app")}@mq.prod.svc:4222`,
            account: "APP",
            secretName: "mq-user-app",
        });
    });

    it("have the address for clients outside, with the port that they connect to", async () => {
        const { outputs } = planOf({ external: true, service: { ports: { nats: 443 } }, users: { app: { password: "p/w" } } });
        assert.equal(await reveal(outputs.externalUrl), `nats://${ADDRESS}:443`);
        assert.ok(outputs.externalUrl instanceof Leaf && !outputs.externalUrl.secret);
        const { app } = (await reveal(outputs.credentials)) as { app: { externalUrl: string } };
        assert.equal(app.externalUrl, `nats://app:p%2Fw@${ADDRESS}:443`);
    });

    it("have no password in a URL that is no secret", async () => {
        const { credentials: _credentials, ...plain } = planOf({ external: true, users: { app: { password: "hunter2" } } }).outputs;
        assert.doesNotMatch(JSON.stringify(await reveal(plain)), /hunter2/);
    });

    it("leave the versions of another chart to the release", () => {
        const { chartVersion, serverVersion } = planOf({ chart: "oci://mirror/nats", chartVersion: "2.14.1" }).outputs;
        assert.deepEqual([chartVersion, serverVersion], ["2.14.1", undefined]);
        const local = planOf({}, "nats", { NATS_CHART: "/charts/nats.tgz" }).outputs;
        assert.deepEqual([local.chartVersion, local.serverVersion], [undefined, undefined]);
    });

    const versions: Record<string, { inputs: Inputs; server: string | undefined }> = {
        "the official chart's": { inputs: { chartVersion: "v2.12.11" }, server: "2.12.11" },
        "not that of an older chart, which has versions of its own": { inputs: { chartVersion: "1.3.16" }, server: undefined },
        "the image's tag": { inputs: { values: { container: { image: { tag: "2.12.5-alpine3.22" } } } }, server: "2.12.5" },
        "the tag of a whole image": {
            inputs: {
                values: { container: { image: { fullImageName: "mirror:5000/nats:v2.15.0-RC.1-alpine@sha256:0f", tag: "2.12.5" } } },
            },
            server: "2.15.0-RC.1",
        },
        "a tag that is no version, as it is": {
            inputs: { values: { container: { image: { tag: "2.12-alpine" } } } },
            server: "2.12-alpine",
        },
        "the digest of an image without a tag": {
            inputs: { values: { container: { image: { fullImageName: "mirror:5000/nats@sha256:0f" } } } },
            server: "sha256:0f",
        },
        "the image's in any chart": {
            inputs: { chart: "./nats.tgz", values: { container: { image: { tag: "2.12.5" } } } },
            server: "2.12.5",
        },
    };
    for (const [what, { inputs, server }] of Object.entries(versions)) {
        it(`have the version of the servers: ${what}`, () => {
            assert.equal(planOf(inputs).outputs.serverVersion, server);
        });
    }

    for (const [where, inputs] of Object.entries({
        "the chart": { values: { config: { nats: { tls: { enabled: true, secretName: "tls" } } } } },
        "config.merge": { config: { merge: { tls: { cert_file: "/etc/tls/tls.crt", key_file: "/etc/tls/tls.key" } } } },
    })) {
        it(`have tls:// URLs where the servers have TLS for clients from ${where}`, async () => {
            const { outputs, secrets } = planOf({ external: true, users: { app: { password: "p" } }, ...inputs });
            assert.equal(outputs.clientUrl, "tls://nats.default.svc:4222");
            assert.equal(await reveal(outputs.externalUrl), `tls://${ADDRESS}:4222`);
            const { app } = (await reveal(outputs.credentials)) as { app: { url: string; externalUrl: string } };
            assert.deepEqual([app.url, app.externalUrl], ["tls://app:p@nats.default.svc:4222", `tls://app:p@${ADDRESS}:4222`]);
            const data = (await reveal(secrets.find(({ name }) => name === "nats-user-app")?.data)) as Record<string, string>;
            assert.equal(data["uri"], app.url);
            assert.equal(data["external-uri"], app.externalUrl);
            assert.equal(data["fqdn-uri"], "tls://app:p@nats.default.svc.cluster.local:4222");
            assert.equal((JSON.parse(data["context.json"]!) as { url: string }).url, outputs.clientUrl);
        });
    }

    it("have an https:// URL where monitoring has TLS", () => {
        const tls = { enabled: true, secretName: "tls" };
        const { outputs } = planOf({ values: { config: { nats: { tls }, monitor: { tls: { enabled: true } } } } });
        assert.equal(outputs.monitorUrl, "https://nats-0.nats-headless.default.svc:8222");
    });

    it("are unknown at preview only as far as the inputs are", () => {
        const { outputs } = planOf({ namespace: unknown(), users: { app: {} } });
        assert.ok(outputs.clientUrl instanceof Leaf && !outputs.clientUrl.secret);
        assert.deepEqual(outputs.credentialsSecretNames, { app: "nats-user-app" });
    });
});

describe("waiting", () => {
    it("is done by a patch of its own, which is there also where it is skipped", () => {
        const { resource, volumes, awaited } = planOf({}, "orders").readiness;
        assert.deepEqual([resource, volumes, awaited], ["orders-ready", "jetstream", true]);
        assert.equal(planOf({ skipAwait: true }).readiness.awaited, false);
        // A release that is made anew, with other volumes, may have the number of the one before: it is waited for all the same.
        assert.equal(planOf({ jetstream: { enabled: false } }).readiness.volumes, "none");
        assert.equal(planOf({ timeoutSeconds: 60 }).timeoutSeconds, 60);
    });

    it("can say what each server needs of a node, and how to see what holds it up", () => {
        const needs = (inputs: Inputs): unknown => planOf({ resourcesPreset: "small", ...inputs }).readiness.needs;
        assert.match(String(needs({ jetstream: { size: "7Gi" } })), /has 1 of CPU and 512Mi of memory free and a volume of 7Gi\.$/);
        assert.match(planOf({ namespace: "queues" }).readiness.whereToLook as string, /kubectl get events -n queues /);
        assert.doesNotMatch(String(needs({ jetstream: { enabled: false } })), /volume/);
        assert.equal(planOf({ replicas: 5 }).readiness.replicas, 5);
    });
});
