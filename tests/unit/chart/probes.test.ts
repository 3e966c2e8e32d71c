import assert from "node:assert/strict";
import { type Inputs, planOf, unknown, valueAt } from "../../support/planning";

interface Patch {
    readonly op: string;
    readonly path: string;
    readonly value: Record<string, unknown>;
}

/** What the plan puts in the place of the chart's startup probe, with these values for the server's container. */
function probeOf(container: Inputs, inputs: Inputs = {}): Record<string, unknown> | undefined {
    const values = { container, ...(inputs["values"] as Inputs | undefined) };
    const patches = valueAt(planOf({ replicas: 3, ...inputs, values }), "container", "patch") as readonly Patch[];
    const probes = patches.filter(({ path }) => path === "/startupProbe");
    assert.ok(probes.length <= 1);
    return probes[0]?.value;
}

function isOurs(probe: Record<string, unknown> | undefined): boolean {
    return JSON.stringify(probe ?? {}).includes("js-server-only=true");
}

describe("the startup probe", () => {
    it("is the user's own, by merge or by patch", () => {
        const httpGet = { path: "/healthz?js-server-only=true", port: "monitor" };
        assert.equal(probeOf({ merge: { startupProbe: { httpGet } } }), undefined);
        assert.equal(probeOf({ merge: { startupProbe: null } }), undefined);
        const own = { exec: { command: ["true"] } };
        assert.deepEqual(probeOf({ patch: [{ op: "replace", path: "/startupProbe", value: own }] }), own);
        assert.equal(probeOf({ patch: [{ op: "replace", path: "/startupProbe/failureThreshold", value: 200 }] }), undefined);
    });

    it("is the user's command alone, which can't stand beside the chart's request", () => {
        const probe = probeOf({ merge: { startupProbe: { exec: { command: ["true"] }, periodSeconds: 3 } } });
        assert.deepEqual([probe?.["exec"], probe?.["periodSeconds"], probe?.["failureThreshold"]], [{ command: ["true"] }, 3, 90]);
        assert.deepEqual(probeOf({ merge: { startupProbe: { tcpSocket: { port: 4222 } } } }, { replicas: 1 })?.["tcpSocket"], {
            port: 4222,
        });
    });

    it("is ours with the user's times, where only these are given", () => {
        const probe = probeOf({ merge: { startupProbe: { failureThreshold: 500 } } });
        assert.ok(isOurs(probe));
        assert.deepEqual([probe?.["failureThreshold"], probe?.["periodSeconds"]], [500, 10]);
    });

    const images: Record<string, { image: unknown; ours: boolean }> = {
        "the chart's image": { image: {}, ours: true },
        "another version of Alpine's": { image: { tag: "2.14.2-alpine3.22" }, ours: true },
        "a mirror of Alpine's": { image: { fullImageName: "mirror.example/nats:2.14.2-alpine" }, ours: true },
        "an image without a shell": { image: { tag: "2.14.2" }, ours: false },
        "the same by its full name": { image: { fullImageName: "nats:2.14.2-scratch", tag: "2.14.2-alpine" }, ours: false },
        "an image by its digest": { image: { digest: `sha256:${"0".repeat(64)}` }, ours: false },
        "an image that isn't known yet": { image: { tag: unknown() }, ours: false },
    };
    for (const [what, { image, ours }] of Object.entries(images)) {
        it(`is ${ours ? "ours" : "the chart's, which needs no shell"}, with ${what}`, () => {
            assert.equal(isOurs(probeOf({ image })), ours);
        });
    }

    it("of a lone server needs no shell, and asks the same path with the user's times", () => {
        for (const container of [{ image: { tag: "2.14.2" } }, { merge: { startupProbe: { failureThreshold: 5 } } }]) {
            const patches = valueAt(planOf({ replicas: 1, values: { container } }), "container", "patch") as readonly Patch[];
            assert.deepEqual(
                patches.filter(({ path }) => path.startsWith("/startupProbe")).map(({ path }) => path),
                ["/startupProbe/httpGet/path"],
            );
        }
    });

    it("is the chart's where the monitoring endpoint speaks TLS", () => {
        const config = { monitor: { tls: { enabled: true } }, nats: { tls: { enabled: true, secretName: "tls" } } };
        assert.equal(probeOf({}, { values: { config } }), undefined);
    });
});
