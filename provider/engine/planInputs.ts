import { type Environment, normalize } from "../inputs/normalize";
import { originOf } from "../inputs/origins";
import { validate } from "../inputs/rules/validate";
import { checkShape } from "../inputs/shape";
import type { ClusterInputs } from "../inputs/spec";
import { type Plan, planCluster } from "../plan/plan";
import { sizeProblems } from "../plan/sizes";
import type { Settled, SettledMap } from "../values/leaf";
import { type Problem, withoutSecrets } from "../values/problem";

/** From settled inputs to the plan, or to everything that is wrong with them. */
export function planInputs(
    inputs: SettledMap,
    name: string,
    environment: Environment,
): { readonly plan?: Plan; readonly problems: readonly Problem[] } {
    const shaped = checkShape(inputs);
    const { spec, problems: readProblems, notices, exposed } = normalize(shaped.inputs as Settled as ClusterInputs, name, environment);
    const hide = (message: string) => withoutSecrets(message, exposed);
    const broken = validate(spec).map(({ path, reason }) => ({ path: originOf(spec.origins, path), reason: hide(reason) }));
    const problems = [readProblems, broken].reduce(untold, shaped.problems);
    if (problems.length > 0) {
        return { problems };
    }
    const plan = planCluster(spec, name);
    const tooLarge = sizeProblems(plan, spec);
    if (tooLarge.length > 0) {
        return { problems: tooLarge };
    }
    return { plan: { ...plan, warnings: [...notices, ...plan.warnings.map(hide)] }, problems };
}

/** What can't be taken is left out of what comes next: to miss it there would be told of what was given. */
function untold(told: readonly Problem[], more: readonly Problem[]): readonly Problem[] {
    return [...told, ...more.filter(({ path }) => !told.some((problem) => problem.path === path))];
}
