import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { waitingPods } from "../../provider/lookout/waitingPods";
import { FakeApi } from "../support/fakeApi";

const NO_ROOM = "0/3 nodes are available: 3 Insufficient memory.";

function pod(name: string, status: object): object {
    return { metadata: { name, uid: `uid-${name}` }, status };
}

function warning(uid: string, message: string, lastTimestamp: string): object {
    return { metadata: { name: "event", namespace: "queues" }, involvedObject: { kind: "Pod", uid }, message, lastTimestamp };
}

const PODS = [
    pod("nats-0", { conditions: [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message: NO_ROOM }] }),
    pod("nats-1", {
        conditions: [{ type: "PodScheduled", status: "True" }],
        containerStatuses: [{ name: "nats", state: { waiting: { reason: "ErrImagePull", message: "no such image" } } }],
    }),
    pod("nats-2", {
        conditions: [{ type: "Ready", status: "False" }],
        containerStatuses: [{ name: "nats", state: { waiting: { reason: "ContainerCreating" } } }],
    }),
    pod("nats-3", { conditions: [{ type: "Ready", status: "True" }] }),
    pod("nats-4", {}),
];
const EVENTS = [
    warning("uid-nats-2", "an older one", "2026-01-01T00:00:00Z"),
    warning("uid-nats-2", 'secret "nats-tls" not found', "2026-01-01T00:01:00Z"),
    warning("uid-nats-3", "it was unhealthy once", "2026-01-01T00:02:00Z"),
    warning("uid-of-an-earlier-nats-4", "of a pod that is gone", "2026-01-01T00:03:00Z"),
];

describe("the pods that are waited for", () => {
    let api: FakeApi;

    beforeEach(async () => {
        api = await FakeApi.start(({ url }) => (url.pathname.endsWith("/events") ? EVENTS : PODS));
    });
    afterEach(() => {
        api.stop();
    });

    const names = ["nats-0", "nats-1"];

    it("are named, each with what holds it up, but for those that are ready", async () => {
        assert.deepEqual(await waitingPods({ kubeconfig: api.kubeconfig() }, "queues", names), [
            `nats-0: ${NO_ROOM}`,
            "nats-1: ErrImagePull: no such image",
            'nats-2: secret "nats-tls" not found',
            "nats-4: not ready yet",
        ]);
    });

    it("are asked for by their names, in their namespace", async () => {
        await waitingPods({ kubeconfig: api.kubeconfig() }, "queues", names);
        const [pods, events] = api.asked.map(({ url }) => url).sort((one, other) => other.pathname.localeCompare(one.pathname));
        assert.equal(pods?.pathname, "/api/v1/namespaces/queues/pods");
        assert.equal(pods.searchParams.get("labelSelector"), "statefulset.kubernetes.io/pod-name in (nats-0,nats-1)");
        assert.equal(events?.pathname, "/api/v1/namespaces/queues/events");
        assert.equal(events.searchParams.get("fieldSelector"), "type=Warning,involvedObject.kind=Pod");
    });

    it("are those of the context, or of the cluster, that the provider has been told", async () => {
        const elsewhere = api.kubeconfig({ context: "elsewhere" });
        await assert.rejects(waitingPods({ kubeconfig: elsewhere }, "queues", names));
        assert.equal((await waitingPods({ kubeconfig: elsewhere, context: "here" }, "queues", names)).length, 4);
        assert.equal((await waitingPods({ kubeconfig: elsewhere, cluster: "here" }, "queues", names)).length, 4);
    });

    it("are found with a kubeconfig's path, and where kubectl finds them without", async () => {
        const folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
        const path = join(folder, "config");
        writeFileSync(path, api.kubeconfig());
        const before = process.env["KUBECONFIG"];
        process.env["KUBECONFIG"] = path;
        try {
            assert.equal((await waitingPods({ kubeconfig: path }, "queues", names)).length, 4);
            assert.equal((await waitingPods({}, "queues", names)).length, 4);
            assert.equal((await waitingPods({ kubeconfig: "" }, "queues", names)).length, 4);
        } finally {
            if (before === undefined) {
                delete process.env["KUBECONFIG"];
            } else {
                process.env["KUBECONFIG"] = before;
            }
            rmSync(folder, { recursive: true });
        }
    });

    it("are not seen by somebody who may not", async () => {
        await assert.rejects(waitingPods({ kubeconfig: api.kubeconfig({ token: "another" }) }, "queues", names));
    });
});
