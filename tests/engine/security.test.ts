import assert from "node:assert/strict";
import { connect } from "node:net";
import { canLogIn, serverAddresses } from "../support/client";
import { type Named, deleteNamespace, kubectl, kubernetesObjects, uniqueNamespace } from "../support/cluster";
import { type Credentials, SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

interface RunningPod extends Named {
    readonly spec: {
        readonly automountServiceAccountToken?: boolean;
        readonly volumes: readonly { readonly name: string; readonly projected?: object }[];
    };
}

/** What a server answers to somebody who connects and sends lines of the protocol, up to `until` or the end. */
function converse(address: string, lines: readonly string[], until: RegExp): Promise<string> {
    const [host, port] = address.split(":") as [string, string];
    return new Promise((resolve, reject) => {
        let heard = "";
        const socket = connect(Number(port), host, () => socket.write(lines.map((line) => `${line}\r\n`).join("")));
        socket.setTimeout(10_000, () => socket.destroy(new Error(`nothing more than ${JSON.stringify(heard)}`)));
        socket.on("data", (data) => {
            heard += data.toString();
            if (until.test(heard)) {
                socket.destroy();
            }
        });
        socket.on("close", () => resolve(heard));
        socket.on("error", reject);
    });
}

describe("the servers, in a namespace where Kubernetes enforces the restricted profile", function () {
    this.timeout(600_000);
    asSteps();
    const namespace = uniqueNamespace("security");
    let stack: Stack;

    const program = (properties: object): object => {
        const cluster = clusterProgram(namespace, { ...SMALL, createNamespace: false, replicas: 2, ...properties }) as { outputs: object };
        return { ...cluster, outputs: { ...cluster.outputs, externalUrl: "${nats.externalUrl}" } };
    };
    /** Runs a line of the image's shell beside the server. */
    const shell = (pod: string, line: string): Promise<string> =>
        kubectl("exec", pod, "-n", namespace, "-c", "nats", "--", "sh", "-c", line);
    const users = { users: { app: {} } };

    before(async () => {
        await kubectl("create", "namespace", namespace);
        await kubectl("label", "namespace", namespace, "pod-security.kubernetes.io/enforce=restricted");
        stack = await Stack.create(program(users));
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    it("would not be let in if they asked for more than they need", async () => {
        const refused = kubectl("run", "root", "-n", namespace, "--image=nats:2.14.2-alpine", "--image-pull-policy=Never");
        await assert.rejects(refused, /violates PodSecurity "restricted/);
    });

    it("come up, with JetStream", async () => {
        await stack.up();
        const [server] = await serverAddresses(namespace);
        const { app } = (await stack.outputs())["credentials"]?.value as { app: Credentials };
        assert.equal(await canLogIn(server!, { user: "app", pass: app.password }), true);
        assert.equal((await kubernetesObjects<Named>("pods", namespace)).length, 2);
    });

    it("hold no token for the Kubernetes API", async () => {
        for (const { metadata, spec } of await kubernetesObjects<RunningPod>("pods", namespace)) {
            assert.equal(spec.automountServiceAccountToken, false);
            assert.deepEqual(
                spec.volumes.filter(({ name, projected }) => projected !== undefined || name.startsWith("kube-api-access")),
                [],
            );
            const inside = await shell(metadata.name, "echo /var/run/*");
            assert.equal(inside.trim(), "/var/run/nats");
        }
    });

    it("run as nobody, with a root file system that they can't write to", async () => {
        const told = await shell("nats-0", "grep -E '^(Uid|CapEff|NoNewPrivs)' /proc/self/status; (echo x > /x) 2>&1 || true");
        assert.match(told, /^Uid:(\s+1000){4}\nCapEff:\s+0+\nNoNewPrivs:\s+1\n.*Read-only file system/);
    });

    it("refuse a route without the route's credentials, and with a client's", async () => {
        const { app } = (await stack.outputs())["credentials"]?.value as { app: Credentials };
        const hello = { verbose: false, pedantic: false, name: "intruder", cluster: "nats", lnoc: true };
        for (const login of [{}, { user: "app", pass: app.password }, { user: "routes", pass: "" }]) {
            for (const server of await serverAddresses(namespace)) {
                const lines = [`CONNECT ${JSON.stringify({ ...hello, ...login })}`, "PING"];
                const heard = await converse(server.replace(":4222", ":6222"), lines, /PONG/);
                assert.match(heard, /^INFO \{.*"auth_required":true/);
                assert.match(heard, /-ERR 'Authorization Violation'/);
                assert.doesNotMatch(heard, /PONG|RS\+/);
            }
        }
    });

    it("are behind a NetworkPolicy that opens routes to each other only, and the monitoring to nobody", async () => {
        interface Policy extends Named {
            readonly spec: {
                readonly podSelector: { readonly matchLabels: Readonly<Record<string, string>> };
                readonly ingress: readonly { readonly ports: readonly { readonly port: number }[]; readonly from?: unknown }[];
            };
        }
        const [policy, ...others] = await kubernetesObjects<Policy>("networkpolicies", namespace);
        assert.deepEqual([policy!.metadata.name, others], ["nats", []]);
        const { podSelector, ingress } = policy!.spec;
        assert.deepEqual(
            ingress.map(({ ports, from }) => [ports.map(({ port }) => port), from]),
            [
                [[4222], undefined],
                [[6222], [{ podSelector }]],
            ],
        );
        const labels = Object.entries(podSelector.matchLabels).map(([key, value]) => `${key}=${value}`);
        const selected = await kubectl("get", "pods", "-n", namespace, "-l", labels.join(), "-o", "name");
        assert.deepEqual(selected.trim().split("\n"), ["pod/nats-0", "pod/nats-1"]);
    });

    it("let nobody in from outside without credentials: that is refused before anything is made", async () => {
        stack.write(program({ external: true }));
        const text = await stack.cli("preview");
        assert.match(text, /property external .*would let anybody in from outside/);
        for (const authorization of [{ token: "" }, { users: [] }, { password: "x" }]) {
            stack.write(program({ external: true, config: { merge: { authorization } } }));
            assert.match(await stack.cli("preview"), /everybody would be let in/, JSON.stringify(authorization));
        }
    });

    it("are reached from outside with credentials only; who may come in is changed in place", async () => {
        const monitoring = [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } } }];
        stack.write(program({ ...users, external: true, networkPolicy: { clients: [{ ipBlock: { cidr: "0.0.0.0/0" } }], monitoring } }));
        const { steps } = await stack.up();
        assert.deepEqual(
            steps["update"]?.filter((step) => step.includes("NetworkPolicy")),
            ["kubernetes:networking.k8s.io/v1:NetworkPolicy nats-network-policy"],
        );
        const { credentials, externalUrl } = await stack.outputs();
        const { host } = new URL(externalUrl?.value as string);
        const { app } = credentials?.value as { app: Credentials };
        assert.equal(await canLogIn(host, { user: "app", pass: app.password }), true);
        for (const login of [{}, { user: "app", pass: "" }, { user: "app", pass: "wrong" }, { user: "$anonymous", pass: "" }]) {
            assert.match(String(await canLogIn(host, login)), /authorization/i, JSON.stringify(login));
        }
    });
});
