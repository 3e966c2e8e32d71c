import type * as pulumi from "@pulumi/pulumi";
import { DependencyResource } from "@pulumi/pulumi/resource";
import assert from "node:assert/strict";
import { differences } from "../support/differences";
import { type Constructed, construct } from "../support/mocked";
import { OPERATOR, preloadFor } from "../support/operator";
import { outputFrom } from "../support/outputs";
import type { Registered } from "../support/registered";

const FULL: pulumi.Inputs = {
    createNamespace: true,
    namespace: "prod",
    replicas: 1,
    external: true,
    users: { app: {} },
    timeoutSeconds: 120,
};

describe("the options of the resources", () => {
    let made: Constructed;
    before(async () => {
        made = await construct(FULL);
    });
    const resource = (name: string): Registered => made.resources.find((candidate) => candidate.name === name)!;
    const ofType = (type: string): Registered[] => made.resources.filter((candidate) => candidate.type.endsWith(`:${type}`));

    it("make every resource a child of the component", () => {
        const [component, ...children] = made.resources;
        assert.deepEqual([component?.type, component?.parent], ["nats:index:Cluster", ""]);
        assert.deepEqual(
            children.filter(({ parent }) => parent !== "nats"),
            [],
        );
    });

    it("ask for no version of this plugin, so that the one that runs is taken, whichever is installed", () => {
        const own = made.resources.filter(({ type, parent }) => type.startsWith("nats:") && parent !== "");
        assert.ok(own.length > 0 && own.every(({ version }) => version === ""));
    });

    it("keep on destroy what holds data or is only patched, and delete everything else", () => {
        const kept = made.resources.filter(({ retainOnDelete }) => retainOnDelete).map(({ name }) => name);
        assert.deepEqual(kept.sort(), [
            "nats-auth-data",
            "nats-credentials-data",
            "nats-facts",
            "nats-namespace",
            "nats-ready",
            "nats-user-app-data",
            "nats-volume-0",
        ]);
    });

    it("never replace a Secret for its data, which the patch fills in place", () => {
        const secrets = ofType("Secret");
        assert.equal(secrets.length, 3);
        for (const { ignoreChanges, inputs } of secrets) {
            assert.deepEqual(ignoreChanges, ["data", "stringData"]);
            assert.ok(!("stringData" in inputs) && !("data" in inputs), "an empty Secret");
        }
    });

    /** The names of the resources that have to be there before one is. */
    function allBefore({ dependencies }: Registered): Set<string> {
        const before = new Set(dependencies);
        for (const next of before) {
            const found = made.resources.find((candidate) => candidate.name === next && candidate.parent !== "");
            found?.dependencies.forEach((dependency) => before.add(dependency));
        }
        return before;
    }

    it("put the owner before everything else, so that everything can say whose it is", () => {
        for (const child of made.resources.filter(({ name }) => !["nats", "nats-owner"].includes(name))) {
            assert.ok(allBefore(child).has("nats-owner"), child.name);
        }
    });

    it("put the facts after everything else, so that they are those of what has succeeded", () => {
        const before = allBefore(resource("nats-revision"));
        const others = made.resources.filter(({ name, parent }) => parent !== "" && name !== "nats-revision");
        // Every password is used by something.
        assert.deepEqual(
            others.filter(({ name, type }) => !before.has(name) && !type.endsWith(":RandomPassword")),
            [],
        );
        assert.ok(allBefore(resource("nats-facts")).has("nats-ready"));
    });

    it("say on every object whose it is, but not on what others may have made, too", () => {
        const unmarked = made.resources.filter(({ type, inputs }) => {
            const { annotations = {} } = (inputs["metadata"] ?? {}) as { annotations?: Record<string, string> };
            return type.startsWith("kubernetes:") && annotations["pulumi-nats/owner"] !== "organization/project/stack/nats nats-owner";
        });
        assert.deepEqual(unmarked.map(({ name }) => name).sort(), [
            "nats",
            "nats-auth-data",
            "nats-credentials-data",
            "nats-facts",
            "nats-namespace",
            "nats-user-app-data",
        ]);
    });

    it("make the release anew when the volumes of the servers come or go, which Kubernetes can't change in place", () => {
        assert.ok(ofType("Release")[0]!.deleteBeforeReplace);
    });

    const full = { type: "full", dir: "/jwt" };
    const operated = (resolver: unknown, inputs: pulumi.Inputs = {}): pulumi.Inputs => ({
        config: { merge: { operator: OPERATOR, ...preloadFor(resolver) }, resolver },
        ...inputs,
    });
    const off = { jetstream: { enabled: false } };
    const volumes: Record<string, readonly [before: pulumi.Inputs, after: pulumi.Inputs]> = {
        "JetStream's come": [off, {}],
        "JetStream's go": [{}, off],
        "a resolver's come, with users before": [{ users: { app: {} } }, operated(full)],
        "a resolver's come, with a resolver in memory before": [operated("MEMORY"), operated(full)],
        "a resolver's go": [operated(full), { users: { app: {} } }],
        "JetStream's are of another StorageClass": [{}, { storageClass: "fast" }],
        "a resolver's are of another StorageClass": [operated(full, off), operated(full, { ...off, storageClass: "fast" })],
    };
    for (const [what, [before, after]] of Object.entries(volumes)) {
        it(`make the release anew when volumes change: ${what}`, async () => {
            assert.notDeepEqual(await replacing(before, after), []);
            assert.notDeepEqual(await replacing(after, before), []);
        });
    }

    it("change the release in place for everything else", async () => {
        for (const [before, after] of [
            [{}, { replicas: 3, resources: { memory: "1Gi" }, jetstream: { size: "20Gi" } }],
            [operated("MEMORY"), { users: { app: {} } }],
            [operated(full), operated({ ...full, dir: "/jwts", limit: 5 })],
            [off, { ...off, storageClass: "fast" }],
        ] as const) {
            assert.deepEqual(await replacing(before, after), []);
        }
    });

    /** The changes of the release for which it is replaced. */
    async function replacing(...[before, after]: readonly [before: pulumi.Inputs, after: pulumi.Inputs]): Promise<string[]> {
        const [old, now] = (await Promise.all([before, after].map(releaseOf))) as [Registered, Registered];
        return differences(old.inputs, now.inputs).filter((change) =>
            now.replaceOnChanges.some((path) => change === path || change.startsWith(`${path}.`)),
        );
    }

    async function releaseOf(inputs: pulumi.Inputs): Promise<Registered> {
        return (await construct(inputs)).resources.find(({ type }) => type.endsWith(":Release"))!;
    }

    it("put the namespace before everything in it", () => {
        for (const { name, dependencies } of [
            ...ofType("Secret"),
            resource("nats-volume-0"),
            ...ofType("NetworkPolicy"),
            ...ofType("Release"),
        ]) {
            assert.ok(dependencies.includes("nats-namespace"), name);
        }
    });

    it("put users, volumes and the network policy before the servers, the servers before the waiting, and that before the way in from outside", () => {
        const release = ofType("Release")[0]!;
        assert.deepEqual(release.dependencies, ["nats-auth-data", "nats-namespace", "nats-network-policy", "nats-owner", "nats-volume-0"]);
        assert.deepEqual(resource("nats-ready").dependencies, ["nats", "nats-owner"]);
        assert.deepEqual(resource("nats-external").dependencies, ["nats", "nats-owner", "nats-ready"]);
        assert.ok(resource("nats-auth-data").dependencies.includes("nats-auth"));
    });

    it("wait as long as the user says, for the servers and for the load balancer", () => {
        assert.deepEqual(resource("nats-ready").timeouts, { create: "120s", update: "120s" });
        assert.deepEqual(resource("nats-external").timeouts, { create: "120s", update: "120s" });
    });

    it("take over what somebody else has come to own, and wait for no claim, which is bound only with its server", () => {
        for (const patch of [...ofType("SecretPatch"), ...ofType("StatefulSetPatch"), ...ofType("PersistentVolumeClaimPatch")]) {
            const { annotations } = patch.inputs["metadata"] as { annotations: Record<string, string> };
            assert.equal(annotations["pulumi.com/patchForce"], "true", patch.name);
            assert.equal(annotations["pulumi.com/skipAwait"], patch.type.endsWith("ClaimPatch") ? "true" : undefined, patch.name);
        }
    });

    it("change the StatefulSet with every revision of the release, so that every update waits", () => {
        const { annotations } = resource("nats-ready").inputs["metadata"] as { annotations: Record<string, string> };
        assert.equal(annotations["pulumi-nats/revision"], "4");
    });

    it("ask for volumes of the size, access and class that the user said", async () => {
        const { resources } = await construct({ replicas: 1, storageClass: "fast", jetstream: { size: "2Gi" } });
        const claim = resources.find(({ name }) => name === "nats-volume-0")!;
        assert.deepEqual(claim.inputs["spec"], {
            accessModes: ["ReadWriteOnce"],
            resources: { requests: { storage: "2Gi" } },
            storageClassName: "fast",
        });
        assert.ok(!("storageClassName" in (resource("nats-volume-0").inputs["spec"] as object)));
    });
});

describe("the options of the component", () => {
    it("come from the program: its protection, which the children share, and what it depends on", async () => {
        const before = new DependencyResource("urn:pulumi:stack::project::pkg:index:Thing::before");
        const { resources } = await construct({ replicas: 1 }, { options: { dependsOn: [before], protect: true } });
        const [component, ...children] = resources;
        assert.ok(component?.protect);
        assert.deepEqual(component.dependencies, ["before"]);
        assert.ok(children.every(({ protect }) => protect));
    });

    it("make it depend on the resources that its inputs come from", async () => {
        const namespace = outputFrom(["urn:pulumi:stack::project::pkg:index:Thing::made-it"], "prod");
        const users = { app: { password: outputFrom(["urn:pulumi:stack::project::pkg:index:Thing::knows-it"], "p", true) } };
        const [component] = (await construct({ replicas: 1, namespace, users })).resources;
        assert.deepEqual(component?.dependencies, ["knows-it", "made-it"]);
    });
});
