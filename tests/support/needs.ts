import { type Context, Test } from "mocha";

/** What tests needed and did not find, with the number of tests that were skipped for it. The reporter names them at the end. */
export const missing = new Map<string, number>();

/** Skips the test (or, in a hook, every test of the suite) for want of `what`; `how` says how to have it. */
export function skipFor(context: Context, what: string, how: string): never {
    const runnable = context.test as Mocha.Hook | Mocha.Test | undefined;
    const tests = runnable instanceof Test ? 1 : countTests(runnable?.parent);
    const reason = `${what} (${how})`;
    missing.set(reason, (missing.get(reason) ?? 0) + tests);
    return context.skip();
}

function countTests(suite: Mocha.Suite | undefined): number {
    return suite === undefined ? 0 : suite.tests.length + suite.suites.reduce((sum, inner) => sum + countTests(inner), 0);
}
