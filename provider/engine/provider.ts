import * as pulumi from "@pulumi/pulumi";
import type { CheckResult, ConstructResult, CreateResult, Provider, UpdateResult } from "@pulumi/pulumi/provider";
import schema from "../../schema.json";
import { Charts } from "../chart/copies";
import { CLUSTER_TYPE, Cluster } from "../create/cluster";
import { REVISION_TYPE } from "../create/revision";
import type { EngineLog } from "./engineLog";
import type { Settled, SettledMap } from "../values/leaf";
import { type Environment, normalize } from "../inputs/normalize";
import { type Plan, planCluster } from "../plan/plan";
import { type Problem, inputError, withoutSecrets } from "../values/problem";
import { readFacts } from "../review/facts";
import { review } from "../review/review";
import { settle } from "./settle";
import type { ClusterInputs } from "../inputs/spec";
import { Turns } from "./semaphore";
import { validate } from "../inputs/rules/validate";
import { checkShape } from "../inputs/shape";

const AT_ONCE = 4;
/** A turn ends when the chart is released. Nobody waits longer for another's: a chart may come from far away. */
const TURN_SECONDS = 10;

/** The plugin. */
export class NatsProvider implements Provider {
    readonly version = schema.version;

    /** Stacks of many clusters are constructed all at once, and what is in flight is most of the plugin's memory. */
    readonly #turns = new Turns(AT_ONCE);

    /** @param log where warnings of a review go. */
    constructor(
        private readonly environment: Environment = process.env,
        private readonly log?: EngineLog,
        private readonly charts: Charts = Charts.ofUser(environment),
    ) {}

    getSchema(): Promise<string> {
        return Promise.resolve(JSON.stringify(schema));
    }

    /** Reviews a change of a cluster: the old facts against the new. https://www.pulumi.com/docs/iac/concepts/how-pulumi-works/ */
    async check(urn: string, olds: unknown, news: unknown): Promise<CheckResult> {
        requireRevision(urn);
        const { problems, notices } = review(readFacts(olds), readFacts(news));
        for (const { severity, message } of notices) {
            await this.log?.write(severity, message, urn);
        }
        return { inputs: news, failures: problems.map(({ path, reason }) => ({ property: path, reason })) };
    }

    create(urn: string, inputs: unknown): Promise<CreateResult> {
        requireRevision(urn);
        return Promise.resolve({ id: "revision", outs: inputs });
    }

    update(_id: string, _urn: string, _olds: unknown, news: unknown): Promise<UpdateResult> {
        return Promise.resolve({ outs: news });
    }

    /** A revision is nothing but what the state remembers. */
    delete(): Promise<void> {
        return Promise.resolve();
    }

    async construct(name: string, type: string, inputs: pulumi.Inputs, options: pulumi.ComponentResourceOptions): Promise<ConstructResult> {
        if (type !== CLUSTER_TYPE) {
            throw new Error(`the nats package has no resource ${type}`);
        }
        const settled = await settle(inputs);
        const { plan, problems } = planInputs(settled.inputs, name, this.environment);
        if (plan === undefined || settled.problems.length > 0) {
            throw inputError([...settled.problems, ...problems]);
        }
        const { source, notice } = await this.charts.locate(plan.release.chart.source);
        const located = {
            ...plan,
            release: { ...plan.release, chart: { ...plan.release.chart, source } },
            warnings: [...plan.warnings, ...(notice === undefined ? [] : [notice])],
        };
        const end = await this.#turns.take(TURN_SECONDS);
        const cluster = new Cluster(name, located, { ...options, dependsOn: [...dependenciesOf(options), ...settled.dependencies] });
        void cluster.released.finally(end);
        return { urn: cluster.urn, state: cluster.state };
    }
}

function requireRevision(urn: string): void {
    const type = urn.split("::")[2]?.split("$").at(-1);
    if (type !== REVISION_TYPE) {
        throw new Error(`the nats package has no resource ${type}`);
    }
}

/** From settled inputs to the plan, or to everything that is wrong with them. */
export function planInputs(
    inputs: SettledMap,
    name: string,
    environment: Environment,
): { readonly plan?: Plan; readonly problems: readonly Problem[] } {
    const shaped = checkShape(inputs);
    const { spec, problems: readProblems, notices, opened } = normalize(shaped.inputs as Settled as ClusterInputs, name, environment);
    const hide = (message: string) => withoutSecrets(message, opened);
    const broken = validate(spec).map(({ path, reason }) => ({ path, reason: hide(reason) }));
    const problems = [...shaped.problems, ...readProblems, ...broken];
    if (problems.length > 0) {
        return { problems };
    }
    const plan = planCluster(spec, name);
    return { plan: { ...plan, warnings: [...notices, ...plan.warnings.map(hide)] }, problems };
}

function dependenciesOf({ dependsOn }: pulumi.ComponentResourceOptions): pulumi.Input<pulumi.Resource>[] {
    return Array.isArray(dependsOn) ? dependsOn : [];
}
