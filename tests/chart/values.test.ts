// What users write into `values`, rendered by the charts: the stand-in, and the official one where it is at hand.
import assert from "node:assert/strict";
import { chartGrammar } from "../../provider/inputs/chartValues/grammar";
import type { ChartValue } from "../../provider/inputs/chartValues/kinds";
import { type Inputs, planOf } from "../support/planning";
import { reveal } from "../support/reveal";
import { type Objects, type Values, at, defaultValues, findHelm, officialChart, render, standIn } from "./render";

/** The keys of the chart's values that the grammar doesn't know. */
function strangers(value: unknown, node: ChartValue | undefined, path: string): string[] {
    if (node?.kind !== "section" || typeof value !== "object" || value === null || Array.isArray(value)) {
        return [];
    }
    return Object.entries(value).flatMap(([key, inner]) => {
        const known = Object.hasOwn(node.keys, key) ? node.keys[key] : node.keys["*"];
        return known === undefined ? [`${path}${key}`] : strangers(inner, known, `${path}${key}.`);
    });
}

/** The keys of the grammar that the chart has no value for. */
function invented(node: ChartValue, value: unknown, path: string): string[] {
    if (node.kind !== "section" || typeof value !== "object" || value === null) {
        return [];
    }
    return Object.entries(node.keys).flatMap(([key, inner]) => {
        if (key === "*" || Object.keys(value).length === 0) {
            return [];
        }
        return Object.hasOwn(value, key) ? invented(inner, (value as Values)[key], `${path}${key}.`) : [`${path}${key}`];
    });
}

/** In no chart's values, but read by its templates; or Helm's record of who has installed it. */
const UNDOCUMENTED = ["natsBox.container.resources", "global.pulumi", /^service\.ports\.\w+\.(port|nodePort)$/];

for (const kind of ["the stand-in", "the official chart"]) {
    describe(`values of ${kind}`, function () {
        this.timeout(60_000);
        let chart: string;

        before(async function () {
            await findHelm();
            chart = kind === "the stand-in" ? standIn : await officialChart(this);
        });

        async function objectsOf(inputs: Inputs): Promise<Objects> {
            const { release } = planOf({ replicas: 3, users: { app: {} }, ...inputs });
            return render(chart, { values: (await reveal(release.values)) as Values, name: "nats" });
        }

        async function podOf(inputs: Inputs): Promise<unknown> {
            return at((await objectsOf(inputs))["StatefulSet/nats"], "spec", "template", "spec");
        }

        it("are all known, and no others", () => {
            const values = defaultValues(chart);
            assert.deepEqual(strangers(values, chartGrammar, ""), []);
            const others = invented(chartGrammar, values, "").filter(
                (path) => !UNDOCUMENTED.some((known) => (typeof known === "string" ? known === path : known.test(path))),
            );
            assert.deepEqual(others, []);
        });

        it("keep the servers' lists when something is added by a patch", async () => {
            const pod = await podOf({
                values: {
                    container: { patch: [{ op: "add", path: "/volumeMounts/-", value: { name: "certs", mountPath: "/etc/certs" } }] },
                    podTemplate: {
                        patch: [{ op: "add", path: "/spec/volumes/-", value: { name: "certs", secret: { secretName: "tls" } } }],
                    },
                },
            });
            const names = (list: unknown) => (list as { name: string }[]).map(({ name }) => name);
            assert.deepEqual(names(at(pod, "volumes")), ["config", "pid", "auth", "certs"]);
            for (const container of [0, 1]) {
                const mounts = names(at(pod, "containers", container, "volumeMounts"));
                assert.ok(
                    ["config", "pid", "auth", "certs"].every((mount) => mounts.includes(mount)),
                    mounts.join(),
                );
            }
        });

        it("may replace the startup probe by another handler, and the pod has that alone", async () => {
            const probe = async (startupProbe: unknown, inputs: Inputs = {}) =>
                Object.keys(
                    at(
                        await podOf({ ...inputs, values: { container: { merge: { startupProbe } } } }),
                        "containers",
                        0,
                        "startupProbe",
                    ) as object,
                ).filter((key) => ["exec", "httpGet", "tcpSocket", "grpc"].includes(key));
            for (const replicas of [1, 3]) {
                assert.deepEqual(await probe({ exec: { command: ["true"] } }, { replicas }), ["exec"]);
                assert.deepEqual(await probe({ tcpSocket: { port: 4222 } }, { replicas }), ["tcpSocket"]);
                assert.deepEqual(await probe({ httpGet: { path: "/healthz?js-meta-only=true" } }, { replicas }), ["httpGet"]);
            }
            assert.deepEqual(await probe({ failureThreshold: 500 }), ["exec"]);
        });

        it("have probes over TLS when the monitoring endpoint has it", async () => {
            const pod = await podOf({
                values: { config: { monitor: { tls: { enabled: true } }, nats: { tls: { enabled: true, secretName: "tls" } } } },
            });
            for (const probe of ["startupProbe", "readinessProbe", "livenessProbe"]) {
                assert.equal(at(pod, "containers", 0, probe, "httpGet", "scheme"), "HTTPS", probe);
            }
        });

        it("say the same wherever a setting of nats.conf stands", async () => {
            const conf = async (inputs: Inputs) => at((await objectsOf(inputs))["ConfigMap/nats-config"], "data", "nats.conf");
            const leafnodes = { port: 7422, no_advertise: true, compression: "off" };
            assert.equal(
                await conf({
                    values: { config: { merge: { max_payload: "8MB" }, leafnodes: { enabled: true, merge: { compression: "off" } } } },
                }),
                await conf({ config: { merge: { max_payload: "8MB", leafnodes } } }),
            );
            const text = String(
                await conf({
                    values: {
                        config: { merge: { $include: "./extra.conf", client_advertise: "<< $HOST >>" }, cluster: { noAdvertise: false } },
                        container: { env: { HOST: "a" } },
                    },
                }),
            );
            assert.match(text, /^\{\n {2}include \.\/extra\.conf;\n {2}include \.\.\/nats-auth\/auth\.conf;\n/);
            assert.match(text, /"client_advertise": \$HOST,/);
            assert.match(text, /"no_advertise": false,/);
        });

        it("name the servers' own Service as their routes do", async () => {
            const inputs = { values: { headlessService: { name: "servers" }, config: { cluster: { routeURLs: { useFQDN: true } } } } };
            const plan = planOf({ replicas: 3, ...inputs });
            const file = JSON.parse(String(await reveal(plan.authSecret.data["cluster.conf"]))) as { routes: string[] };
            assert.match(file.routes[2]!, /@nats-2\.servers\.default\.svc\.cluster\.local:6222$/);
            const objects = await objectsOf(inputs);
            assert.equal(at(objects["StatefulSet/nats"], "spec", "serviceName"), "servers");
            assert.ok("Service/servers" in objects);
        });
    });
}
