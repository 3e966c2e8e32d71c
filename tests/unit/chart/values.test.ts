import assert from "node:assert/strict";
import { PRESETS } from "../../../provider/inputs/contract";
import { Leaf } from "../../../provider/values/leaf";
import { type Inputs, planOf, unknown, valueAt } from "../../support/planning";
import { reveal } from "../../support/reveal";

interface Patch {
    readonly op: string;
    readonly path: string;
    readonly value: unknown;
}

function patches(inputs: Inputs, ...path: string[]): readonly Patch[] {
    return valueAt(planOf(inputs), ...path, "patch") as Patch[];
}

function probeOf(inputs: Inputs): Patch | undefined {
    return patches(inputs, "container").find(({ path }) => path === "/startupProbe");
}

describe("the chart's values", () => {
    it("make a standalone server of one, as a lone server in a cluster never elects a leader", () => {
        assert.deepEqual(valueAt(planOf({ replicas: 1 }), "config", "cluster"), { enabled: false });
    });

    for (const replicas of [2, 3, 5]) {
        it(`make a cluster of ${replicas}`, () => {
            const cluster = valueAt(planOf({ replicas }), "config", "cluster") as { enabled: boolean; replicas: number };
            assert.deepEqual([cluster.enabled, cluster.replicas], [true, replicas]);
        });
    }

    it("name everything after the cluster, not after the release's chart", () => {
        assert.equal(valueAt(planOf({ name: "mq" }), "fullnameOverride"), "mq");
    });

    it("give each server the CPU and memory that were asked for", () => {
        const inputs = { resources: { cpu: "2", memory: "4Gi", requests: { cpu: "1", memory: "2Gi" } } };
        assert.deepEqual(valueAt(planOf(inputs), "container", "resources"), {
            limits: { cpu: "2", memory: "4Gi" },
            requests: { cpu: "1", memory: "2Gi" },
        });
    });

    describe("tell the Go runtime to stay under 80 % of the memory", () => {
        const limits: Record<string, string> = { "32Mi": "25MiB", "1Gi": "819MiB", "1.5Gi": "1228MiB", "1G": "762MiB", "8Gi": "6553MiB" };
        for (const [memory, limit] of Object.entries(limits)) {
            it(`${memory}: ${limit}`, () => {
                assert.equal(valueAt(planOf({ resources: { memory } }), "container", "env", "GOMEMLIMIT"), limit);
            });
        }

        it("of every preset, in a unit that Go reads", () => {
            for (const [resourcesPreset, { memory }] of Object.entries(PRESETS)) {
                const limit = valueAt(planOf({ resourcesPreset }), "container", "env", "GOMEMLIMIT") as string;
                assert.match(limit, /^[1-9][0-9]*MiB$/);
                const [bytes, unit] = [parseInt(memory), memory.endsWith("Gi") ? 1024 : 1];
                assert.ok(parseInt(limit) < bytes * unit && parseInt(limit) > bytes * unit * 0.75, `${memory} ${limit}`);
            }
        });

        it("also when the memory isn't known before the update", async () => {
            const plan = planOf({ resources: { memory: Leaf.unknown("1Gi", false) } });
            assert.equal(await reveal(valueAt(plan, "container", "env", "GOMEMLIMIT")), "819MiB");
        });
    });

    describe("limit JetStream to 90 % of the volume", () => {
        const stores: Record<string, string> = {
            "10Gi": "9663676416",
            "1.5Gi": "1449551462",
            "20G": "18000000000",
            "1Pi": "1013309916158361",
        };
        for (const [size, bytes] of Object.entries(stores)) {
            it(`${size}: ${bytes} bytes, as a text that Helm doesn't turn into 9.66e+09`, () => {
                assert.equal(valueAt(planOf({ jetstream: { size } }), "config", "jetstream", "fileStore", "maxSize"), bytes);
            });
        }

        it("also when the size isn't known before the update", async () => {
            const plan = planOf({ jetstream: { size: Leaf.unknown("1.5Gi", false) } });
            assert.equal(await reveal(valueAt(plan, "config", "jetstream", "fileStore", "maxSize")), "1449551462");
        });
    });

    it("keep the claim template the same whatever the size, as Kubernetes lets nobody change it", () => {
        const template = (size: string): unknown => valueAt(planOf({ jetstream: { size } }), "config", "jetstream", "fileStore", "pvc");
        assert.deepEqual(template("1Gi"), template("500Gi"));
    });

    it("take the StorageClass, and leave it to Kubernetes when it is empty", () => {
        const pvc = (inputs: Inputs): object => valueAt(planOf(inputs), "config", "jetstream", "fileStore", "pvc") as object;
        assert.equal((pvc({ storageClass: "fast" }) as { storageClassName: string }).storageClassName, "fast");
        assert.ok(!("storageClassName" in pvc({ storageClass: "" })));
    });

    it("have no volume without JetStream", () => {
        assert.deepEqual(valueAt(planOf({ jetstream: { enabled: false } }), "config", "jetstream"), { enabled: false });
    });

    it("delete the volumes with the cluster only when they are to be thrown away", () => {
        const policy = (inputs: Inputs): unknown =>
            valueAt(planOf(inputs), "statefulSet", "merge", "spec", "persistentVolumeClaimRetentionPolicy");
        assert.equal(policy({}), undefined);
        assert.deepEqual(policy({ jetstream: { retainData: false } }), { whenDeleted: "Delete", whenScaled: "Retain" });
    });

    it("mount the Secret with the users where nats.conf includes it from", () => {
        const plan = planOf({ name: "mq" });
        const volume = patches({ name: "mq" }, "podTemplate").find(({ path }) => path === "/spec/volumes/-")!.value;
        const mount = patches({ name: "mq" }, "container").find(({ path }) => path === "/volumeMounts/-")!.value;
        assert.deepEqual(volume, { name: (mount as { name: string }).name, secret: { secretName: plan.authSecret.name } });
        const include = valueAt(plan, "config", "merge", "00$include") as string;
        // The chart mounts nats.conf in /etc/nats-config, and NATS looks from there.
        assert.equal(
            new URL(include, "file:///etc/nats-config/nats.conf").pathname,
            `${(mount as { mountPath: string }).mountPath}/auth.conf`,
        );
    });

    it("let servers that all broke together be repaired, where they wait for each other: in a cluster with JetStream", () => {
        const probe = probeOf({ replicas: 3 });
        assert.equal(probe?.op, "replace");
        assert.match(JSON.stringify(probe.value), /js-server-only=true/);
        assert.ok(probeOf({ replicas: 2 }) !== undefined);
        assert.equal(probeOf({ replicas: 1 }), undefined);
        assert.equal(probeOf({ replicas: 3, jetstream: { enabled: false } }), undefined);
    });

    it("let a lone server start whatever is in its store: what it can't read then it never will", () => {
        const pathOf = (inputs: Inputs): unknown =>
            patches(inputs, "container").find(({ path }) => path === "/startupProbe/httpGet/path")?.value;
        assert.equal(pathOf({ replicas: 1 }), "/healthz?js-enabled-only=true");
        assert.equal(pathOf({ replicas: 3 }), undefined);
        assert.equal(pathOf({ replicas: 1, jetstream: { enabled: false } }), undefined);
    });

    it("meet the restricted pod security profile", () => {
        const plan = planOf({});
        const pod = valueAt(plan, "podTemplate", "merge", "spec") as Record<string, unknown>;
        assert.equal(pod["automountServiceAccountToken"], false);
        assert.equal((pod["securityContext"] as { runAsNonRoot: boolean }).runAsNonRoot, true);
        for (const container of ["container", "reloader"]) {
            assert.deepEqual(valueAt(plan, container, "merge", "securityContext"), {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ["ALL"] },
            });
        }
    });

    it("make what a server says before it dies known to those who wait for it", () => {
        const plan = planOf({});
        for (const container of ["container", "reloader"]) {
            assert.equal(valueAt(plan, container, "merge", "terminationMessagePolicy"), "FallbackToLogsOnError");
        }
    });

    it("spread the servers over nodes and zones, without leaving one unscheduled for it", () => {
        const spread = valueAt(planOf({}), "podTemplate", "topologySpreadConstraints") as Record<string, { whenUnsatisfiable: string }>;
        assert.deepEqual(Object.keys(spread).sort(), ["kubernetes.io/hostname", "topology.kubernetes.io/zone"]);
        assert.ok(Object.values(spread).every(({ whenUnsatisfiable }) => whenUnsatisfiable === "ScheduleAnyway"));
    });

    it("leave a server as much time to leave its clients as its lame duck mode takes", () => {
        const grace = (duration?: string): unknown => {
            const merge = duration === undefined ? {} : { lame_duck_duration: duration };
            return valueAt(planOf({ config: { merge } }), "podTemplate", "merge", "spec", "terminationGracePeriodSeconds");
        };
        assert.equal(grace("2m"), 150);
        assert.equal(grace("30500ms"), 61);
        assert.equal(grace(), undefined);
    });

    it("have no nats-box: it holds no credentials, so it would be of no use", () => {
        assert.deepEqual(valueAt(planOf({}), "natsBox"), { enabled: false });
    });
});

describe("the user's own chart values", () => {
    it("are merged last: maps are merged, lists and texts replaced", () => {
        const values = {
            natsBox: { enabled: true },
            reloader: { env: { A: "b" } },
            container: { env: { GOMEMLIMIT: "1GiB" }, ports: { nats: { hostPort: 4222 } } },
            podTemplate: { merge: { spec: { priorityClassName: "high" } } },
        };
        const plan = planOf({ values });
        assert.equal(valueAt(plan, "natsBox", "enabled"), true);
        assert.deepEqual(valueAt(plan, "reloader", "env"), { A: "b" });
        assert.ok(valueAt(plan, "reloader", "merge", "securityContext") !== undefined);
        assert.deepEqual(valueAt(plan, "container", "env"), { GOMEMLIMIT: "1GiB" });
        assert.deepEqual(valueAt(plan, "container", "ports"), { nats: { hostPort: 4222 } });
        const pod = valueAt(plan, "podTemplate", "merge", "spec") as Record<string, unknown>;
        assert.equal(pod["priorityClassName"], "high");
        assert.equal(pod["automountServiceAccountToken"], false);
    });

    it("add to `patch` lists, which would otherwise unmount the servers' users", () => {
        const own: Patch = { op: "add", path: "/env/-", value: { name: "A", value: "b" } };
        const ours = patches({}, "container");
        assert.deepEqual(patches({ values: { container: { patch: [own] } } }, "container"), [...ours, own]);
        assert.deepEqual(valueAt(planOf({ values: { service: { patch: [own] } } }), "service", "patch"), [own]);
    });

    it("replace what is a map or a list with what they say, null too", () => {
        assert.equal(
            valueAt(planOf({ values: { podTemplate: { topologySpreadConstraints: null } } }), "podTemplate", "topologySpreadConstraints"),
            null,
        );
        const prefixes = ["/etc/", "/mnt/"];
        const reloader = { natsVolumeMountPrefixes: prefixes };
        assert.deepEqual(valueAt(planOf({ values: { reloader } }), "reloader", "natsVolumeMountPrefixes"), prefixes);
    });

    it("may not be known before the update, in whole or in part", () => {
        assert.ok(valueAt(planOf({ values: { natsBox: { enabled: unknown() } } }), "natsBox", "enabled") instanceof Leaf);
        assert.match(planOf({ values: unknown() }).warnings.join(), /values is not known before the update/);
    });

    it("keep a name that JavaScript gives a meaning to", () => {
        const values = JSON.parse('{"podTemplate": {"merge": {"metadata": {"labels": {"__proto__": "a", "constructor": "b"}}}}}') as object;
        const labels = valueAt(planOf({ values }), "podTemplate", "merge", "metadata", "labels") as object;
        assert.deepEqual(Object.entries(labels), [
            ["__proto__", "a"],
            ["constructor", "b"],
        ]);
    });
});
