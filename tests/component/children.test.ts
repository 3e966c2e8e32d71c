import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { construct } from "../support/mocked";
import { listing } from "../support/registered";
import { Secret, withSecrets } from "../support/wire";

/** The ten-line spec of the README. */
const QUICKSTART: pulumi.Inputs = { replicas: 3, resourcesPreset: "nano", users: { app: {} }, jetstream: { enabled: true, size: "1Gi" } };

async function childrenOf(inputs: pulumi.Inputs): Promise<string[]> {
    return listing((await construct(inputs)).resources);
}

/** What a spec makes more, and fewer, than the quickstart. */
async function difference(inputs: pulumi.Inputs): Promise<{ more: string[]; fewer: string[] }> {
    quickstart ??= childrenOf(QUICKSTART);
    const [usual, all] = [await quickstart, await childrenOf(inputs)];
    return { more: all.filter((child) => !usual.includes(child)), fewer: usual.filter((child) => !all.includes(child)) };
}
let quickstart: Promise<string[]> | undefined;

const SERVERS = [
    "PersistentVolumeClaimPatch nats-volume-0",
    "PersistentVolumeClaimPatch nats-volume-1",
    "PersistentVolumeClaimPatch nats-volume-2",
];

describe("the resources of a cluster", () => {
    it("of the quickstart are a release, what it needs before and what waits for it, and nothing more", async () => {
        assert.deepEqual(await childrenOf(QUICKSTART), [
            "Cluster nats",
            "NetworkPolicy nats-network-policy",
            "Owner nats-owner",
            "PersistentVolumeClaimPatch nats-facts",
            ...SERVERS,
            "RandomPassword nats-password-app",
            "RandomPassword nats-routes",
            "Release nats",
            "Revision nats-revision",
            "Secret nats-auth",
            "Secret nats-credentials",
            "Secret nats-user-app",
            "SecretPatch nats-auth-data",
            "SecretPatch nats-credentials-data",
            "SecretPatch nats-user-app-data",
            "StatefulSetPatch nats-ready",
        ]);
    });

    it("of a lone server are without routes to log in to", async () => {
        assert.deepEqual(await difference({ ...QUICKSTART, replicas: 1 }), {
            more: [],
            fewer: [...SERVERS.slice(1), "RandomPassword nats-routes"],
        });
    });

    it("without JetStream are without volumes", async () => {
        assert.deepEqual(await difference({ ...QUICKSTART, jetstream: { enabled: false } }), {
            more: ["StatefulSetPatch nats-facts"],
            fewer: ["PersistentVolumeClaimPatch nats-facts", ...SERVERS],
        });
    });

    it("close the servers' ports by a network policy", async () => {
        const { resources } = await construct(QUICKSTART);
        const { podSelector, ingress } = resources.find(({ name }) => name === "nats-network-policy")!.inputs["spec"] as {
            podSelector: { matchLabels: Record<string, string> };
            ingress: { ports: { port: number }[] }[];
        };
        assert.equal(podSelector.matchLabels["app.kubernetes.io/instance"], "nats");
        assert.deepEqual(
            ingress.flatMap(({ ports }) => ports.map(({ port }) => port)),
            [4222, 6222],
        );
    });

    it("have Secrets of one type from the start, for Kubernetes lets nobody change it", async () => {
        const { resources } = await construct(QUICKSTART);
        const typeOf = (name: string): unknown => resources.find((resource) => resource.name === name)?.inputs["type"];
        for (const [name, type] of [
            ["nats-auth", "Opaque"],
            ["nats-credentials", "Opaque"],
            ["nats-user-app", "servicebinding.io/nats"],
        ] as const) {
            assert.deepEqual([typeOf(name), typeOf(`${name}-data`)], [type, type]);
        }
    });

    it("have no network policy when there is to be none", async () => {
        assert.deepEqual(await difference({ ...QUICKSTART, networkPolicy: { enabled: false } }), {
            more: [],
            fewer: ["NetworkPolicy nats-network-policy"],
        });
    });

    it("have the namespace among them when it is to be created", async () => {
        assert.deepEqual(await difference({ ...QUICKSTART, createNamespace: true }), {
            more: ["NamespacePatch nats-namespace"],
            fewer: [],
        });
        const { resources } = await construct({ ...QUICKSTART, createNamespace: true, namespace: "prod" });
        assert.deepEqual(resources.find(({ name }) => name === "nats-namespace")?.inputs["metadata"], { name: "prod" });
    });

    for (const type of ["LoadBalancer", "NodePort"]) {
        it(`have a Service of type ${type} for clients outside`, async () => {
            const inputs = { ...QUICKSTART, external: true, service: { type } };
            assert.deepEqual(await difference(inputs), { more: ["Service nats-external"], fewer: [] });
            const service = (await construct(inputs)).resources.find((resource) => resource.type === "kubernetes:core/v1:Service");
            assert.equal((service?.inputs["spec"] as { type: string }).type, type);
        });
    }

    it("are not waited for with skipAwait", async () => {
        assert.deepEqual(await difference({ ...QUICKSTART, skipAwait: true }), {
            more: [],
            fewer: ["StatefulSetPatch nats-ready"],
        });
        const { resources } = await construct({ ...QUICKSTART, skipAwait: true, external: true });
        const service = resources.find(({ name }) => name === "nats-external");
        const { annotations } = service?.inputs["metadata"] as { annotations: Record<string, string> };
        assert.equal(annotations["pulumi.com/skipAwait"], "true");
    });

    it("without users have a password that nobody needs, for clients without credentials", async () => {
        assert.deepEqual(await difference({ ...QUICKSTART, users: {} }), {
            more: ["RandomPassword nats-password-$anonymous"],
            fewer: ["RandomPassword nats-password-app", "Secret nats-user-app", "SecretPatch nats-user-app-data"],
        });
    });

    it("have no password generated for a user who has one", async () => {
        const inputs = { ...QUICKSTART, users: { app: {}, bob: { password: pulumi.secret("b") } } };
        assert.deepEqual(await difference(inputs), {
            more: ["Secret nats-user-bob", "SecretPatch nats-user-bob-data"],
            fewer: [],
        });
    });

    it("are named after the component, and Kubernetes's objects after `name`", async () => {
        const { resources } = await construct({ ...QUICKSTART, name: "mq", namespace: "prod" }, { name: "orders" });
        for (const { name, type, inputs } of resources) {
            assert.match(name, /^orders/);
            if (type.startsWith("kubernetes:") && !type.endsWith(":Release")) {
                const metadata = inputs["metadata"] as { name: string; namespace: string };
                assert.match(metadata.name, /^mq/);
                assert.equal(metadata.namespace, "prod");
            }
        }
        const release = resources.find(({ type }) => type.endsWith(":Release"));
        assert.deepEqual([release?.inputs["name"], release?.inputs["namespace"]], ["mq", "prod"]);
    });
});

describe("the Helm release", () => {
    const releaseOf = async (inputs: pulumi.Inputs): Promise<Readonly<Record<string, unknown>>> => {
        const { resources } = await construct(inputs);
        return resources.find(({ type }) => type === "kubernetes:helm.sh/v3:Release")!.inputs;
    };

    it("is of the pinned chart, keeps few revisions and doesn't wait itself", async () => {
        const { chart, version, maxHistory, skipAwait, atomic } = await releaseOf(QUICKSTART);
        assert.match(chart as string, /nats-2\.14\.2\.tgz$/);
        assert.deepEqual([version, maxHistory, skipAwait, atomic], ["2.14.2", 5, true, undefined]);
    });

    it("logs in to where the chart is apart from saying where that is", async () => {
        const { chart, repositoryOpts } = await releaseOf({ ...QUICKSTART, chart: "https://bob:50%25%40hunter2@mirror/nats.tgz" });
        assert.equal(chart, "https://mirror/nats.tgz");
        assert.deepEqual(repositoryOpts, { username: new Secret("bob"), password: new Secret("50%@hunter2") });
        const plain = await releaseOf({ ...QUICKSTART, chart: "https://bob:50%@mirror/nats.tgz" });
        assert.deepEqual(withSecrets(plain["repositoryOpts"]), { username: "bob", password: "50%" });
        assert.ok(!("repositoryOpts" in (await releaseOf(QUICKSTART))));
    });

    it("asks for no version of a chart that is a file", async () => {
        assert.ok(!("version" in (await releaseOf({ ...QUICKSTART, chart: "/charts/nats.tgz" }))));
    });
});

describe("inputs that can't work", () => {
    it("are refused before anything is made", async () => {
        await assert.rejects(construct({ replicas: 0, users: { app: { password: pulumi.secret("hunter2\u0000") } } }), (error: Error) => {
            const { errors } = error as Error & { errors: { propertyPath: string; reason: string }[] };
            // The space keeps the engine from finding the property, and printing its value beside the reason.
            assert.deepEqual(
                errors.map(({ propertyPath }) => propertyPath),
                ["replicas ", "users.app.password "],
            );
            assert.equal(error.message, "2 inputs can't work");
            assert.doesNotMatch(JSON.stringify(errors), /hunter2/);
            return true;
        });
    });

    it("are refused when they are no data", async () => {
        const asset = new pulumi.asset.StringAsset("hunter2");
        await assert.rejects(construct({ config: { merge: { client_advertise: asset } } }), /1 input can't work/);
    });
});
