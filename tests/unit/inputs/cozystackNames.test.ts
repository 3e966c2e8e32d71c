import assert from "node:assert/strict";
import { seriesPreset } from "../../../provider/inputs/cozystackNames";
import { problemsOf } from "../../support/planning";

describe("what Cozystack's specs say otherwise", () => {
    it("is refused with what does the same here", () => {
        const told = new Map(
            problemsOf({
                replicas: 3,
                resourcesPreset: "t1.nano",
                tls: { enabled: true },
                schedulingClass: "fast-zone",
                users: { app: {} },
            }).map(({ path, reason }) => [path, reason] as const),
        );
        assert.deepEqual([...told.keys()].sort(), ["resourcesPreset", "schedulingClass", "tls"]);
        assert.match(told.get("resourcesPreset")!, /got "t1\.nano"; for these sizes set resources: \{cpu: 250m, memory: 128Mi\}/);
        assert.match(told.get("tls")!, /use values\.config\.nats\.tls/);
        assert.match(told.get("schedulingClass")!, /use values\.podTemplate\.merge\.spec/);
    });

    it("has sizes by series: CPUs, and the memory for each", () => {
        assert.deepEqual(seriesPreset("u1.medium"), { cpu: "2", memory: "8Gi" });
        assert.deepEqual(seriesPreset("c1.micro"), { cpu: "500m", memory: "512Mi" });
        assert.deepEqual(seriesPreset("m1.4xlarge"), { cpu: "32", memory: "256Gi" });
        for (const other of ["nano", "t1", "t1.", "t1.nano.x", "z1.nano", "t1.tiny"]) {
            assert.equal(seriesPreset(other), undefined, other);
        }
    });
});
