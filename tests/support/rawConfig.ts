import assert from "node:assert/strict";
import { readRawConfig } from "../../provider/nats/readConfig";
import type { SettledMap } from "../../provider/values/leaf";
import type { Problem } from "../../provider/values/problem";
import type { Inputs } from "./planning";

/** Raw configuration that NATS would take, as it is read. */
export function configOf(raw: Inputs): SettledMap {
    const { config, problems } = readRawConfig(raw as SettledMap, "config.merge");
    assert.deepEqual(problems, []);
    return config;
}

/** The one thing that is wrong with raw configuration. */
export function configProblem(raw: Inputs): Problem {
    const { problems } = readRawConfig(raw as SettledMap, "config.merge");
    assert.equal(problems.length, 1, JSON.stringify(problems));
    return problems[0]!;
}
