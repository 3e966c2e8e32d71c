// Whose a cluster is, and what is compared with it, seen in the cluster itself.
import assert from "node:assert/strict";
import { type Named, deleteNamespace, kubectl, kubernetesObjects, namesOf, uniqueNamespace } from "../support/cluster";
import { HEALING } from "../support/interrupted";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

interface Program {
    readonly resources: { readonly nats: object };
}

describe("a cluster that is there", function () {
    this.timeout(300_000);
    asSteps();
    const namespace = uniqueNamespace("ownership");
    let stack: Stack;
    const program = (inputs: object = {}): Program =>
        clusterProgram(namespace, {
            ...SMALL,
            name: "nats",
            replicas: 1,
            jetstream: { size: "1Gi" },
            users: { app: {} },
            ...inputs,
        }) as Program;
    /** The same resource under another name. */
    const renamed = (options: object = {}): object => ({ resources: { other: { ...program().resources.nats, options } } });

    before(async () => {
        stack = await Stack.create(program());
        await stack.up();
    });
    after(async () => {
        stack.write(program());
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    const secrets = async (): Promise<string[]> =>
        (await kubernetesObjects<Named>("secrets", namespace)).map(({ metadata }) => `${metadata.name} ${metadata.uid}`).sort();

    it("is never written over by a stack of the same name in another backend, nor deleted by its `destroy`", async () => {
        const before = await secrets();
        const twin = await Stack.create({ ...HEALING, ...program() });
        try {
            for (const text of [await twin.cli("preview"), await twin.cli("up", "--yes", "--skip-preview")]) {
                assert.match(
                    text,
                    /property name .*is the cluster of another stack that is called organization\/nats-test\/test\/nats, too/,
                );
            }
            await twin.destroy();
        } finally {
            twin.remove();
        }
        assert.deepEqual(await secrets(), before);
    });

    it("is not made anew for a resource that was renamed without an alias; with one it stays", async () => {
        stack.write(renamed());
        assert.match(await stack.cli("preview"), /is the cluster of the resource "nats" of this stack.*aliases: \[\{ name: "nats" \}\]/);
        stack.write(renamed({ aliases: ["urn:pulumi:test::nats-test::nats:index:Cluster::nats"] }));
        assert.deepEqual(Object.keys((await stack.preview()).steps), ["update"]);
        stack.write(program());
    });

    it("is compared with what it is, also by an update without a preview", async () => {
        stack.write(program({ replicas: 3, jetstream: { size: "512Mi" } }));
        for (const text of [await stack.cli("preview"), await stack.cli("up", "--yes", "--skip-preview")]) {
            assert.match(text, /property jetstream.size/);
            assert.match(text, /property replicas/);
        }
        stack.write(program({ name: "mq" }));
        assert.match(await stack.cli("up", "--yes", "--skip-preview"), /property name .*would change from "nats" to "mq"/);
        stack.write(program());
        // The owner remembers under which names the component was tried.
        assert.deepEqual((await stack.preview()).steps, { update: ["nats:index:Owner nats-owner"] });
        await stack.up();
    });

    it("that was scaled by hand is put right by an update that looks", async () => {
        await kubectl("scale", "statefulset", "nats", "-n", namespace, "--replicas", "2");
        await stack.refresh();
        assert.deepEqual((await stack.up()).steps["update"], ["kubernetes:apps/v1:StatefulSetPatch nats-ready"]);
        const sets = await kubernetesObjects<{ readonly spec: { readonly replicas: number } }>("statefulsets", namespace);
        assert.deepEqual(
            sets.map(({ spec }) => spec.replicas),
            [1],
        );
    });

    it("leaves volumes behind that the next life is compared with, and that no other resource takes", async () => {
        await stack.destroy();
        assert.deepEqual(await namesOf("secrets", namespace), []);
        stack.write(program({ replicas: 3, config: { merge: { jetstream: { domain: "hub" } } } }));
        const text = await stack.cli("preview");
        assert.match(text, /property config.merge.jetstream.domain/);
        assert.match(text, /property replicas/);
        stack.write(renamed());
        assert.match(await stack.cli("preview"), /has the volumes that the resource "nats" of this stack has left behind/);
    });
});

describe("a first update that failed", function () {
    this.timeout(300_000);
    let namespace: string;
    beforeEach(() => {
        namespace = uniqueNamespace("corrected");
    });

    /** Makes what fails, and then what is right, in the same place. */
    async function correct(common: object, failing: object, says: RegExp, right: object): Promise<void> {
        const program = (inputs: object): object => clusterProgram(namespace, { ...SMALL, users: { app: {} }, ...common, ...inputs });
        const stack = await Stack.create(program(failing));
        try {
            assert.match(await stack.cli("up", "--yes", "--skip-preview"), says);
            stack.write(program(right));
            await stack.preview();
            await stack.up();
            assert.deepEqual((await stack.preview()).steps, {});
        } finally {
            await stack.destroy();
            stack.remove();
            await deleteNamespace(namespace);
        }
    }

    it("is corrected in what Kubernetes lets nobody change: the StorageClass, the size, the number of servers", () =>
        correct(
            {},
            { replicas: 2, storageClass: "mistyped", jetstream: { size: "1Gi" }, timeoutSeconds: 10 },
            /0 out of 2 replicas|timed out/,
            { replicas: 1, jetstream: { size: "2Gi" } },
        ));

    it("is corrected in the number of servers, where a quota had room for one volume only", async () => {
        await kubectl("create", "namespace", namespace);
        await kubectl("create", "quota", "storage", "--hard=requests.storage=1536Mi", "-n", namespace);
        const common = { jetstream: { size: "1Gi" }, createNamespace: false };
        await correct(common, { replicas: 2, timeoutSeconds: 20 }, /exceeded quota: storage/, { replicas: 1 });
    });
});
