// Whole specs: as people write them, and with one thing changed to what nobody should.
import fc, { type Arbitrary } from "fast-check";
import { type Settled, isList, isMap } from "../../provider/values/leaf";
import type { Inputs } from "../support/planning";
import { mended } from "./mend";
import { networkPolicy, service } from "./objects";
import { merge } from "./rawConfig";
import { accounts, user, users } from "./tenants";
import { oddText, oddity, often, quantity, some } from "./words";

const values = fc.oneof(
    { arbitrary: fc.constant({}), weight: 30 },
    {
        arbitrary: some({
            natsBox: fc.record({ enabled: fc.boolean() }),
            container: fc.record({ env: fc.dictionary(fc.constantFrom("A", "B_C"), oddText, { maxKeys: 2 }) }),
            global: fc.record({ labels: fc.dictionary(fc.constantFrom("team", "x/y"), fc.constantFrom("a", "b"), { maxKeys: 2 }) }),
            service: fc.record({
                merge: fc.record({
                    metadata: fc.record({ annotations: fc.dictionary(fc.constantFrom("a", "b/c"), oddText, { maxKeys: 2 }) }),
                }),
            }),
            reloader: fc.record({ enabled: fc.boolean() }),
        }),
        weight: 2,
    },
    {
        arbitrary: fc.constantFrom<unknown>({ nameOverride: "x" }, { config: { nats: { port: 1 } } }, { fullnameOverride: null }),
        weight: 1,
    },
);

const size = often(fc.constantFrom("64Mi", "1Gi", "1.5Gi", "10Gi"), quantity, 50);

const resolver = fc.oneof(
    { arbitrary: fc.constantFrom<unknown>(undefined, {}), weight: 20 },
    {
        arbitrary: fc.constantFrom<unknown>("MEMORY", { type: "full", dir: "/d" }, { type: "cache" }, {}, { dir: "x" }, { type: "memory" }),
        weight: 1,
    },
);

const likely: Arbitrary<Inputs> = some({
    name: often(fc.constantFrom("nats", "mq", "n".repeat(52)), oddText, 60),
    namespace: often(fc.constantFrom("default", "prod"), oddText, 60),
    createNamespace: fc.boolean(),
    replicas: often(fc.constantFrom(1, 1, 2, 3, 5), fc.constantFrom(0, -1, 99, 100), 60),
    resourcesPreset: fc.constantFrom("nano", "2xlarge"),
    resources: some({
        cpu: fc.constantFrom("250m", "2"),
        memory: size,
        requests: often<unknown>(fc.constant({}), some({ cpu: fc.constantFrom("1m", "100m", "3"), memory: size }), 8),
    }),
    storageClass: fc.constantFrom("", "fast"),
    external: fc.boolean(),
    service: fc.oneof({ arbitrary: fc.constant(undefined), weight: 8 }, { arbitrary: service, weight: 1 }),
    networkPolicy: fc.oneof({ arbitrary: fc.constant(undefined), weight: 6 }, { arbitrary: networkPolicy, weight: 1 }),
    users,
    accounts,
    systemUsers: fc.dictionary(fc.constantFrom("admin", "sys", "app"), user, { maxKeys: 2 }),
    noAuthUser: fc.oneof(
        { arbitrary: fc.constant(null), weight: 4 },
        { arbitrary: fc.constantFrom("app", "bob", "admin", "alice", "nobody", ""), weight: 1 },
    ),
    authTimeoutSeconds: often(fc.constantFrom(0.5, 2, 60), fc.constantFrom(0, 0.01, -1, 61, NaN), 50),
    allowAnonymous: fc.boolean(),
    jetstream: some({ enabled: fc.boolean(), size, retainData: fc.boolean() }),
    limits: some({
        maxConnections: often(fc.constantFrom(100, 65536), fc.constantFrom(0, -1, 2 ** 31), 40),
        maxSubscriptions: often(fc.constantFrom(0, 1000), fc.constantFrom(-1, 1.5), 40),
        maxControlLine: often(fc.constantFrom("4KB", "8K", "2048"), fc.constantFrom("1KB", "", "4 KB"), 40),
        maxPayload: often(fc.constantFrom("1MB", "64K"), fc.constantFrom("65MB", "-1", "1GBB"), 40),
        maxPending: often(fc.constantFrom("64MB", "128MB"), fc.constantFrom("1KB", "x"), 40),
        writeDeadline: often(fc.constantFrom("10s", "2s"), fc.constantFrom("1us", "10"), 40),
        pingInterval: often(fc.constantFrom("30s", "2m"), fc.constantFrom("1ms", "soon"), 40),
        maxPings: often(fc.constantFrom(1, 5), fc.constantFrom(0, -1), 40),
        lameDuckDuration: often(fc.constantFrom("30s", "2m"), fc.constantFrom("1s", "never"), 40),
    }),
    logging: some({ debug: fc.boolean(), trace: fc.boolean(), logtime: fc.boolean(), connectErrorReports: fc.constantFrom(1, 60) }),
    config: fc.record({ merge, resolver }, { requiredKeys: [] }),
    values,
    skipAwait: fc.boolean(),
    timeoutSeconds: often(fc.constantFrom(1, 900), fc.constantFrom(0, 86401, 1.5), 60),
    acceptChanges: often<unknown>(fc.constant([]), fc.constantFrom(["jetstream.size"], ["name", "nonsense"]), 40),
    chartVersion: often<unknown>(fc.constant(null), fc.constantFrom("2.14.2", "", "2.x"), 80),
});

/** Raw configuration beside nothing that hides what is wrong with it. */
const plain: Arbitrary<Inputs> = fc.record({
    replicas: fc.constantFrom(1, 3),
    users: fc.constantFrom({ app: {} }, {}),
    accounts: fc.constantFrom({}, { A: {} }, { A: { users: { bob: {} } }, B: {} }),
    config: fc.record({ merge }),
});

type Change = readonly [place: number, key: string | undefined, value: unknown];

const change: Arbitrary<Change> = fc.tuple(
    fc.nat({ max: 1000 }),
    fc.option(fc.oneof(oddText, fc.constantFrom("user", "password", "Users", "jetstream", "max_payload")), { nil: undefined }),
    oddity,
);

const consistent = fc
    .tuple(fc.oneof({ arbitrary: likely, weight: 3 }, { arbitrary: plain, weight: 2 }), often(fc.constant(true), fc.constant(false), 8))
    .map(([spec, whole]) => (whole ? mended(spec) : spec));

/** Specs of which about half can work. */
export const specs: Arbitrary<Inputs> = fc
    .tuple(consistent, fc.oneof({ arbitrary: fc.constant(undefined), weight: 5 }, { arbitrary: change, weight: 1 }))
    .map(([spec, changed]) => (changed === undefined ? spec : withChange(spec, changed)));

/** With one value replaced, or, with a key, one entry more. The place is counted over all of the spec. */
function withChange(spec: Inputs, [place, key, value]: Change): Inputs {
    // What the chart makes of nonsense in its values is between it and the user.
    const places = placesOf(spec as Settled).filter((path) => path[0] !== "values" && (path.length > 0 || key !== undefined));
    const path = places[place % places.length]!;
    return replaced(spec, key === undefined ? path : [...path, key], value) as Inputs;
}

type Path = readonly (string | number)[];

function placesOf(node: Settled, path: Path = []): Path[] {
    const entries: [string | number, Settled][] = isList(node) ? [...node.entries()] : isMap(node) ? Object.entries(node) : [];
    return [path, ...entries.flatMap(([key, inner]) => placesOf(inner, [...path, key]))];
}

function replaced(node: unknown, path: Path, value: unknown): unknown {
    const [key, ...rest] = path;
    if (key === undefined) {
        return value;
    }
    if (isList(node as Settled)) {
        return (node as unknown[]).map((item, index) => (index === key ? replaced(item, rest, value) : item));
    }
    const own = isMap(node as Settled) ? (node as Record<string, unknown>) : {};
    return Object.fromEntries([...Object.entries(own).filter(([name]) => name !== key), [String(key), replaced(own[key], rest, value)]]);
}
