import type { Settled, SettledMap } from "../../values/leaf";
import { type Gathered, gatherSettings } from "../origins";
import type { Reader } from "../reader";
import type { ChartSpec } from "../spec";
import { checkChartValues } from "./check";
import { settingsOfValues } from "./settings";

/** The chart's values: what is for the chart, and what of them are settings of nats.conf, one tree with those of `config.merge`. */
export function readChartValues(
    read: Reader,
    given: Settled,
    merge: SettledMap,
    chart: ChartSpec,
): Gathered & { readonly values: SettledMap } {
    const values = read.section(given, "values");
    const config = read.section(values["config"], "values.config");
    if (read.assumed.includes("values") || read.assumed.includes("values.config")) {
        read.assumed.push("config.merge");
    }
    const { problems, unknown } = checkChartValues({ ...values, ...("config" in values && { config }) }, chart);
    if (!chart.official) {
        // Another chart may have them: a mirror of the official one hasn't.
        read.notices.push(...unknown.map(({ path, reason }) => `${path} ${reason}, unless the chart that you name has it`));
    }
    const settings = settingsOfValues(values);
    const gathered = gatherSettings(merge, settings.pieces);
    return {
        ...gathered,
        values: settings.values,
        problems: [...problems, ...(chart.official ? unknown : []), ...settings.problems, ...gathered.problems],
    };
}
