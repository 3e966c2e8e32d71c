import type { NatsConnection } from "@nats-io/transport-node";
import assert from "node:assert/strict";
import { canLogIn, eventually, lastMessage, logIn, publish, serverAddresses } from "../support/client";
import { deleteNamespace, kubernetesObjects, namesOf, podIdentities, secretOf, uniqueNamespace } from "../support/cluster";
import { type Credentials, SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

const NAMESPACE = uniqueNamespace("life");
const MESSAGE = "must survive";
const OLD_PASSWORD = 'bob\'s first password: π & $HOME "quoted"';
const NEW_PASSWORD = "bob's second password";

function program(changes: { readonly password?: string; readonly size?: string; readonly retainData?: boolean } = {}): object {
    const { password = OLD_PASSWORD, size = "1Gi", retainData = true } = changes;
    return clusterProgram(NAMESPACE, { ...SMALL, replicas: 3, users: { app: {}, bob: { password } }, jetstream: { size, retainData } });
}

interface Claim {
    readonly metadata: { readonly name: string };
    readonly status: { readonly capacity?: { readonly storage: string } };
}

describe("the life of a cluster of three servers", function () {
    this.timeout(600_000);
    asSteps();

    let stack: Stack;
    let app: Credentials;
    const connections: NatsConnection[] = [];

    before(async () => {
        stack = await Stack.create(program());
    });
    after(async () => {
        await Promise.all(connections.map((connection) => connection.close()));
        await stack.destroy();
        await deleteNamespace(NAMESPACE);
        stack.remove();
    });

    async function credentials(): Promise<Record<string, Credentials>> {
        const { credentials } = await stack.outputs();
        assert.ok(credentials?.secret, "credentials are a secret output");
        return credentials.value as Record<string, Credentials>;
    }

    it("previews everything that it is going to make", async () => {
        const { steps } = await stack.preview();
        assert.deepEqual(Object.keys(steps), ["create"]);
        const made = steps["create"]?.map((step) => step.split(" ")[0]?.split(":").slice(-1)[0]);
        assert.deepEqual(made?.sort(), [
            "Cluster",
            "NamespacePatch",
            "NetworkPolicy",
            "Owner",
            "PersistentVolumeClaimPatch",
            "PersistentVolumeClaimPatch",
            "PersistentVolumeClaimPatch",
            "PersistentVolumeClaimPatch",
            "RandomPassword",
            "RandomPassword",
            "Release",
            "Revision",
            "Secret",
            "Secret",
            "Secret",
            "Secret",
            "SecretPatch",
            "SecretPatch",
            "SecretPatch",
            "SecretPatch",
            "Stack",
            "StatefulSetPatch",
        ]);
    });

    it("comes up, and every user can log in to every server with what the outputs say", async () => {
        await stack.up();
        const all = await credentials();
        assert.deepEqual(Object.keys(all).sort(), ["app", "bob"]);
        assert.equal(all["bob"]?.password, OLD_PASSWORD);
        app = all["app"]!;
        assert.match(app.password, /^[A-Za-z0-9]{32}$/);
        const servers = await serverAddresses(NAMESPACE);
        assert.equal(servers.length, 3);
        for (const server of servers) {
            for (const { username, password } of Object.values(all)) {
                assert.equal(await canLogIn(server, { user: username, pass: password }), true);
            }
            assert.match(String(await canLogIn(server, {})), /authorization/i, "nobody gets in without credentials");
            assert.match(String(await canLogIn(server, { user: "app", pass: "wrong" })), /authorization/i);
        }
    });

    it("gives each user a Secret that a pod can log in with", async () => {
        const secret = await secretOf(NAMESPACE, app.secretName);
        assert.equal(secret["type"], "nats");
        assert.equal(secret["username"], "app");
        assert.equal(secret["password"], app.password);
        assert.equal(secret["uri"], app.url);
        assert.equal(new URL(secret["uri"] ?? "").hostname, secret["host"]);
        assert.deepEqual(JSON.parse(secret["context.json"] ?? ""), {
            url: `nats://${secret["host"] ?? ""}:4222`,
            user: "app",
            password: app.password,
        });
        assert.deepEqual(await secretOf(NAMESPACE, "nats-credentials"), { app: app.password, bob: OLD_PASSWORD });
    });

    it("keeps a message in a stream with three replicas", async () => {
        const [server] = await serverAddresses(NAMESPACE);
        const connection = await logIn(server!, { user: "app", pass: app.password });
        await publish(connection, "orders", MESSAGE, 3);
        assert.equal(await lastMessage(connection, "orders"), MESSAGE);
        await connection.close();
    });

    it("has nothing to change afterwards, and nothing after a refresh", async () => {
        assert.deepEqual((await stack.preview()).steps, {});
        assert.deepEqual((await stack.refresh()).steps, {});
        assert.deepEqual((await stack.preview()).steps, {});
    });

    it("changes one password on every server without a restart, and leaves other users connected", async () => {
        const servers = await serverAddresses(NAMESPACE);
        const before = await podIdentities(NAMESPACE);
        const others = await Promise.all(servers.map((server) => logIn(server, { user: "app", pass: app.password })));
        connections.push(...others);

        stack.write(program({ password: NEW_PASSWORD }));
        const preview = await stack.preview();
        assert.deepEqual(Object.keys(preview.steps), ["update"]);
        await stack.up();
        for (const server of servers) {
            const accepted = await eventually(
                () => canLogIn(server, { user: "bob", pass: NEW_PASSWORD }),
                (result) => result === true,
                120,
            );
            assert.equal(accepted, true);
            assert.match(String(await canLogIn(server, { user: "bob", pass: OLD_PASSWORD })), /authorization/i);
        }
        assert.deepEqual(await podIdentities(NAMESPACE), before);
        for (const connection of others) {
            assert.equal(connection.isClosed(), false);
            await connection.flush();
        }
    });

    it("grows its volumes in place: previewed as updates, without a restart, messages kept", async () => {
        const before = await podIdentities(NAMESPACE);
        stack.write(program({ password: NEW_PASSWORD, size: "2Gi" }));
        const { steps, changed } = await stack.preview();
        assert.deepEqual(Object.keys(steps), ["update"]);
        assert.deepEqual(changed["kubernetes:core/v1:PersistentVolumeClaimPatch nats-volume-1"], ["spec.resources.requests.storage"]);
        assert.deepEqual(changed["kubernetes:helm.sh/v3:Release nats"], ["values.config.jetstream.fileStore.maxSize"]);
        await stack.up();
        const sizes = await eventually(
            async () => (await kubernetesObjects<Claim>("pvc", NAMESPACE)).map(({ status }) => status.capacity?.storage),
            (capacities) => capacities.every((capacity) => capacity === "2Gi"),
            60,
        );
        assert.deepEqual(sizes, ["2Gi", "2Gi", "2Gi"]);
        assert.deepEqual(await podIdentities(NAMESPACE), before);
        assert.equal(await lastMessage(connections[0]!, "orders"), MESSAGE);
        await assertFileStore(Math.floor(2 * 2 ** 30 * 0.9));
    });

    async function assertFileStore(bytes: number): Promise<void> {
        const [server] = await serverAddresses(NAMESPACE);
        const url = `http://${server!.replace(":4222", ":8222")}/jsz`;
        const limit = await eventually(
            async () => ((await (await fetch(url)).json()) as { config: { max_storage: number } }).config.max_storage,
            (storage) => storage === bytes,
            120,
        );
        assert.equal(limit, bytes, "the running server uses the grown volume");
    }

    it("keeps only the volumes when it is destroyed", async () => {
        await stack.destroy();
        assert.deepEqual(await namesOf("pvc", NAMESPACE), ["nats-js-nats-0", "nats-js-nats-1", "nats-js-nats-2"]);
        assert.deepEqual(await namesOf("secrets", NAMESPACE), []);
        assert.deepEqual(await namesOf("services,statefulsets,poddisruptionbudgets", NAMESPACE), []);
    });

    it("takes the volumes back, with the messages, when it is made again", async () => {
        await stack.up();
        app = (await credentials())["app"]!;
        const [server] = await serverAddresses(NAMESPACE);
        const connection = await logIn(server!, { user: "app", pass: app.password });
        assert.equal(await lastMessage(connection, "orders"), MESSAGE);
        await connection.close();
    });

    it("leaves no volume behind when its data was not to be kept", async () => {
        const before = await podIdentities(NAMESPACE);
        stack.write(program({ size: "2Gi", password: OLD_PASSWORD, retainData: false }));
        await stack.up();
        assert.deepEqual(await podIdentities(NAMESPACE), before, "saying so restarts nothing");
        await stack.destroy();
        const claims = await eventually(
            () => namesOf("pvc", NAMESPACE),
            (names) => names.length === 0,
            120,
        );
        assert.deepEqual(claims, []);
    });
});
