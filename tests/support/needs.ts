import { type Context, Test } from "mocha";
import { note } from "./notes";

/** Skips the test (or, in a hook, every test of the suite) for want of `what`; `how` says how to have it. The reporter says both. */
export function skipFor(context: Context, what: string, how: string): never {
    const runnable = context.test as Mocha.Hook | Mocha.Test | undefined;
    const tests = runnable instanceof Test ? 1 : countTests(runnable?.parent);
    note({ missing: `${what} (${how})`, tests });
    return context.skip();
}

function countTests(suite: Mocha.Suite | undefined): number {
    return suite === undefined ? 0 : suite.tests.length + suite.suites.reduce((sum, inner) => sum + countTests(inner), 0);
}
