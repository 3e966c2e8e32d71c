// Users that are known by their certificates: they need no password, and nobody comes in without a certificate.
import { connect } from "@nats-io/transport-node";
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Authority, type Pair } from "../support/certificates";
import { serverAddresses } from "../support/client";
import { deleteNamespace, kubectl, uniqueNamespace } from "../support/cluster";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";

describe("users by certificate", function () {
    this.timeout(300_000);
    const namespace = uniqueNamespace("certificates");
    let stack: Stack;
    let authority: Authority;

    const program = (): object =>
        clusterProgram(namespace, {
            ...SMALL,
            replicas: 1,
            jetstream: { enabled: false },
            config: { merge: { authorization: { users: [{ user: "CN=agent,O=site", permissions: { subscribe: "allowed" } }] } } },
            values: {
                tlsCA: { enabled: true, secretName: "authority" },
                config: { nats: { tls: { enabled: true, secretName: "server", merge: { verify_and_map: true } } } },
            },
        });

    before(async () => {
        authority = await Authority.create();
        const server = await authority.sign("CN=nats", ["nats"]);
        stack = await Stack.create(program());
        await kubectl("create", "namespace", namespace);
        await makeSecret("authority", { "ca.crt": authority.certificate });
        await makeSecret("server", { "tls.crt": server.certificate, "tls.key": server.key });
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    async function makeSecret(name: string, files: Readonly<Record<string, string>>): Promise<void> {
        const given = Object.entries(files).map(([file, content]) => {
            writeFileSync(join(stack.folder, file), content);
            return `--from-file=${file}=${join(stack.folder, file)}`;
        });
        await kubectl("create", "secret", "generic", name, "-n", namespace, ...given);
    }

    async function comesIn(pair: Pair | undefined): Promise<true | string> {
        const [server] = await serverAddresses(namespace);
        try {
            // The certificate is of a name, and pods are reached by their addresses.
            const named = { servername: "nats" };
            const tls = { ca: authority.certificate, ...(pair && { cert: pair.certificate, key: pair.key }), ...named };
            const connection = await connect({ servers: server!, reconnect: false, tls });
            await connection.close();
            return true;
        } catch (error) {
            return String(error);
        }
    }

    it("come in with theirs, and others, or nobody with none, don't", async () => {
        await stack.up();
        assert.equal(await comesIn(await authority.sign("CN=agent,O=site")), true);
        assert.match(String(await comesIn(await authority.sign("CN=other,O=site"))), /authorization/i);
        // A connection that is closed while the client still writes ends with another error each time.
        assert.notEqual(await comesIn(await (await Authority.create("Other CA")).sign("CN=agent,O=site")), true);
        assert.notEqual(await comesIn(undefined), true);
        assert.deepEqual((await stack.preview()).steps, {});
    });
});
