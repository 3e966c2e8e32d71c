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

const FORBIDDEN =
    'create Pod nats-0 in StatefulSet nats failed error: pods "nats-0" is forbidden: violates PodSecurity "restricted:latest"';

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
    let pods: readonly object[];
    let setEvents: readonly object[];

    beforeEach(async () => {
        [pods, setEvents] = [PODS, []];
        api = await FakeApi.start(({ url }) => {
            const kind = /involvedObject.kind=(\w+)/.exec(url.searchParams.get("fieldSelector") ?? "")?.[1];
            return kind === undefined ? pods : kind === "Pod" ? EVENTS : setEvents;
        });
    });
    afterEach(() => {
        api.stop();
    });

    const names = ["nats-0", "nats-1"];

    it("are named, each with what holds it up, but for those that are ready", async () => {
        assert.deepEqual(await waitingPods({ kubeconfig: api.kubeconfig() }, "queues", "nats", names), [
            { what: "nats-0", cause: NO_ROOM, unscheduled: true },
            { what: "nats-1", cause: "ErrImagePull: no such image", unscheduled: false },
            { what: "nats-2", cause: 'secret "nats-tls" not found', unscheduled: false },
            { what: "nats-4", cause: "not ready yet", unscheduled: false },
        ]);
    });

    it("that may not be made are told in the words of the StatefulSet's newest event", async () => {
        pods = [];
        setEvents = [warning("uid-nats", "an older one", "2026-01-01T00:00:00Z"), warning("uid-nats", FORBIDDEN, "2026-01-01T00:01:00Z")];
        const refused = { what: "StatefulSet nats", cause: FORBIDDEN, unscheduled: false };
        assert.deepEqual(await waitingPods({ kubeconfig: api.kubeconfig() }, "queues", "nats", names), [refused]);
        pods = PODS.slice(3, 4);
        assert.deepEqual(await waitingPods({ kubeconfig: api.kubeconfig() }, "queues", "nats", names), [refused]);
        pods = PODS.slice(3);
        assert.deepEqual(
            (await waitingPods({ kubeconfig: api.kubeconfig() }, "queues", "nats", names)).map(({ what }) => what),
            ["nats-4"],
            "an event of pods that are there by now is no news",
        );
    });

    it("are asked for by their names, in their namespace", async () => {
        await waitingPods({ kubeconfig: api.kubeconfig() }, "queues", "nats", names);
        const urls = api.asked.map(({ url }) => url);
        const selectors = (path: string, key: string) =>
            urls.filter(({ pathname }) => pathname === path).map(({ searchParams }) => searchParams.get(key));
        assert.deepEqual(selectors("/api/v1/namespaces/queues/pods", "labelSelector"), [
            "statefulset.kubernetes.io/pod-name in (nats-0,nats-1)",
        ]);
        assert.deepEqual(selectors("/api/v1/namespaces/queues/events", "fieldSelector").sort(), [
            "type=Warning,involvedObject.kind=Pod",
            "type=Warning,involvedObject.kind=StatefulSet,involvedObject.name=nats",
        ]);
    });

    it("are those of the context, or of the cluster, that the provider has been told", async () => {
        const elsewhere = api.kubeconfig({ context: "elsewhere" });
        await assert.rejects(waitingPods({ kubeconfig: elsewhere }, "queues", "nats", names));
        assert.equal((await waitingPods({ kubeconfig: elsewhere, context: "here" }, "queues", "nats", names)).length, 4);
        assert.equal((await waitingPods({ kubeconfig: elsewhere, cluster: "here" }, "queues", "nats", names)).length, 4);
    });

    it("are found with a kubeconfig's path, and where kubectl finds them without", async () => {
        const folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
        const path = join(folder, "config");
        writeFileSync(path, api.kubeconfig());
        const before = process.env["KUBECONFIG"];
        process.env["KUBECONFIG"] = path;
        try {
            assert.equal((await waitingPods({ kubeconfig: path }, "queues", "nats", names)).length, 4);
            assert.equal((await waitingPods({}, "queues", "nats", names)).length, 4);
            assert.equal((await waitingPods({ kubeconfig: "" }, "queues", "nats", names)).length, 4);
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
        await assert.rejects(waitingPods({ kubeconfig: api.kubeconfig({ token: "another" }) }, "queues", "nats", names));
    });
});
