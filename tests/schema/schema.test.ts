import assert from "node:assert/strict";
import { PLAIN_SETTINGS, PRESETS } from "../../provider/inputs/contract";
import { normalized, planOf } from "../support/planning";
import { cluster, inputPaths, typeOf, types } from "../support/schema";

const inputs = inputPaths();
const paths = Object.keys(inputs);

/** What stands behind "Defaults to" where it is one value in backquotes. */
function statedDefault(path: string): string | undefined {
    return /Defaults to `([^`]*)`/.exec(inputs[path]?.description ?? "")?.[1];
}

describe("the inputs", () => {
    it("are all described", () =>
        assert.deepEqual(
            paths.filter((path) => !inputs[path]?.description?.trim()),
            [],
        ));

    it("are all optional, and each says what it is when it is left out", () => {
        const silent = paths.filter((path) => {
            const section = typeOf(inputs[path]!)?.properties !== undefined;
            return !section && !/Defaults to|If omitted/.test(inputs[path]?.description ?? "");
        });
        assert.deepEqual(silent, []);
        assert.equal((cluster as { requiredInputs?: unknown }).requiredInputs, undefined);
    });

    it("have the defaults that they say they have", () => {
        const { spec } = normalized({});
        const { outputs } = planOf({});
        const actual: Record<string, unknown> = {
            ...spec,
            chartVersion: outputs.chartVersion,
            resourcesPreset: presetOf(spec.resources.cpu as string),
        };
        // What is left to NATS has NATS's default.
        const nats = (path: string): boolean => path.includes("*") || path in PLAIN_SETTINGS;
        const stated = paths.filter(
            (path) => statedDefault(path) !== undefined && !["values", "config.merge"].includes(path) && !nats(path),
        );
        assert.ok(stated.length >= 14, stated.join());
        for (const path of stated) {
            const value = path.split(".").reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], actual);
            const text = statedDefault(path)!.replace(/^""$/, "");
            assert.equal(String(value), text, path);
        }
    });

    it("are all read, and nothing else is", () => {
        const read = new Set<string>();
        normalized(watched(full(), "", read) as Record<string, unknown>);
        assert.deepEqual([...read].sort(), [...paths].sort());
    });

    it("are secret where passwords are", () => {
        assert.deepEqual(
            paths.filter((path) => inputs[path]?.secret),
            ["users.*.password", "systemUsers.*.password", "accounts.*.users.*.password"],
        );
    });
});

describe("the presets", () => {
    const { enum: presets = [] } = types["nats:index:ResourcesPreset"]!;

    it("are those of the provider, in the order of their size", () => {
        assert.deepEqual(
            presets.map(({ value }) => value),
            Object.keys(PRESETS),
        );
    });

    it("are described by the sizes that they have, in both places", () => {
        for (const { value, description } of presets) {
            const { cpu, memory } = PRESETS[value as keyof typeof PRESETS];
            assert.match(description, new RegExp(`^${cpu} CPUs? and ${memory} of memory\\.$`));
            assert.ok(
                cluster.inputProperties["resourcesPreset"]?.description
                    ?.replaceAll(/\s+/g, " ")
                    .includes(`\`${value}\` ${cpu} CPU${Number(cpu) > 1 ? "s" : ""} and ${memory}`),
                value,
            );
        }
    });
});

describe("the outputs", () => {
    const plan = planOf({ external: true, users: { app: {} } });

    it("are all described", () => {
        const credentials = types["nats:index:Credentials"]!.properties!;
        const resolved = types["nats:index:ResolvedResources"]!.properties!;
        for (const [name, { description }] of Object.entries({ ...cluster.properties, ...credentials, ...resolved })) {
            assert.ok(description?.trim(), name);
        }
    });

    it("are those that a cluster has", () => {
        const given = ["name", "namespace", ...Object.keys(plan.outputs)];
        assert.deepEqual(given.sort(), Object.keys(cluster.properties).sort());
        assert.deepEqual(
            Object.keys(plan.outputs.credentials["app"] as object).sort(),
            Object.keys(types["nats:index:Credentials"]!.properties!).sort(),
        );
    });

    it("are promised only when they are always there", () => {
        const always = planOf({ replicas: 1 }).outputs;
        const absent = Object.keys(plan.outputs).filter((name) => always[name as keyof typeof always] === undefined);
        assert.deepEqual(
            Object.keys(cluster.properties).filter((name) => !cluster.required.includes(name)),
            absent,
        );
    });

    it("are secret where passwords are", () => {
        assert.deepEqual(
            Object.keys(cluster.properties).filter((name) => cluster.properties[name]?.secret),
            ["credentials"],
        );
        assert.ok(types["nats:index:Credentials"]!.properties!["password"]?.secret);
    });
});

function presetOf(cpu: string): string | undefined {
    return Object.entries(PRESETS).find(([, preset]) => preset.cpu === cpu)?.[0];
}

/** Inputs with everything there, so that a reader meets each. */
function full(): unknown {
    const tree: Record<string, unknown> = {};
    for (const path of paths) {
        const steps = path.split(".").map((step) => (step === "*" ? "some" : step));
        const last = steps.pop()!;
        const holder = steps.reduce((node, step) => (node[step] ??= {}) as Record<string, unknown>, tree);
        holder[last] ??= sample(path);
    }
    return tree;
}

const SAMPLES: Readonly<Record<string, unknown>> = { string: "1", integer: 1, number: 1, boolean: true, array: [] };

function sample(path: string): unknown {
    const property = inputs[path]!;
    return typeOf(property)?.enum?.[0]?.value ?? SAMPLES[property.type ?? ""] ?? {};
}

/** Whether what stands at a path is a section: a map with known names, or a map of these by the user's own names. */
function isSection(path: string): boolean {
    const inner = path.endsWith(".*") ? typeOf(inputs[path.slice(0, -2)]?.additionalProperties ?? {}) : typeOf(inputs[path] ?? {});
    return path === "" || inner?.properties !== undefined || isMapOfSections(path);
}

function isMapOfSections(path: string): boolean {
    return typeOf(inputs[path]?.additionalProperties ?? {})?.properties !== undefined;
}

/** The same map, which notes by its path what is read of it. */
function watched(value: unknown, path: string, read: Set<string>): unknown {
    if (typeof value !== "object" || value === null || !isSection(path)) {
        return value;
    }
    return new Proxy(value, {
        get(target, key) {
            const inner = [path, isMapOfSections(path) ? "*" : String(key)].filter(Boolean).join(".");
            if (typeof key === "string" && !inner.endsWith(".*")) {
                read.add(inner);
            }
            return watched(Reflect.get(target, key), inner, read);
        },
    });
}
