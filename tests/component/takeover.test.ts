import * as pulumi from "@pulumi/pulumi";
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the module itself, as the SDK calls it; an import is a copy
import sdkLog = require("@pulumi/pulumi/log");
import assert from "node:assert/strict";
import { mock } from "node:test";
import type { OwnerOf } from "../../provider/create/owner";
import { takeover } from "../../provider/create/takeover";
import { FakeApi } from "../support/fakeApi";
import { helmRecord } from "../support/helmRecord";
import { construct, takeHooks, withRuntime } from "../support/mocked";

const OURS = "organization/project/stack/nats";
const ID = "5f0c2a9b";

function ownerOf(path: string, id: string): OwnerOf {
    return { path, id: () => Promise.resolve(id) } as OwnerOf;
}

describe("the release", () => {
    let api: FakeApi;
    let said: string[];

    beforeEach(async () => {
        api = await FakeApi.start(({ method }) => (method === "GET" ? [helmRecord({ global: { pulumi: OURS } })] : []));
        said = [];
        mock.method(sdkLog, "info", (message: string) => Promise.resolve(void said.push(message)));
    });
    afterEach(() => {
        api.stop();
        mock.restoreAll();
    });

    /** What the engine does before it creates the release. */
    function create(
        newInputs: Readonly<Record<string, unknown>>,
        { path = OURS, id = ID, kubeconfig = api.kubeconfig() } = {},
    ): Promise<void> {
        return withRuntime(async () => {
            await pulumi.runtime.setMocks({ call: () => ({}), newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }) });
            takeHooks();
            pulumi.runtime.setConfig("kubernetes:kubeconfig", kubeconfig);
            const component = new pulumi.ComponentResource("test:index:Component", "nats");
            const [hook] = takeover(component, ownerOf(path, id)).hooks?.beforeCreate ?? [];
            await (hook as pulumi.ResourceHook).callback({ urn: "urn", id: "", name: "nats", type: "type", newInputs });
        });
    }
    const deletions = () => api.asked.filter(({ method }) => method === "DELETE").length;

    it("says in Helm's record which component of which stack has installed it", async () => {
        const { resources } = await construct({ values: { global: { labels: { team: "queues" } } } });
        const release = resources.find(({ type }) => type === "kubernetes:helm.sh/v3:Release");
        const { global } = release?.inputs["values"] as { readonly global: object };
        assert.deepEqual(global, { labels: { team: "queues" }, pulumi: OURS });
    });

    it("that an interrupted update has left behind is taken over, and it is said", async () => {
        await create({ name: "nats", namespace: "queues" });
        assert.equal(deletions(), 1);
        assert.match(said.join("\n"), /takes over the release nats, .* has left in queues/);
    });

    it("of another stack is not", async () => {
        await create({ name: "nats", namespace: "queues" }, { path: "organization/project/another/nats" });
        assert.equal(deletions(), 0);
        assert.deepEqual(said, []);
    });

    it("is made all the same by whoever can't look for one", async () => {
        await create({ name: "nats", namespace: "queues" }, { kubeconfig: api.kubeconfig({ token: "another" }) });
        await create({ name: "nats", namespace: "queues" }, { kubeconfig: "no kubeconfig" });
        assert.equal(deletions(), 0);
        assert.deepEqual(said, []);
    });

    it("isn't looked for at preview", async () => {
        await withRuntime(async () => {
            await pulumi.runtime.setMocks({ call: () => ({}), newResource: () => ({ id: "", state: {} }) }, "project", "stack", true);
            assert.deepEqual(takeover(new pulumi.ComponentResource("test:index:Component", "nats"), ownerOf(OURS, ID)), {});
        });
    });
});
