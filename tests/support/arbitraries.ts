// Inputs of all kinds for property tests: as people write them, nearly so, and not at all so.
import fc, { type Arbitrary } from "fast-check";
import { server } from "../../provider/nats/grammar";
import type { Leaf } from "../../provider/values/leaf";
import schema from "../../schema.json";
import { type Inputs, secret, unknown } from "./planning";

/** Planted in secrets: wherever it turns up in the clear, a secret has leaked. */
export const MARKER = "hunter2marker";

const hiddenText: Arbitrary<Leaf> = fc.constantFrom(MARKER, `nats://a:${MARKER}@hub`, `<< ${MARKER} >>`).map(secret);
const oddity = fc.oneof(
    fc.constantFrom<unknown>(null, true, false, 0, -1, 1.5, "", [], {}, "<< x >>", "10Gi", "2s", "a\u0000", "__proto__", 1e21),
    fc.string(),
    fc.jsonValue({ maxDepth: 3 }),
    hiddenText,
    fc.constant(null).map(unknown),
);

/** Mostly what fits, now and then anything. */
function mostly<T>(fitting: Arbitrary<T>): Arbitrary<unknown> {
    return fc.oneof({ arbitrary: fitting, weight: 8 }, { arbitrary: oddity, weight: 1 });
}

const users = fc.dictionary(
    fc.oneof(fc.constantFrom("app", "bob", "a_b", "A.b", "auth", "constructor"), fc.string({ maxLength: 5 })),
    mostly(fc.oneof(fc.constant({}), fc.record({ password: fc.oneof(hiddenText, fc.string(), fc.constant("")) }))),
    { maxKeys: 4 },
);

const natsKey = fc.constantFrom(...server.keys.keys());
const raw = fc.dictionary(
    fc.oneof({ arbitrary: natsKey, weight: 6 }, { arbitrary: fc.string({ maxLength: 8 }), weight: 1 }),
    fc.oneof(
        fc.constantFrom<unknown>("16MB", "2Gi", "2s", true, 5, {}, [], "text"),
        fc.dictionary(fc.oneof(natsKey, fc.constantFrom("domain", "key", "users", "token", "A", "jetstream", "remotes")), oddity, {
            maxKeys: 3,
        }),
        oddity,
    ),
    { maxKeys: 4 },
);

const quantity = fc.oneof(fc.constantFrom("250m", "2", "64Mi", "1Gi", "1.5Gi", "10Gi"), fc.string({ maxLength: 4 }));

const fields: Record<string, Arbitrary<unknown>> = {
    name: mostly(fc.constantFrom("nats", "mq", "n".repeat(52), "My_Name")),
    namespace: mostly(fc.constantFrom("default", "prod")),
    createNamespace: mostly(fc.boolean()),
    replicas: mostly(fc.integer({ min: 0, max: 5 })),
    resourcesPreset: mostly(fc.constantFrom("nano", "2xlarge", "huge")),
    resources: mostly(fc.record({ cpu: quantity, memory: quantity, requests: fc.record({ memory: quantity }) }, { requiredKeys: [] })),
    storageClass: mostly(fc.constantFrom("", "fast")),
    external: mostly(fc.boolean()),
    users: mostly(users),
    allowAnonymous: mostly(fc.boolean()),
    jetstream: mostly(
        fc.record({ enabled: mostly(fc.boolean()), size: mostly(quantity), retainData: mostly(fc.boolean()) }, { requiredKeys: [] }),
    ),
    config: mostly(
        fc.record(
            { merge: mostly(raw), resolver: mostly(fc.constantFrom({}, "MEMORY", { type: "full", dir: "/d" })) },
            { requiredKeys: [] },
        ),
    ),
    service: mostly(
        fc.record(
            {
                type: mostly(fc.constantFrom("LoadBalancer", "NodePort")),
                annotations: mostly(fc.dictionary(fc.string(), fc.string(), { maxKeys: 2 })),
                loadBalancerSourceRanges: mostly(fc.array(fc.constantFrom("10.0.0.0/8", "::/0", "x"), { maxLength: 2 })),
                ports: mostly(fc.record({ nats: mostly(fc.integer({ min: 0, max: 70000 })) })),
            },
            { requiredKeys: [] },
        ),
    ),
    chart: mostly(fc.constantFrom("", "oci://mirror/nats", "/nats.tgz")),
    chartVersion: mostly(fc.constantFrom("2.14.2", "latest")),
    values: mostly(
        fc.dictionary(fc.constantFrom("natsBox", "container", "podTemplate", "config", "patch", "__proto__"), oddity, { maxKeys: 3 }),
    ),
    skipAwait: mostly(fc.boolean()),
    timeoutSeconds: mostly(fc.integer({ min: 0, max: 100_000 })),
};

/** Inputs by their real names, and some by names that don't exist. */
export const anyInputs: Arbitrary<Inputs> = fc
    .tuple(fc.record(fields, { requiredKeys: [] }), fc.dictionary(fc.string(), oddity, { maxKeys: 1 }))
    .map(([known, strange]) => ({ ...strange, ...known }));

/** Inputs that can mostly work, with secrets where secrets belong. */
export const likelyInputs: Arbitrary<Inputs> = fc.record(
    {
        replicas: fc.integer({ min: 1, max: 5 }),
        users: fc.dictionary(
            fc.constantFrom("app", "bob", "a_b", "A.b", "auth"),
            fc.record({ password: hiddenText }, { requiredKeys: [] }),
            {
                minKeys: 1,
                maxKeys: 4,
            },
        ),
        external: fc.boolean(),
        jetstream: fc.record({ enabled: fc.boolean(), size: fc.constantFrom("1Gi", "10Gi") }, { requiredKeys: [] }),
        config: fc.record({ merge: fc.dictionary(natsKey, fc.oneof(hiddenText, fc.constantFrom(true, 5, "2s", "x")), { maxKeys: 3 }) }),
        values: fc.constantFrom({}, { natsBox: { enabled: true } }, { container: { patch: [{ op: "add", path: "/x", value: 1 }] } }),
    },
    { requiredKeys: ["users"] },
);

export const inputNames: readonly string[] = Object.keys(schema.resources["nats:index:Cluster"].inputProperties);
