// What the preview says of a change, and that the servers then do just that.
import type { NatsConnection } from "@nats-io/transport-node";
import assert from "node:assert/strict";
import { canLogIn, eventually, lastMessage, logIn, publish, serverAddresses } from "../support/client";
import { deleteNamespace, podIdentities, uniqueNamespace } from "../support/cluster";
import { type Credentials, SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

type Inputs = Readonly<Record<string, unknown>>;

const BASE: Inputs = { ...SMALL, replicas: 1, users: { app: {}, bob: { password: "b" } }, jetstream: { size: "2Gi" } };

describe("changes under review", function () {
    this.timeout(900_000);
    asSteps();
    const namespace = uniqueNamespace("changes");
    let stack: Stack;
    const connections: NatsConnection[] = [];
    const connection = async (): Promise<NatsConnection> => {
        const [server] = await serverAddresses(namespace);
        const { app } = (await stack.outputs())["credentials"]?.value as { app: Credentials };
        connections.push(await logIn(server!, { user: "app", pass: app.password }));
        return connections.at(-1)!;
    };
    const write = (inputs: Inputs): void => stack.write(clusterProgram(namespace, inputs));

    before(async () => {
        stack = await Stack.create(clusterProgram(namespace, BASE));
    });
    after(async () => {
        await Promise.all(connections.map((open) => open.close()));
        write(BASE);
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    it("have nothing to compare with at first, and nothing to say while nothing changes", async () => {
        for (const { diagnostics } of [await stack.preview(), await stack.up(), await stack.preview()]) {
            assert.deepEqual(
                diagnostics.filter((message) => !message.startsWith("[Pod ")),
                [],
            );
        }
    });

    const refused: Record<string, { change: Inputs; path: string; says: RegExp }> = {
        "a smaller volume": { change: { jetstream: { size: "1Gi" } }, path: "jetstream.size", says: /from 2Gi to 1Gi/ },
        "another StorageClass": { change: { storageClass: "fast" }, path: "storageClass", says: /volumes can't change theirs/ },
        "JetStream off": { change: { jetstream: { enabled: false } }, path: "jetstream.enabled", says: /volumes are kept/ },
        "a JetStream domain": {
            change: { config: { merge: { jetstream: { domain: "hub" } } } },
            path: "config.merge.jetstream.domain",
            says: /domain/,
        },
        "another name": { change: { name: "other" }, path: "name", says: /empty volumes/ },
        "a cluster of three": { change: { replicas: 3 }, path: "replicas", says: /standalone server's streams/ },
        "less room for streams": {
            change: { config: { merge: { jetstream: { max_file_store: "1Gi" } } } },
            path: "config.merge.jetstream.max_file_store",
            says: /from 1932735283 bytes to 1Gi, and a running server.s limit can only grow/,
        },
    };
    for (const [what, { change, path, says }] of Object.entries(refused)) {
        it(`are refused at preview and by an update without one, with the path and the way out: ${what}`, async () => {
            const before = await podIdentities(namespace);
            write({ ...BASE, ...change });
            for (const text of [await stack.cli("preview"), await stack.cli("up", "--yes", "--skip-preview")]) {
                assert.match(text, new RegExp(`property ${path}`.replaceAll(".", "\\.")));
                assert.match(text, says);
                assert.match(text, /acceptChanges|make another cluster beside this one/);
            }
            assert.deepEqual(await podIdentities(namespace), before);
        });
    }

    it("are nothing when what was refused is taken back", async () => {
        write(BASE);
        assert.deepEqual((await stack.preview()).steps, {});
    });

    const made: Record<string, { change: Inputs; says: RegExp | undefined; restarts: boolean }> = {
        "another user": { change: { users: { app: {}, bob: { password: "b" }, eve: {} } }, says: undefined, restarts: false },
        "another password": {
            change: { users: { app: {}, bob: { password: "other" }, eve: {} } },
            says: /connections of bob are cut/,
            restarts: false,
        },
        "a larger payload, and debug": {
            change: { users: { app: {}, bob: { password: "other" } }, config: { merge: { max_payload: "2MB", debug: true } } },
            says: /connections of eve are cut/,
            restarts: false,
        },
        "another max_pending": {
            change: { config: { merge: { max_pending: "32MB" } } },
            says: /the server restarts.*config\.merge\.max_pending/,
            restarts: true,
        },
        "more memory": {
            change: { resources: { ...SMALL.resources, memory: "160Mi" } },
            says: /the server restarts.*resources\.memory/,
            restarts: true,
        },
        "anonymous clients": { change: { allowAnonymous: true }, says: /the server restarts.*allowAnonymous/, restarts: true },
        "values of the chart": {
            change: { values: { container: { env: { TEST: "1" } } } },
            says: /the server restarts.*values\.container/,
            restarts: true,
        },
    };
    for (const [what, { change, says, restarts }] of Object.entries(made)) {
        it(`${restarts ? "say that they restart the servers, and do" : "restart nothing, and work"}: ${what}`, async () => {
            write({ ...BASE, ...change });
            const before = await podIdentities(namespace);
            const { diagnostics } = await stack.preview();
            const said = diagnostics.filter((message) => /the server restarts|are cut/.test(message));
            assert.ok(says === undefined ? said.length === 0 : said.some((message) => says.test(message)), diagnostics.join("\n"));
            assert.equal(
                said.some((message) => message.includes("the server restarts")),
                restarts,
            );
            await stack.up();
            const after = await podIdentities(namespace);
            assert.equal(JSON.stringify(after) !== JSON.stringify(before), restarts, `${before.join()} → ${after.join()}`);
            const [server] = await serverAddresses(namespace);
            const { app } = (await stack.outputs())["credentials"]?.value as { app: Credentials };
            const works = await eventually(
                () => canLogIn(server!, { user: "app", pass: app.password }),
                (result) => result === true,
                60,
            );
            assert.equal(works, true);
        });
    }

    it("are made when they are accepted, with a warning: JetStream off, and on again with its streams", async () => {
        await publish(await connection(), "kept", "from before", 1);
        write({ ...BASE, jetstream: { enabled: false }, acceptChanges: ["jetstream.enabled"] });
        const { diagnostics } = await stack.up();
        assert.ok(diagnostics.some((message) => message.includes("accepted by acceptChanges: jetstream.enabled")));
        assert.ok(diagnostics.some((message) => message.includes("the server stops and starts again")));
        write(BASE);
        await stack.up();
        assert.equal(await lastMessage(await connection(), "kept"), "from before");
        assert.deepEqual((await stack.preview()).steps, {});
    });
});
