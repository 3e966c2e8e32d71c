import assert from "node:assert/strict";
import { gunzipSync } from "node:zlib";
import { canLogIn, serverAddresses } from "../support/client";
import { deleteNamespace, kubectl, kubernetesObjects, uniqueNamespace } from "../support/cluster";
import { SMALL, clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

/** Part of every secret that the program below holds. */
const MARK = "PLANTED";

interface Secret {
    readonly metadata: { readonly name: string };
    readonly data?: Readonly<Record<string, string>>;
}

describe("secrets", function () {
    this.timeout(600_000);
    asSteps();
    const namespace = uniqueNamespace("secrets");
    let stack: Stack;
    const printed: string[] = [];

    const program = (password: string): object =>
        clusterProgram(namespace, {
            ...SMALL,
            replicas: 1,
            users: { app: {}, bob: { password } },
            config: {
                merge: {
                    accounts: { OTHER: { jetstream: "enabled", users: [{ user: "other", password: `${MARK}-other` }] } },
                    jetstream: { key: `${MARK}-key-for-the-disk`, cipher: "aes" },
                    leafnodes: { remotes: [{ url: `nats://leaf:${MARK}-leaf@127.0.0.1:7422`, account: "APP" }] },
                    server_metadata: { token: "${tokenFromConfig}" },
                },
            },
        });

    before(async () => {
        const config = { tokenFromConfig: { type: "string" } };
        stack = await Stack.create({ config, ...program(`${MARK}-bob`) });
        await stack.setSecret("nats-test:tokenFromConfig", `${MARK}-token`);
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    it("work: the server boots with all of them, and lets in who has them", async () => {
        printed.push(await stack.cli("preview", "--diff"), await stack.cli("preview", "--json"));
        printed.push((await stack.up()).text);
        const [server] = await serverAddresses(namespace);
        assert.equal(await canLogIn(server!, { user: "bob", pass: `${MARK}-bob` }), true);
        assert.equal(await canLogIn(server!, { user: "other", pass: `${MARK}-other` }), true);
    });

    it("are in no preview and no output of an update, changes included", async () => {
        stack.write({ config: { tokenFromConfig: { type: "string" } }, ...program(`${MARK}-bob-2`) });
        printed.push(await stack.cli("preview", "--diff"), (await stack.up()).text, await stack.cli("refresh", "--yes", "--diff"));
        for (const text of printed) {
            assert.ok(text.length > 100);
            assert.doesNotMatch(text, new RegExp(MARK));
        }
    });

    it("are only encrypted in the state", async () => {
        const state = await stack.state();
        assert.doesNotMatch(state, new RegExp(MARK));
        assert.match(await stack.cli("stack", "export", "--show-secrets"), new RegExp(`${MARK}-bob-2`), "the search would have found it");
    });

    it("are in no Kubernetes object but Secrets of the component", async () => {
        const kinds = "configmaps,statefulsets,pods,services,persistentvolumeclaims,controllerrevisions.apps,events,poddisruptionbudgets";
        const objects = await kubectl("get", kinds, "-n", namespace, "-o", "yaml");
        assert.match(objects, /nats\.conf/);
        assert.doesNotMatch(objects, new RegExp(MARK));
        const holders = (await kubernetesObjects<Secret>("secrets", namespace))
            .filter(({ data }) => Object.values(data ?? {}).some((value) => Buffer.from(value, "base64").includes(MARK)))
            .map(({ metadata }) => metadata.name);
        assert.deepEqual(holders.sort(), ["nats-auth", "nats-bob", "nats-credentials"]);
    });

    it("are not in Helm's record of the release", async () => {
        const records = (await kubernetesObjects<Secret>("secrets", namespace)).filter(({ metadata }) =>
            metadata.name.startsWith("sh.helm.release"),
        );
        assert.ok(records.length > 0);
        for (const { data } of records) {
            const packed = Buffer.from(Buffer.from(data?.["release"] ?? "", "base64").toString(), "base64");
            const record = gunzipSync(packed).toString();
            assert.match(record, /"fullnameOverride":"nats"/);
            assert.doesNotMatch(record, new RegExp(MARK));
        }
    });

    it("are in no log of a server", async () => {
        const logs = await kubectl("logs", "nats-0", "-n", namespace, "--all-containers");
        assert.match(logs, /Server is ready/);
        assert.doesNotMatch(logs, new RegExp(MARK));
    });
});
