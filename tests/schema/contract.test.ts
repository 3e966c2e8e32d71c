// What schema/ says of each input: that it is there, that it is told, and that it is true.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { RESTARTING_PATHS } from "../../provider/inputs/contract";
import { serverFiles } from "../../provider/kubernetes/serverFiles";
import { restartCauses } from "../../provider/review/restartCauses";
import { inputOf } from "../../provider/review/restarts";
import { review } from "../../provider/review/review";
import { readEntry } from "../../scripts/contract/entry";
import { generatedFiles } from "../../scripts/contract/generated";
import { ROOT, readContract } from "../../scripts/contract/read";
import { changeSentences, defaultSentence, rangeSentence } from "../../scripts/contract/sentences";
import { entries, inputsWith, inputsWithout, leaves } from "../support/inputs";
import { type Inputs, normalized, planOf, problemsOf, valueAt } from "../support/planning";
import { reveal, revealJson } from "../support/reveal";
import { factsOf } from "../support/reviewing";
import { cluster, types } from "../support/schema";

/** What schema.json says of an input. */
function textOf(path: string): string {
    const steps = path.replaceAll("[]", "").split(".");
    let properties = cluster.inputProperties;
    let text = "";
    for (const step of steps.filter((name) => name !== "*")) {
        let property = properties[step]!;
        text = property.description ?? "";
        while (property.items ?? property.additionalProperties) {
            property = (property.items ?? property.additionalProperties)!;
        }
        properties = types[property.$ref?.replace("#/types/", "") ?? ""]?.properties ?? {};
    }
    return text;
}

describe("what is made from schema/", () => {
    it("is up to date", async () => {
        for (const [path, content] of Object.entries(await generatedFiles())) {
            assert.equal(readFileSync(join(ROOT, path), "utf8"), content, `${path}: run \`make sdk\``);
        }
    });

    it("has nothing of ours that isn't Pulumi's schema language", () => {
        assert.doesNotMatch(readFileSync(join(ROOT, "schema.json"), "utf8"), /x-nats|\{\{sizes|"sizes"/);
    });
});

describe("an entry", () => {
    for (const { path, entry, required } of leaves) {
        it(`of ${path} says what holds without it, where it goes, what a change does, and gives an example`, () => {
            assert.ok(required || entry.default !== undefined || entry.defaultNote !== undefined, "default or defaultNote");
            assert.ok(path.endsWith("password") || Object.keys(entry.goesTo ?? {}).length > 0, "goesTo");
            assert.ok((entry.change ?? []).length > 0, "change");
            assert.notEqual(entry.example, undefined, "example");
            assert.notDeepEqual(entry.example, entry.default, "an example says more than the default");
        });
    }

    it("is told whole: what is computed of it stands in the text of schema.json", () => {
        for (const { path, entry, required, section } of entries) {
            const computed = [
                required ? "Required." : defaultSentence(entry),
                rangeSentence(entry),
                ...(section ? [] : changeSentences(entry)),
            ];
            for (const sentence of computed) {
                assert.ok(textOf(path).includes(sentence), `${path}: ${sentence}`);
            }
        }
    });

    it("says nothing by hand that is computed", () => {
        const byHand = entries.filter(({ property }) => /Defaults to|Changing it|A reload|See http/.test(property.description ?? ""));
        assert.deepEqual(
            byHand.map(({ path }) => path),
            [],
        );
    });

    it("has no word that nobody reads", () => {
        assert.throws(() => readEntry({ defualt: 1 }, "replicas"), /replicas: defualt is not known in x-nats; known are default/);
        assert.throws(() => readEntry({ change: { does: "refused" } }, "replicas"), /only one that is refused says "accept"/);
    });

    it("names inputs that there are", () => {
        const siblings = (path: string) => path.slice(0, path.lastIndexOf(".") + 1);
        const known = new Set(entries.map(({ path }) => path));
        for (const { path, entry } of entries) {
            for (const other of [...(entry.conflicts ?? []), ...(entry.requires ?? [])]) {
                assert.ok(known.has(other) || known.has(siblings(path) + other), `${path}: ${other}`);
            }
        }
    });
});

describe("an example", () => {
    for (const input of leaves) {
        it(`of ${input.path} can work`, () => assert.deepEqual(problemsOf(inputsWith(input, input.entry.example)), []));
    }
});

describe("a range", () => {
    for (const input of leaves.filter(({ entry }) => entry.minimum !== undefined)) {
        const { entry, path, property } = input;
        // A map of numbers: each of them.
        const at = (value: unknown) => inputsWith(input, property.additionalProperties ? { nats: value } : value);
        const refused = (value: unknown) => problemsOf(at(value)).some((problem) => path.replaceAll("*", "SOME").startsWith(problem.path));

        it(`of ${path} is the one that holds`, () => {
            const { minimum, maximum } = entry;
            const below = typeof minimum === "number" ? minimum - 1 : minimum!.replace(/^\d+/, (digits) => String(Number(digits) - 1));
            assert.ok(refused(below) || minimum === "1", `${below} is below`);
            assert.ok(!refused(minimum), `${minimum!} is within`);
            assert.ok(maximum === undefined || (!refused(maximum) && refused(Number(maximum) + 1)));
        });
    }
});

describe("where an input goes", () => {
    for (const input of leaves.filter(({ entry }) => entry.goesTo?.chart !== undefined && !entry.goesTo.chart.includes("<"))) {
        const chart = input.entry.goesTo!.chart!;
        it(`is the chart's ${chart} for ${input.path}`, () => {
            const at = (inputs: Parameters<typeof planOf>[0]) => valueAt(planOf(inputs), ...chart.split("."));
            assert.notDeepEqual(at(inputsWith(input, input.entry.example)), at(inputsWithout(input)));
        });
    }

    for (const input of leaves.filter(({ entry }) => entry.goesTo?.nats !== undefined)) {
        const setting = input.entry.goesTo!.nats!;
        it(`is ${setting} of nats.conf for ${input.path}`, async () => {
            const inputs = inputsWith(input, input.entry.example);
            const plan = planOf(inputs);
            const files = await Promise.all(Object.values(plan.authSecret.data).map(revealJson));
            const trees = [...files, await reveal(valueAt(plan, "config", "merge")), await reveal(valueAt(plan, "config"))];
            assert.ok(
                trees.some((tree) => reaches(tree, setting.replaceAll("[]", ".[]").split("."))),
                JSON.stringify(trees),
            );
        });
    }
});

/** Whether a tree has something at a path in which `<…>` is any name and `[]` any item. */
function reaches(tree: unknown, [step, ...rest]: readonly string[]): boolean {
    if (step === undefined) {
        return true;
    }
    const inner = typeof tree === "object" && tree !== null ? (tree as Readonly<Record<string, unknown>>) : {};
    const next = step === "[]" || step.startsWith("<") ? Object.values(inner) : Object.hasOwn(inner, step) ? [inner[step]] : [];
    return next.some((value) => reaches(value, rest));
}

describe("what a change does", () => {
    // The same version of the chart from elsewhere, as in the example, restarts nothing; another chart does.
    const plain = leaves.filter(({ path, entry }) => !/[*[]/.test(path) && path !== "chart" && entry.change?.length === 1);
    for (const input of plain) {
        const [change] = input.entry.change!;
        it(`is that ${change!.does} follows for ${input.path}`, async () => {
            const { problems, notices } = review(
                await factsOf(inputsWithout(input)),
                await factsOf(inputsWith(input, input.entry.example)),
            );
            const said = notices.map(({ message }) => message).join("\n");
            assert.equal(/every server restarts|all servers stop/.test(said), change!.does === "restart", said);
            assert.equal(/by a reload/.test(said), change!.does === "reload", said);
            assert.deepEqual(
                problems.map(({ path }) => path),
                change!.does === "refused" ? [input.path] : [],
            );
        });
    }

    it("is a restart for what the review takes for a cause of one, and for nothing else", () => {
        const causesOf = (inputs: Inputs): string[] => {
            const { spec } = normalized(inputs);
            return Object.keys(restartCauses(spec, serverFiles(spec)));
        };
        const general = { values: { promExporter: { enabled: true } }, config: { merge: { jetstream: { domain: "hub" } } } };
        const restarting = leaves.filter(({ path }) => RESTARTING_PATHS.some((other) => other === path));
        const examples = restarting.map((input) => inputsWith(input, input.entry.example));
        const causes = [general, ...examples].flatMap(causesOf).map(inputOf);
        const within = (path: string, outer: string) => path === outer || path.startsWith(`${outer}.`);
        const asserted = (path: string) => [...RESTARTING_PATHS, "replicas"].some((outer) => within(path, outer));
        assert.deepEqual(
            causes.filter((cause) => !asserted(cause)),
            [],
        );
        // The version is told as the chart, the preset as the sizes that it stands for, the first user as the end of anonymous clients.
        const told: readonly string[] = ["chartVersion", "resourcesPreset", "users"];
        assert.deepEqual(
            RESTARTING_PATHS.filter((path) => !told.includes(path) && !causes.some((cause) => within(cause, path))),
            [],
        );
    });
});

describe("the files of schema/", () => {
    it("hold each name once", () => {
        const { inputs } = readContract();
        assert.equal(new Set(inputs.map(({ name }) => name)).size, inputs.length);
    });
});
