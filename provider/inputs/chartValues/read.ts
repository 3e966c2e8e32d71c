import type { Settled } from "../../values/leaf";
import type { Reader } from "../reader";
import type { ChartSpec } from "../spec";
import { checkChartValues } from "./check";
import { type ChartSettings, settingsOfValues } from "./settings";

/** The chart's values: what is for the chart, and what of them are settings of nats.conf. */
export function readChartValues(read: Reader, given: Settled, chart: ChartSpec): ChartSettings {
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
    return { ...settings, problems: [...problems, ...(chart.official ? unknown : []), ...settings.problems] };
}
