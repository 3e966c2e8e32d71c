import * as pulumi from "@pulumi/pulumi";
import type { ConstructResult } from "@pulumi/pulumi/provider";
import { ChartCopies, type Located } from "../chart/copies";
import { Cluster } from "../create/cluster";
import type { Environment } from "../inputs/normalize";
import { type Look, look } from "../lookout/look";
import type { Plan } from "../plan/plan";
import type { Notice } from "../review/notice";
import { inputError } from "./errors";
import { ineffectiveOptions } from "./ineffectiveOptions";
import { planInputs } from "./planInputs";
import { reviewChange } from "./reviewChange";
import type { RunningAs } from "./runningAs";
import { Semaphore } from "./semaphore";
import { settle } from "./settle";

const CONSTRUCTS_AT_ONCE = 4;
/** A construct is let go when its chart is released. Nobody waits longer for another's: a chart may come from far away. */
const LONGEST_WAIT_SECONDS = 10;

/** Makes components. */
export class Constructs {
    /** Stacks of many clusters are constructed all at once, and what is in flight is most of the plugin's memory. */
    readonly #semaphore = new Semaphore(CONSTRUCTS_AT_ONCE);

    constructor(
        private readonly environment: Environment,
        private readonly running: RunningAs,
        private readonly copies: ChartCopies = ChartCopies.ofUser(environment),
        private readonly lookAt: Look = look,
    ) {}

    async construct(name: string, inputs: pulumi.Inputs, options: pulumi.ComponentResourceOptions): Promise<ConstructResult> {
        const settled = await settle(inputs);
        const { plan, problems } = planInputs(settled.inputs, name, this.environment);
        if (plan === undefined || settled.problems.length > 0) {
            throw inputError([...settled.problems, ...problems]);
        }
        const release = await this.#semaphore.acquire(LONGEST_WAIT_SECONDS);
        const lease = this.copies.locate(plan.release.chart);
        const end = () => {
            release();
            void lease.then(({ end }) => end());
        };
        try {
            const dependsOn = [...dependenciesOf(options), ...settled.dependencies];
            const cluster = new Cluster(name, plan, { ...options, dependsOn }, this.running.version);
            ineffectiveOptions(options).forEach((message) => void pulumi.log.warn(message, cluster));
            const [located, change] = await Promise.all([lease, reviewChange(cluster, plan, this.lookAt)]);
            if (change.problems.length > 0) {
                throw inputError(change.problems);
            }
            change.notices.forEach((notice) => void say(notice, cluster));
            const { state, released } = cluster.create(withChart(plan, located), change.reviewed);
            void released.finally(end);
            return { urn: cluster.urn, state };
        } catch (error) {
            end();
            throw error;
        }
    }
}

function withChart(plan: Plan, { source, notice }: Located): Plan {
    return {
        ...plan,
        release: { ...plan.release, chart: { ...plan.release.chart, source } },
        warnings: [...plan.warnings, ...(notice === undefined ? [] : [notice])],
    };
}

function say({ severity, message }: Notice, cluster: Cluster): Promise<void> {
    return severity === "warning" ? pulumi.log.warn(message, cluster) : pulumi.log.info(message, cluster);
}

function dependenciesOf({ dependsOn }: pulumi.ComponentResourceOptions): pulumi.Input<pulumi.Resource>[] {
    return Array.isArray(dependsOn) ? dependsOn : [];
}
