import { type Settled, type SettledMap, isMap, mapsAt } from "../../values/leaf";
import { at } from "../../values/path";
import { chartGrammar } from "./grammar";
import type { ChartValue } from "./kinds";

/** A value of the chart, by the path of the input. */
export interface ChosenValue {
    readonly path: string;
    readonly value: Settled;
}

/** The values that the servers' pods depend on: a change of any of them restarts every server. */
export function podValues(values: SettledMap): ChosenValue[] {
    return chosen(values, chartGrammar, "values");
}

/** What of nats.conf is said by the chart's values, but for single settings. A server takes none of it over by a reload. */
export function confValues(values: SettledMap): ChosenValue[] {
    return podValues({ config: values["config"] });
}

function chosen(value: Settled, node: ChartValue | undefined, path: string): ChosenValue[] {
    if (value === undefined || node?.apart === true) {
        return [];
    }
    if (path.startsWith("values.statefulSet.")) {
        return dependsOnTemplate(value) ? [{ path, value }] : [];
    }
    if (node?.kind !== "section" || !isMap(value)) {
        return [{ path, value }];
    }
    return Object.entries(value).flatMap(([key, inner]) =>
        chosen(inner, Object.hasOwn(node.keys, key) ? node.keys[key] : node.keys["*"], at(path, key)),
    );
}

/** Of the StatefulSet, its pods' template. */
function dependsOnTemplate(value: Settled): boolean {
    const merged = isMap(value) && isMap(value["spec"]) && value["spec"]["template"] !== undefined;
    return merged || mapsAt({ value }, "value").some(({ path }) => typeof path === "string" && path.startsWith("/spec/template"));
}
