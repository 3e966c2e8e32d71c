// One spec, from its inputs to clients that log in.
import assert from "node:assert/strict";
import { planInputs } from "../../provider/engine/planInputs";
import type { Plan } from "../../provider/plan/plan";
import { type Settled, type SettledMap, isMap } from "../../provider/values/leaf";
import type { Inputs } from "../support/planning";
import { reveal } from "../support/reveal";
import { expectedOf, map } from "./expected";
import { type Chart, layOut } from "./pod";
import { boot } from "./server";
import { visit } from "./visit";

export interface Tools extends Chart {
    readonly natsServer: string;
    /** What the specs say of the servers' version, so that they are held to its rules. */
    readonly version: string;
}

export type Outcome = "refused" | "booted";

/** @throws when the spec is accepted, and does not do what it says. */
export async function check(tools: Tools, inputs: Inputs): Promise<Outcome> {
    const { plan, problems } = planInputs(withVersion(inputs, tools.version) as SettledMap, "nats", {});
    for (const { path, reason } of problems) {
        assert.ok(path !== "" && reason !== "", `a problem says where and why: ${path}: ${reason}`);
    }
    if (plan === undefined) {
        assert.notEqual(problems.length, 0, "there is neither a plan nor a problem");
        return "refused";
    }
    await run(tools, plan, inputs);
    return "booted";
}

/** With the image of a version in the chart's values, unless they are no map. */
function withVersion(inputs: Inputs, version: string): Inputs {
    const { values = {} } = inputs;
    const image = { tag: `${version}-alpine` };
    return isMap(values as Settled)
        ? { ...inputs, values: { ...map(values), container: { ...map(map(values)["container"]), image } } }
        : inputs;
}

async function run(tools: Tools, plan: Plan, inputs: Inputs): Promise<void> {
    const expected = expectedOf(inputs);
    const credentials = (await reveal(plan.outputs.credentials)) as Record<string, { password: string }>;
    assert.deepEqual(Object.keys(credentials).sort(), expected.declared.map(({ name }) => name).sort());
    const passwords = Object.fromEntries(Object.entries(credentials).map(([name, { password }]) => [name, password]));
    for (const { name, password } of expected.declared) {
        assert.equal(passwords[name], password ?? passwords[name], `the password of ${name} is the one that was given`);
    }
    const pod = await layOut(tools, plan);
    try {
        const server = await boot(tools.natsServer, pod, (await reveal(plan.name)) as string);
        try {
            await visit(server.address, expected, passwords);
            assert.doesNotMatch(server.log(), /panic|\[FTL\]/);
        } finally {
            await server.stop();
        }
    } finally {
        pod.remove();
    }
}
