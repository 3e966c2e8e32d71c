// Every value of the chart's grammar, one at a time: whatever changes what Kubernetes lets nobody change of a StatefulSet is refused, or the
// release is made anew for it. Otherwise the update would end with "Forbidden: updates to statefulset spec".
import assert from "node:assert/strict";
import { mergeValues } from "../../provider/chart/values";
import { chartGrammar } from "../../provider/inputs/chartValues/grammar";
import type { ChartValue, KubernetesObject } from "../../provider/inputs/chartValues/kinds";
import { planInputs } from "../../provider/engine/planInputs";
import type { SettledMap } from "../../provider/values/leaf";
import { OPERATOR } from "../support/operator";
import { type Inputs, planOf } from "../support/planning";
import { reveal } from "../support/reveal";
import { SMALL, reviewOf } from "../support/reviewing";
import { type Values, at, findHelm, officialChart, render } from "./render";

/** https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/apis/apps/validation/validation.go (`ValidateStatefulSetUpdate`) */
const UNCHANGEABLE = ["serviceName", "selector", "podManagementPolicy", "volumeClaimTemplates"];

const CLAIM = { metadata: { name: "more" }, spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } } };
/** Of the objects: a value for each field, by its pointer. */
const FIELDS: Readonly<Record<string, unknown>> = {
    "/metadata/labels/a": "b",
    "/spec/podManagementPolicy": "OrderedReady",
    "/spec/serviceName": "other",
    "/spec/selector/matchLabels/a": "b",
    "/spec/minReadySeconds": 5,
    "/spec/volumeClaimTemplates": [CLAIM],
    "/spec/volumeClaimTemplates/-": CLAIM,
    "/spec/volumeClaimTemplates/0/metadata/labels": { a: "b" },
    "/spec/resources/requests/storage": "2Gi",
    "/spec/storageClassName": "other",
    "/spec": { podManagementPolicy: "OrderedReady" },
};

type Sample = readonly [path: string, value: unknown];

function samples(node: ChartValue, path: string): Sample[] {
    switch (node.kind) {
        case "section":
            return Object.entries(node.keys).flatMap(([key, inner]) => samples(inner, `${path}.${key === "*" ? "any" : key}`));
        case "plain":
            return PLAIN[node.type].map((value): Sample => [path, value]);
        case "fixed":
            return ["other", false, 9999].map((value): Sample => [path, value]);
        case "merge":
            return fieldsOf(node.object).map(([pointer, value]): Sample => [path, nested(pointer, value)]);
        case "patch":
            return fieldsOf(node.object).flatMap(([pointer, value]) =>
                ["add", "replace"].map((op): Sample => [path, [{ op, path: pointer, value }]]),
            );
        default:
            // Settings of nats.conf, which no StatefulSet is made of, and variables of containers.
            return [];
    }
}

const PLAIN = {
    flag: [true, false],
    text: ["other"],
    number: [1234],
    list: [["other"]],
    map: [{ a: "b" }],
    any: [{ a: "b" }],
};

function fieldsOf(object: KubernetesObject | undefined): [string, unknown][] {
    const own = Object.keys(object?.fixed ?? {}).map((pointer): [string, unknown] => [pointer, "other"]);
    return object === undefined ? [] : [...Object.entries(FIELDS), ...own];
}

function nested(pointer: string, value: unknown): unknown {
    return pointer
        .split("/")
        .slice(1)
        .reduceRight((inner, key) => ({ [key]: inner }), value);
}

function inputsAt(path: string, value: unknown): Inputs {
    return path.split(".").reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) as Inputs;
}

describe("a value of the chart that reaches what Kubernetes lets nobody change", function () {
    this.timeout(300_000);
    let chart: string;

    before(async function () {
        await findHelm();
        chart = await officialChart(this);
    });

    const bases: Record<string, readonly [base: Inputs, paths: RegExp]> = {
        "all values": [SMALL, /./],
        "a resolver's": [{ replicas: 3, config: { merge: { operator: OPERATOR }, resolver: { type: "full" } } }, /resolver/],
    };
    for (const [what, [base, paths]] of Object.entries(bases)) {
        it(`is refused, or announced and replaced: ${what}`, async () => {
            const before = await fixedFields(base);
            let found = 0;
            for (const [path, value] of samples(chartGrammar, "values").filter(([path]) => paths.test(path))) {
                const now = { ...base, ...inputsAt(path, value) };
                if (planInputs(now as SettledMap, "nats", {}).problems.length > 0) {
                    continue;
                }
                const after = await fixedFields(now).catch(() => before);
                if (after !== before) {
                    found++;
                    const { problems, notices } = await reviewOf(base, now);
                    const said = [...problems.map(({ path }) => path), ...notices.map(({ code }) => code)];
                    assert.ok(
                        said.some((one) => one.startsWith("values.") || one === "restart-together"),
                        `${path}: ${JSON.stringify(value)} changes ${before} to ${after}, and the review says ${said.join() || "nothing"}`,
                    );
                }
            }
            assert.ok(found > 0);
        });
    }

    async function fixedFields(inputs: Inputs): Promise<string> {
        const values = (await reveal(planOf(inputs).release.values)) as Values;
        const set = Object.values(render(chart, { values: mergeValues({}, values as SettledMap), name: "nats" })).find(
            ({ kind }) => kind === "StatefulSet",
        );
        return JSON.stringify(UNCHANGEABLE.map((field) => (at(set, "spec") as Values)[field]));
    }
});
