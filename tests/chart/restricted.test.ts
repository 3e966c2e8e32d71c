// Every container that the official chart makes of the component's values may run in a namespace of the restricted profile.
// https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
import assert from "node:assert/strict";
import { type Inputs, planOf } from "../support/planning";
import { reveal } from "../support/reveal";
import { type Values, at, findHelm, officialChart, render } from "./render";

interface PodSpec {
    readonly securityContext?: { readonly runAsNonRoot?: boolean; readonly seccompProfile?: { readonly type: string } };
    readonly containers: readonly { readonly name: string; readonly securityContext?: object }[];
}

describe("the pods of the official chart", function () {
    this.timeout(60_000);
    let official: string;
    before(async function () {
        official = await officialChart(this);
        await findHelm();
    });

    const asked: Record<string, Inputs> = {
        "the servers": {},
        "with the exporter of metrics": { values: { promExporter: { enabled: true, port: 7778 } } },
        "with nats-box": { values: { natsBox: { enabled: true, container: { env: { A: "b" } } } } },
    };
    for (const [what, inputs] of Object.entries(asked)) {
        it(`may run under the restricted profile: ${what}`, async () => {
            const values = (await reveal(planOf({ replicas: 3, users: { app: {} }, ...inputs }).release.values)) as Values;
            const objects = Object.values(render(official, { values }));
            const pods = objects.filter(({ kind }) => ["StatefulSet", "Deployment"].includes(kind));
            assert.equal(pods.length, what.endsWith("nats-box") ? 2 : 1);
            for (const object of pods) {
                const { containers, securityContext } = at(object, "spec", "template", "spec") as PodSpec;
                assert.equal(securityContext?.runAsNonRoot, true);
                assert.equal(securityContext.seccompProfile?.type, "RuntimeDefault");
                assert.ok(containers.length > 0);
                for (const { name, securityContext } of containers) {
                    assert.deepEqual(
                        securityContext,
                        { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } },
                        name,
                    );
                }
            }
        });
    }

    it("give nats-box a place of its own to write to, where it starts", async () => {
        const values = (await reveal(planOf(asked["with nats-box"]!).release.values)) as Values;
        const deployment = Object.values(render(official, { values })).find(({ kind }) => kind === "Deployment");
        const box = at(deployment, "spec", "template", "spec", "containers", 0) as { workingDir: string; volumeMounts: object[] };
        assert.equal(box.workingDir, "/nsc");
        assert.deepEqual(box.volumeMounts.at(-1), { name: "nsc", mountPath: "/nsc" });
    });
});
