// A StorageClass that lets no volume grow: what is asked of it fails, and can be taken back.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { asClient, lastMessage, publish } from "../support/client";
import { deleteNamespace, kubectl, podIdentities, uniqueNamespace } from "../support/cluster";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

interface StorageClass {
    readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
    readonly provisioner: string;
    readonly parameters?: Readonly<Record<string, string>>;
}

const LOGIN = { user: "app", pass: "first" };
const IS_DEFAULT = "storageclass.kubernetes.io/is-default-class";

describe("a growth that the StorageClass refuses", function () {
    this.timeout(300_000);
    asSteps();
    const namespace = uniqueNamespace("growth");
    let stack: Stack;
    const program = (size: string): object =>
        clusterProgram(namespace, {
            ...SMALL,
            replicas: 1,
            jetstream: { size },
            storageClass: namespace,
            users: { app: { password: LOGIN.pass } },
        });

    before(async () => {
        stack = await Stack.create(program("1Gi"));
        await copyDefaultClass(namespace, stack.folder);
        await stack.up();
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
        await kubectl("delete", "storageclass", namespace);
        await deleteNamespace(namespace);
    });

    it("fails with Kubernetes' words, and the server goes on", async () => {
        await asClient(namespace, LOGIN, (connection) => publish(connection, "kept", "from before", 1));
        const before = await podIdentities(namespace);
        stack.write(program("2Gi"));
        assert.match(await stack.cli("up", "--yes", "--skip-preview"), /storageclass that provisions the pvc must support resize/i);
        assert.deepEqual(await podIdentities(namespace), before);
    });

    it("can be taken back, and then nothing is left of it", async () => {
        stack.write(program("1Gi"));
        assert.doesNotMatch(await stack.cli("preview"), /property jetstream\.size/);
        await stack.up();
        assert.deepEqual((await stack.preview()).steps, {});
        assert.equal(await asClient(namespace, LOGIN, (connection) => lastMessage(connection, "kept")), "from before");
    });
});

/** JSON is YAML, too. */
async function copyDefaultClass(name: string, folder: string): Promise<void> {
    const { items } = JSON.parse(await kubectl("get", "storageclasses", "-o", "json")) as { readonly items: readonly StorageClass[] };
    const { provisioner, parameters } = items.find(({ metadata }) => metadata.annotations?.[IS_DEFAULT] === "true")!;
    const copy = {
        apiVersion: "storage.k8s.io/v1",
        kind: "StorageClass",
        metadata: { name },
        provisioner,
        parameters,
        allowVolumeExpansion: false,
        volumeBindingMode: "WaitForFirstConsumer",
    };
    const file = join(folder, "class.json");
    writeFileSync(file, JSON.stringify(copy));
    await kubectl("apply", "-f", file);
}
