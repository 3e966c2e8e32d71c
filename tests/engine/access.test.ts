import assert from "node:assert/strict";
import { canLogIn, eventually, lastMessage, logIn, publish, serverAddresses } from "../support/client";
import { deleteNamespace, kubernetesObjects, namesOf, podIdentities, secretOf, uniqueNamespace } from "../support/cluster";
import { type Credentials, SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

interface Service {
    readonly metadata: { readonly name: string };
    readonly spec: { readonly loadBalancerClass?: string };
}

describe("who gets in", function () {
    this.timeout(600_000);
    asSteps();
    const namespace = uniqueNamespace("access");
    let stack: Stack;

    const program = (properties: object): object => {
        const cluster = clusterProgram(namespace, { ...SMALL, replicas: 1, ...properties }) as { outputs: object };
        return { ...cluster, outputs: { ...cluster.outputs, externalUrl: "${nats.externalUrl}" } };
    };

    before(async () => {
        stack = await Stack.create(program({}));
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    it("lets everybody in the Kubernetes cluster in while there are no users, and says so", async () => {
        const { diagnostics } = await stack.up();
        assert.ok(diagnostics.some((message) => message.includes("every client that reaches the servers is let in")));
        const [server] = await serverAddresses(namespace);
        const connection = await logIn(server!, {});
        await publish(connection, "orders", "from the open days", 1);
        await connection.close();
        assert.deepEqual((await stack.outputs())["credentials"]?.value, {});
    });

    it("closes when a user comes, and the messages of the open days are the user's", async () => {
        stack.write(program({ users: { app: {} } }));
        await stack.up();
        const [server] = await serverAddresses(namespace);
        assert.match(String(await canLogIn(server!, {})), /authorization/i);
        const { app } = (await stack.outputs())["credentials"]?.value as { app: Credentials };
        const connection = await logIn(server!, { user: "app", pass: app.password });
        assert.equal(await lastMessage(connection, "orders"), "from the open days");
        await connection.close();
    });

    it("adds and removes users without a restart", async () => {
        const before = await podIdentities(namespace);
        stack.write(program({ users: { app: {}, guest: { password: "for a day" } } }));
        await stack.up();
        const [server] = await serverAddresses(namespace);
        const guest = { user: "guest", pass: "for a day" };
        const into = (wanted: boolean) =>
            eventually(
                () => canLogIn(server!, guest),
                (result) => (result === true) === wanted,
                120,
            );
        assert.equal(await into(true), true);
        stack.write(program({ users: { app: {} } }));
        await stack.up();
        assert.match(String(await into(false)), /authorization/i);
        assert.deepEqual(await podIdentities(namespace), before);
        assert.ok(!(await namesOf("secrets", namespace)).includes("nats-user-guest"));
    });

    it("is reached from outside through a Service of its own, whose address is an output", async () => {
        const before = await podIdentities(namespace);
        const external = {
            external: true,
            users: { app: {} },
            service: { loadBalancerSourceRanges: ["0.0.0.0/0"], ports: { nats: 14222 } },
        };
        stack.write(program(external));
        const { steps } = await stack.preview();
        assert.deepEqual(steps["create"], ["kubernetes:core/v1:Service nats-external"]);
        await stack.up();
        assert.deepEqual(await podIdentities(namespace), before);
        const { externalUrl, credentials } = await stack.outputs();
        assert.match(externalUrl?.value as string, /^nats:\/\/[0-9.]+:14222$/);
        const { app } = credentials?.value as { app: Credentials };
        assert.equal(app.externalUrl, (externalUrl?.value as string).replace("nats://", `nats://app:${app.password}@`));
        assert.equal((await secretOf(namespace, app.secretName))["external-uri"], app.externalUrl);
        const { host } = new URL(app.externalUrl);
        const reached = await eventually(
            () => canLogIn(host, { user: "app", pass: app.password }),
            (result) => result === true,
            30,
        );
        assert.equal(reached, true);
        assert.deepEqual((await stack.preview()).steps, {});
    });

    it("changes the port of that Service in place, and its address stays", async () => {
        const host = async () => new URL((await stack.outputs())["externalUrl"]?.value as string).hostname;
        const before = await host();
        stack.write(program({ external: true, users: { app: {} }, service: { ports: { nats: 24222 } } }));
        const { steps } = await stack.preview();
        assert.ok(steps["update"]?.includes("kubernetes:core/v1:Service nats-external"), JSON.stringify(steps));
        await stack.up();
        assert.equal(await host(), before);
        const { app } = (await stack.outputs())["credentials"]?.value as { app: Credentials };
        const reached = await eventually(
            () => canLogIn(`${before}:24222`, { user: "app", pass: app.password }),
            (result) => result === true,
            30,
        );
        assert.equal(reached, true);
    });

    it("gives the Service to another load balancer by making it anew, and clients come in there", async () => {
        const before = await podIdentities(namespace);
        const service = { ports: { nats: 24222 }, loadBalancerClass: "example.com/other" };
        stack.write(program({ external: true, users: { app: {} }, service }));
        const { steps, diagnostics } = await stack.preview();
        assert.ok(steps["replace"]?.includes("kubernetes:core/v1:Service nats-external"), JSON.stringify(steps));
        assert.ok(
            diagnostics.some((message) => /address/.test(message)),
            diagnostics.join("\n"),
        );
        await stack.up();
        const { externalUrl, credentials } = await stack.outputs();
        const services = await kubernetesObjects<Service>("services", namespace);
        const made = services.find(({ metadata }) => metadata.name === "nats-external")!;
        assert.equal(made.spec.loadBalancerClass, "example.com/other");
        const { app } = credentials?.value as { app: Credentials };
        const reached = await eventually(
            () => canLogIn(new URL(externalUrl?.value as string).host, { user: "app", pass: app.password }),
            (result) => result === true,
            30,
        );
        assert.equal(reached, true);
        assert.deepEqual(await podIdentities(namespace), before);
        assert.deepEqual((await stack.preview()).steps, {});
    });

    it("is not reached from outside any more when that is taken back", async () => {
        stack.write(program({ users: { app: {} } }));
        await stack.up();
        assert.ok(!(await namesOf("services", namespace)).includes("nats-external"));
        const [server] = await serverAddresses(namespace);
        const { app } = (await stack.outputs())["credentials"]?.value as { app: Credentials };
        assert.equal(app.externalUrl, undefined);
        assert.equal(await canLogIn(server!, { user: "app", pass: app.password }), true);
    });
});
