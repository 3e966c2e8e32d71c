import { join, resolve } from "node:path";
import { officialChart } from "../../provider/inputs/defaults";
import { SandboxFailure } from "../failure";
import { choose } from "./choose";
import type { Machine } from "./machine";
import type { Part } from "./part";
import { CHART_VERSION } from "./versions";

const OWN_CHART = "sandbox/chart";

/** The NATS chart. The component is told of it by NATS_CHART, as a user without a way to its repository would. */
export function findChart(machine: Machine): Promise<Part> {
    const { cache, checkout } = machine.layout;
    const own = join(checkout, OWN_CHART);
    const official = join(cache, "official", `nats-${CHART_VERSION}.tgz`);
    return choose(
        "chart",
        [
            {
                place: "NATS_CHART",
                find() {
                    const given = machine.environment["NATS_CHART"] ?? "";
                    // In a shell that has the sandbox's environment it says what was chosen here.
                    if (given === "" || given === own || given === official) {
                        return Promise.resolve({ missing: "not set" });
                    }
                    return Promise.resolve({ path: chartFromUser(machine, given), origin: "from NATS_CHART" });
                },
            },
            {
                place: "the cache",
                find: () =>
                    Promise.resolve(
                        machine.exists(official)
                            ? { path: official, origin: `downloaded earlier (${CHART_VERSION})` }
                            : { missing: "not yet" },
                    ),
            },
            {
                place: "download",
                async find() {
                    const problem = await machine.download(officialChart(CHART_VERSION), official);
                    return problem === undefined ? { path: official, origin: `downloaded (${CHART_VERSION})` } : { missing: problem };
                },
            },
            {
                place: OWN_CHART,
                standIn: true,
                find: () =>
                    Promise.resolve(
                        machine.exists(join(own, "Chart.yaml"))
                            ? { path: own, origin: `a STAND-IN: ${OWN_CHART} (as ${CHART_VERSION})` }
                            : { missing: "the checkout has none" },
                    ),
            },
        ],
        `set NATS_CHART to a copy of ${officialChart(CHART_VERSION)}`,
    );
}

/** A URL or an OCI reference as it is; a path made absolute, since programs run in other folders. */
function chartFromUser(machine: Machine, given: string): string {
    if (/^[a-z]+:\/\//.test(given)) {
        return given;
    }
    const path = resolve(given);
    if (!machine.exists(path)) {
        throw new SandboxFailure("chart", `NATS_CHART is ${given}, and there is no such file`, "correct NATS_CHART, or unset it");
    }
    return path;
}
