// What Kubernetes lets nobody change of a StatefulSet: refused at preview, and made when the way out is taken.
import assert from "node:assert/strict";
import { asClient, canLogIn, eventually, lastMessage, logIn, publish, serverAddresses } from "../support/client";
import { deleteNamespace, kubectl, kubernetesObjects, podIdentities, uniqueNamespace } from "../support/cluster";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

const LOGIN = { user: "app", pass: "first" };

describe("what nobody can change of a StatefulSet", function () {
    this.timeout(300_000);
    asSteps();
    const namespace = uniqueNamespace("unchangeable");
    let stack: Stack;
    const program = (values: object): object =>
        clusterProgram(namespace, { ...SMALL, replicas: 1, jetstream: { size: "1Gi" }, users: { app: { password: LOGIN.pass } }, values });
    const headless = { headlessService: { name: "peers" } };

    before(async () => {
        stack = await Stack.create(program({}));
        await stack.up();
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    it("is refused, and the servers go on", async () => {
        await asClient(namespace, LOGIN, (connection) => publish(connection, "kept", "from before", 1));
        const before = await podIdentities(namespace);
        for (const values of [headless, { statefulSet: { merge: { spec: { podManagementPolicy: "OrderedReady" } } } }]) {
            stack.write(program(values));
            for (const text of [await stack.cli("preview"), await stack.cli("up", "--yes", "--skip-preview")]) {
                assert.match(text, /property values\.\S+ .*lets nobody change.*kubectl delete statefulset nats/s);
                assert.doesNotMatch(text, /Forbidden/);
            }
        }
        assert.deepEqual(await podIdentities(namespace), before);
    });

    it("is made where the StatefulSet has been deleted, with what was stored", async () => {
        stack.write(program(headless));
        await kubectl("delete", "statefulset", "nats", "-n", namespace);
        await stack.up();
        const [set] = await kubernetesObjects<{ readonly spec: { readonly serviceName: string } }>("statefulsets", namespace);
        assert.equal(set?.spec.serviceName, "peers");
        const server = async () => (await serverAddresses(namespace))[0]!;
        await eventually(
            async () => canLogIn(await server(), LOGIN),
            (answer) => answer === true,
            30,
        );
        const connection = await logIn(await server(), LOGIN);
        assert.equal(await lastMessage(connection, "kept"), "from before");
        await connection.close();
        assert.deepEqual((await stack.preview()).steps, {});
    });
});
