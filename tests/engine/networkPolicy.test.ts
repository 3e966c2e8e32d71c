import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { canLogIn, eventually } from "../support/client";
import { type Pod, deleteNamespace, kubectl, kubernetesObjects, podIdentities, uniqueNamespace } from "../support/cluster";
import { type Answer, knock, requireEnforcement, runPod } from "../support/knock";
import { type Credentials, SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

const [CLIENTS, LEAF_NODES, ROUTES, GATEWAYS, MONITORING] = [4222, 7422, 6222, 7222, 8222] as const;
const PORTS = [CLIENTS, LEAF_NODES, ROUTES, GATEWAYS, MONITORING];
const NOTHING = {
    [CLIENTS]: "silent",
    [LEAF_NODES]: "silent",
    [ROUTES]: "silent",
    [GATEWAYS]: "silent",
    [MONITORING]: "silent",
} as const;

describe("the servers' ports, knocked at by other pods of a network that enforces NetworkPolicies", function () {
    this.timeout(600_000);
    asSteps();
    const namespace = uniqueNamespace("netpol");
    const elsewhere = uniqueNamespace("netpol-elsewhere");
    let stack: Stack | undefined;

    const program = (properties: object): object => {
        const config = { merge: { leafnodes: { port: LEAF_NODES } } };
        const spec = { ...SMALL, replicas: 2, users: { app: {} }, jetstream: { enabled: false }, external: true, config, ...properties };
        const cluster = clusterProgram(namespace, { ...spec, createNamespace: false }) as { outputs: object };
        return { ...cluster, outputs: { ...cluster.outputs, externalUrl: "${nats.externalUrl}" } };
    };
    const servers = async (): Promise<Pod[]> =>
        (await kubernetesObjects<Pod>("pods", namespace)).filter(({ metadata }) => /^nats-\d$/.test(metadata.name));
    /** Knocks at every server, since each has a door of its own. */
    async function finds(pod: string, wanted: Record<number, Answer>, from = namespace): Promise<void> {
        for (const { metadata, status } of (await servers()).filter((server) => server.metadata.name !== pod)) {
            const heard = await eventually(
                () => knock(from, pod, status.podIP!, PORTS),
                (answers) => isDeepStrictEqual(answers, wanted),
                10,
            );
            assert.deepEqual(heard, wanted, `${pod} knocks at ${metadata.name}`);
        }
    }
    /** How many routes a server has, by itself: a pod reaches its own ports in any case. */
    const routes = async (server: string): Promise<number> => {
        const ask = "printf 'GET /routez HTTP/1.0\\r\\n\\r\\n' | nc 127.0.0.1 8222";
        const told = await kubectl("exec", server, "-n", namespace, "-c", "nats", "--", "sh", "-c", ask);
        return Number(/"num_routes": (\d+)/.exec(told)?.[1]);
    };

    before(async function () {
        await requireEnforcement(this);
        await kubectl("create", "namespace", namespace);
        await kubectl("create", "namespace", elsewhere);
        await Promise.all([
            runPod(namespace, "stranger", "role=stranger"),
            runPod(namespace, "worker", "role=worker"),
            runPod(elsewhere, "monitor", "role=monitor"),
            runPod(elsewhere, "worker", "role=worker"),
        ]);
        stack = await Stack.create(program({}));
        await stack.up();
    });
    after(async () => {
        await stack?.destroy();
        stack?.remove();
        await deleteNamespace(namespace);
        await deleteNamespace(elsewhere);
    });

    it("are open to clients and leaf nodes only, of any pod", async () => {
        const wanted = {
            [CLIENTS]: "open",
            [LEAF_NODES]: "open",
            [ROUTES]: "silent",
            [GATEWAYS]: "silent",
            [MONITORING]: "silent",
        } as const;
        await finds("stranger", wanted);
        await finds("monitor", wanted, elsewhere);
    });

    it("are reached by the Service's name, and from outside by the load balancer", async () => {
        const { credentials, clientUrl, externalUrl } = await stack!.outputs();
        const { hostname } = new URL(clientUrl?.value as string);
        assert.deepEqual(await knock(namespace, "stranger", hostname, [CLIENTS]), { [CLIENTS]: "open" });
        const { app } = credentials?.value as { app: Credentials };
        const { host } = new URL(externalUrl?.value as string);
        assert.equal(await canLogIn(host, { user: "app", pass: app.password }), true);
    });

    it("are open to the other server for routes, which are made again when a server is", async () => {
        const wanted = { [CLIENTS]: "open", [LEAF_NODES]: "open", [ROUTES]: "open", [GATEWAYS]: "silent", [MONITORING]: "silent" } as const;
        await finds("nats-0", wanted);
        await kubectl("delete", "pod", "nats-1", "-n", namespace);
        await eventually(servers, (pods) => pods.length === 2, 30);
        await kubectl("wait", "pod/nats-1", "-n", namespace, "--for=condition=Ready", "--timeout=60s");
        for (const server of ["nats-0", "nats-1"]) {
            assert.ok(
                (await eventually(
                    () => routes(server),
                    (count) => count > 0,
                    20,
                )) > 0,
                `${server} has no routes`,
            );
        }
    });

    it("are open to those that `clients` and `monitoring` name, each for its own, at once and without a restart", async () => {
        const before = await podIdentities(namespace);
        const clients = [{ podSelector: { matchLabels: { role: "worker" } } }];
        const namespaceSelector = { matchLabels: { "kubernetes.io/metadata.name": elsewhere } };
        const monitoring = [{ namespaceSelector, podSelector: { matchLabels: { role: "monitor" } } }];
        stack!.write(program({ networkPolicy: { clients, monitoring } }));
        await stack!.up();

        await finds("stranger", NOTHING);
        await finds("worker", { ...NOTHING, [CLIENTS]: "open", [LEAF_NODES]: "open" });
        await finds("worker", NOTHING, elsewhere);
        await finds("monitor", { ...NOTHING, [MONITORING]: "open" }, elsewhere);
        await finds("nats-0", { ...NOTHING, [ROUTES]: "open" });
        assert.deepEqual(await podIdentities(namespace), before);
    });

    it("are closed to every client by an empty list, but not to each other", async () => {
        stack!.write(program({ networkPolicy: { clients: [] } }));
        await stack!.up();
        await finds("worker", NOTHING);
        await finds("nats-0", { ...NOTHING, [ROUTES]: "open" });
    });

    it("are all open without the policy, so that it was the policy that closed them", async () => {
        stack!.write(program({ networkPolicy: { enabled: false } }));
        await stack!.up();
        const wanted = { [CLIENTS]: "open", [LEAF_NODES]: "open", [ROUTES]: "open", [GATEWAYS]: "refused", [MONITORING]: "open" } as const;
        await finds("stranger", wanted);
        await finds("monitor", wanted, elsewhere);
    });
});
