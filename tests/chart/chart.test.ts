// The objects of the stand-in chart, as a user of the official one knows them. Every literal is what the official chart was seen to
// render; nats.conf has a file of its own.
import assert from "node:assert/strict";
import { cases, refused } from "./cases";
import { type Objects, at, findHelm, render, standIn } from "./render";

const LABELS = {
    "app.kubernetes.io/component": "nats",
    "app.kubernetes.io/instance": "demo",
    "app.kubernetes.io/managed-by": "Helm",
    "app.kubernetes.io/name": "nats",
    "app.kubernetes.io/version": "2.14.2",
    "helm.sh/chart": "nats-2.14.2",
};
const SELECTOR = {
    "app.kubernetes.io/component": "nats",
    "app.kubernetes.io/instance": "demo",
    "app.kubernetes.io/name": "nats",
};
const CONFIG_MOUNT = { name: "config", mountPath: "/etc/nats-config" };
const PID_MOUNT = { name: "pid", mountPath: "/var/run/nats" };

function objectsOf(name: string): Objects {
    return render(standIn, cases[name]!);
}

function statefulSetOf(name: string): unknown {
    return Object.values(objectsOf(name)).find(({ kind }) => kind === "StatefulSet");
}

function podOf(name: string): unknown {
    return at(statefulSetOf(name), "spec", "template", "spec");
}

/** The server's container, or the one at another place. */
function containerOf(name: string, index = 0): unknown {
    return at(podOf(name), "containers", index);
}

/** Each port of a Service as `name:port/appProtocol`. */
function portsOf(service: unknown): string[] {
    const ports = at(service, "spec", "ports") as { name: string; port: number; appProtocol: string }[];
    return ports.map(({ name, port, appProtocol }) => `${name}:${port}/${appProtocol}`);
}

describe("the objects of the stand-in chart", function () {
    this.timeout(60_000);

    before(findHelm);

    it("are named after the release, and after fullnameOverride if there is one", () => {
        assert.deepEqual(Object.keys(objectsOf("no values at all")).sort(), [
            "ConfigMap/demo-nats-config",
            "Deployment/demo-nats-box",
            "PodDisruptionBudget/demo-nats",
            "Secret/demo-nats-box-contexts",
            "Service/demo-nats",
            "Service/demo-nats-headless",
            "StatefulSet/demo-nats",
        ]);
        assert.deepEqual(Object.keys(objectsOf("what the component sets")).sort(), [
            "ConfigMap/nats-config",
            "PodDisruptionBudget/nats",
            "Service/nats",
            "Service/nats-headless",
            "StatefulSet/nats",
        ]);
    });

    it("have the names that the user chose, and the user's labels, in the user's namespace", () => {
        const objects = objectsOf("names of the user's choosing");
        assert.deepEqual(Object.keys(objects).sort(), [
            "ConfigMap/conf",
            "Deployment/demo-broker-box",
            "PodDisruptionBudget/budget",
            "Secret/contents",
            "Secret/demo-broker-box-contexts",
            "Service/front",
            "Service/peers",
            "ServiceAccount/account",
            "StatefulSet/servers",
        ]);
        const labels = { ...LABELS, "app.kubernetes.io/name": "broker", team: "core", note: "a: b" };
        assert.deepEqual(objects["Service/front"]?.metadata, { name: "front", namespace: "elsewhere", labels });
    });

    it("carry the official chart's labels, and select the servers by three of them", () => {
        const objects = objectsOf("no values at all");
        assert.deepEqual(objects["Service/demo-nats"]?.metadata, { name: "demo-nats", labels: LABELS });
        assert.deepEqual(at(objects["Service/demo-nats"], "spec", "selector"), SELECTOR);
        assert.deepEqual(at(objects["StatefulSet/demo-nats"], "spec", "selector"), { matchLabels: SELECTOR });
        assert.deepEqual(at(objects["PodDisruptionBudget/demo-nats"], "spec"), { maxUnavailable: 1, selector: { matchLabels: SELECTOR } });
        assert.deepEqual(at(objects["Deployment/demo-nats-box"], "spec", "selector", "matchLabels"), {
            ...SELECTOR,
            "app.kubernetes.io/component": "nats-box",
        });
    });

    it("start three servers at once, each with a volume that is deleted as the values say", () => {
        const { template, ...spec } = at(statefulSetOf("what the component sets"), "spec") as Record<string, unknown>;
        assert.deepEqual(spec, {
            replicas: 3,
            serviceName: "nats-headless",
            podManagementPolicy: "Parallel",
            selector: { matchLabels: SELECTOR },
            persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete", whenScaled: "Retain" },
            volumeClaimTemplates: [
                {
                    metadata: { name: "nats-js" },
                    spec: {
                        accessModes: ["ReadWriteOnce"],
                        resources: { requests: { storage: "10Gi" } },
                        storageClassName: "replicated",
                    },
                },
            ],
        });
        assert.deepEqual(at(template, "metadata"), { labels: LABELS, annotations: { "nats.pulumi.com/restart": "abc" } });
    });

    it("give the component's pods a Secret to read, a place to write, and the patched probe", () => {
        const auth = { name: "auth", mountPath: "/etc/nats-auth", readOnly: true };
        const pod = podOf("what the component sets");
        assert.deepEqual(at(pod, "volumes"), [
            { name: "config", configMap: { name: "nats-config" } },
            { name: "pid", emptyDir: {} },
            { name: "auth", secret: { secretName: "nats-auth" } },
        ]);
        assert.deepEqual(at(pod, "containers", 0, "volumeMounts"), [
            CONFIG_MOUNT,
            PID_MOUNT,
            { name: "nats-js", mountPath: "/data" },
            auth,
        ]);
        assert.deepEqual(at(pod, "containers", 1, "volumeMounts"), [PID_MOUNT, CONFIG_MOUNT, auth]);
        assert.equal(at(pod, "containers", 0, "startupProbe", "failureThreshold"), 180);
        assert.deepEqual(at(pod, "securityContext"), { runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000 });
        assert.equal(at(pod, "automountServiceAccountToken"), false);
        assert.equal(at(pod, "shareProcessNamespace"), true);
        assert.equal(at(pod, "terminationGracePeriodSeconds"), 60);
        assert.deepEqual(at(pod, "topologySpreadConstraints"), [
            {
                topologyKey: "kubernetes.io/hostname",
                maxSkew: 1,
                whenUnsatisfiable: "ScheduleAnyway",
                labelSelector: { matchLabels: SELECTOR },
            },
        ]);
    });

    it("tell each server its name, before the user's own variables", () => {
        const podName = { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } };
        assert.deepEqual(at(containerOf("what the component sets"), "env"), [
            podName,
            { name: "SERVER_NAME", value: "$(POD_NAME)" },
            { name: "GOMEMLIMIT", value: "102MiB" },
        ]);
        assert.deepEqual(at(containerOf("a super-cluster"), "env"), [podName, { name: "SERVER_NAME", value: "eu-$(POD_NAME)" }]);
    });

    it("ask the servers for their health, over HTTPS if the monitor has it, and not at all without a monitor", () => {
        const probe = { initialDelaySeconds: 10, periodSeconds: 10, timeoutSeconds: 5, successThreshold: 1 };
        const plain = containerOf("no values at all");
        assert.deepEqual(at(plain, "startupProbe"), { ...probe, failureThreshold: 90, httpGet: { path: "/healthz", port: "monitor" } });
        assert.deepEqual(at(plain, "readinessProbe"), {
            ...probe,
            failureThreshold: 3,
            httpGet: { path: "/healthz?js-server-only=true", port: "monitor" },
        });
        assert.deepEqual(at(plain, "livenessProbe"), {
            ...probe,
            periodSeconds: 30,
            failureThreshold: 3,
            httpGet: { path: "/healthz?js-enabled-only=true", port: "monitor" },
        });
        const encrypted = at(containerOf("TLS everywhere, with a CA from a ConfigMap"), "livenessProbe", "httpGet");
        assert.equal(at(encrypted, "scheme"), "HTTPS");
        const unwatched = containerOf("no monitor, so no probes") as object;
        assert.deepEqual(
            ["startupProbe", "readinessProbe", "livenessProbe"].filter((name) => name in unwatched),
            [],
        );
    });

    it("open the ports that the configuration and the service agree on", () => {
        const plain = objectsOf("three servers");
        assert.deepEqual(portsOf(plain["Service/demo-nats"]), ["nats:4222/tcp"]);
        assert.deepEqual(portsOf(plain["Service/demo-nats-headless"]), ["nats:4222/tcp", "cluster:6222/tcp", "monitor:8222/http"]);
        const encrypted = objectsOf("TLS everywhere, with a CA from a ConfigMap");
        assert.deepEqual(portsOf(encrypted["Service/demo-nats"]), [
            "nats:4222/tls",
            "leafnodes:7422/tls",
            "websocket:8080/https",
            "mqtt:1883/tls",
            "cluster:6222/tls",
            "gateway:7222/tls",
            "monitor:8222/https",
        ]);
        const chosen = objectsOf("all ports, through the host and the service")["Service/demo-nats"];
        assert.deepEqual(portsOf(chosen), ["nats:4333/kubernetes.io/h2c", "leafnodes:7422/tcp", "websocket:443/http", "monitor:8222/http"]);
        assert.equal(at(chosen, "spec", "ports", 0, "nodePort"), 30222);
        const hostPorts = at(containerOf("all ports, through the host and the service"), "ports");
        assert.deepEqual(at(hostPorts, 0), { name: "nats", containerPort: 4222, hostPort: 4222 });
    });

    it("refuse variables that are not strings and patches that cannot be made, and name them", () => {
        const messages: Record<string, RegExp> = {
            "a variable that is a number": /the environment variable A has to be a string or a map, not float64/,
            "a patch that removes what is not there": /patch: there is no "nothing" on the path \/nothing/,
            "a patch beyond the end of a list": /patch: there is no place "3" in the list on the path \/args\/3/,
            "a patch of an unknown operation": /patch: there is no operation "merge"/,
        };
        for (const [name, message] of Object.entries(messages)) {
            assert.throws(() => render(standIn, { values: refused[name]! }), message, name);
        }
        const templated = { extraResources: [{ kind: "ConfigMap", metadata: { name: { $tplYaml: "{{ .Release.Name }}" } } }] };
        assert.throws(() => render(standIn, { values: templated }), /does not know \$tplYaml/);
    });
});
