import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { type Constructed, construct } from "../support/mocked";
import { ADDRESS, generated } from "../support/outcomes";
import { Secret, withSecrets, withoutSecrets } from "../support/wire";

const PASSWORD = "hunter2/π";
const GENERATED = generated("nats-password-app");
const INPUTS: pulumi.Inputs = {
    replicas: 2,
    external: true,
    users: { app: {}, bob: { password: pulumi.secret(PASSWORD) }, eve: { password: "plain-eve" } },
    config: { merge: { jetstream: { key: "plain-key", domain: "hub" }, server_tags: [pulumi.secret("tag-hush")], debug: true } },
};
/** Everything in INPUTS that nobody may see, and what is generated. */
const HIDDEN = [PASSWORD, encodeURIComponent(PASSWORD), "plain-eve", "plain-key", "tag-hush", GENERATED, generated("nats-routes")];

describe("secrets", () => {
    let made: Constructed;
    before(async () => {
        made = await construct(INPUTS);
    });
    const dataOf = (name: string): unknown => made.resources.find((resource) => resource.name === name)?.inputs["data"];

    it("reach Pulumi marked as secrets, all of them and in every resource", () => {
        const visible = JSON.stringify(withoutSecrets(made.resources.map(({ inputs }) => inputs)));
        for (const text of HIDDEN) {
            assert.ok(!visible.includes(text), text);
        }
    });

    it("are in no other resource than the patches that fill the Secrets", () => {
        for (const { type, name, inputs } of made.resources) {
            const held = HIDDEN.filter((text) => JSON.stringify(withSecrets(inputs)).includes(text));
            assert.ok(held.length === 0 || type === "kubernetes:core/v1:SecretPatch", `${name} holds ${held.join()}`);
        }
    });

    it("reach the servers: users, routes and raw configuration", () => {
        const data = dataOf("nats-auth-data");
        assert.ok(data instanceof Secret);
        const files = withSecrets(data) as Record<string, string>;
        assert.deepEqual(Object.keys(files), ["auth.conf", "cluster.conf", "merge-jetstream.conf", "merge.conf"]);
        const { accounts } = JSON.parse(files["auth.conf"]!) as { accounts: { APP: { users: unknown } } };
        assert.deepEqual(accounts.APP.users, [
            { user: "app", password: GENERATED },
            { user: "bob", password: PASSWORD },
            { user: "eve", password: "plain-eve" },
        ]);
        assert.deepEqual(JSON.parse(files["merge-jetstream.conf"]!), { key: "plain-key" });
        assert.deepEqual(JSON.parse(files["merge.conf"]!), { server_tags: ["tag-hush"] });
        assert.ok(files["cluster.conf"]!.includes(generated("nats-routes")));
    });

    it("reach applications: one Secret with all passwords, and one for each user", () => {
        assert.deepEqual(withSecrets(dataOf("nats-credentials-data")), { app: GENERATED, bob: PASSWORD, eve: "plain-eve" });
        const bob = withSecrets(dataOf("nats-user-bob-data")) as Record<string, string>;
        assert.equal(bob["password"], PASSWORD);
        assert.equal(bob["external-uri"], `nats://bob:${encodeURIComponent(PASSWORD)}@${ADDRESS}:4222`);
    });

    it("leave the values of the chart readable, for the preview has to show them: only the mark of a restart is made of one", () => {
        const { values } = made.resources.find(({ type }) => type.endsWith(":Release"))!.inputs;
        const { podTemplate, ...others } = values as { podTemplate: { merge: { metadata: unknown } } };
        assert.deepEqual(withoutSecrets(others), withSecrets(others));
        assert.deepEqual(withoutSecrets(podTemplate.merge.metadata), { annotations: { "pulumi-nats/restart": "[secret]" } });
    });

    it("are generated long, and without characters that break somewhere", () => {
        const { inputs } = made.resources.find(({ name }) => name === "nats-password-app")!;
        assert.deepEqual(inputs, { length: 32, special: false });
    });

    it("stay secret when the whole map of users is one", async () => {
        const { resources } = await construct({ users: pulumi.secret({ app: {}, bob: { password: PASSWORD } }) });
        assert.ok(!JSON.stringify(withoutSecrets(resources.map(({ inputs }) => inputs))).includes("hunter2"));
    });
});

describe("the outputs", () => {
    let made: Constructed;
    before(async () => {
        made = await construct(INPUTS);
    });

    it("hold the credentials in one secret, with every user in it", () => {
        const { value, secret } = made.outputs["credentials"]!;
        assert.equal(secret, true);
        assert.deepEqual((value as Record<string, unknown>)["bob"], {
            username: "bob",
            password: PASSWORD,
            url: `nats://bob:${encodeURIComponent(PASSWORD)}@nats.default.svc:4222`,
            externalUrl: `nats://bob:${encodeURIComponent(PASSWORD)}@${ADDRESS}:4222`,
            account: "APP",
            secretName: "nats-user-bob",
        });
        assert.deepEqual(Object.keys(value as object), ["app", "bob", "eve"]);
    });

    it("are no secret otherwise, and all of them are known", () => {
        const { credentials: _credentials, ...others } = made.outputs;
        assert.deepEqual(
            Object.entries(others).filter(([, { secret, known }]) => secret || !known),
            [],
        );
        assert.equal(others["externalUrl"]?.value, `nats://${ADDRESS}:4222`);
        assert.equal(others["clientUrl"]?.value, "nats://nats.default.svc:4222");
        assert.equal(others["replicas"]?.value, 2);
        assert.deepEqual([others["chartVersion"]?.value, others["serverVersion"]?.value], ["2.14.2", "2.14.2"]);
    });

    it("are asked for in no patch that would have none: Kubernetes keeps no empty data, and each preview would show it", async () => {
        const { resources } = await construct({ users: {} });
        const patches = resources.filter(({ type }) => type === "kubernetes:core/v1:SecretPatch");
        assert.deepEqual(
            patches.filter(({ inputs }) => !("data" in inputs)).map(({ name }) => name),
            ["nats-credentials-data"],
        );
    });

    it("are an empty map of credentials without users, still secret", async () => {
        const { credentials, externalUrl } = (await construct({ users: {} })).outputs;
        assert.deepEqual(credentials, { value: {}, known: true, secret: true });
        assert.equal(externalUrl, undefined);
    });

    it("take the versions of another chart from the release", async () => {
        const { chartVersion, serverVersion } = (await construct({ chart: "/charts/nats.tgz", users: { app: {} } })).outputs;
        assert.equal(chartVersion?.value, "2.14.9");
        assert.equal(serverVersion?.value, "2.14.8");
    });

    it("come with the plan's warnings, each once", async () => {
        const { warnings } = await construct({ replicas: 2, users: {} });
        assert.equal(warnings.length, 2);
        assert.match(warnings.join("\n"), /users is empty/);
        assert.match(warnings.join("\n"), /replicas is 2/);
    });
});
