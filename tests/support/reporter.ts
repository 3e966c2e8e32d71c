import { type Runner, reporters } from "mocha";
import { closeNotes, openNotes } from "./notes";

/** Mocha's own listing, then what the tests ran with, what they did without, and the count as the last line. */
class Reporter extends reporters.Spec {
    constructor(runner: Runner, options?: Mocha.MochaOptions) {
        super(runner, options);
        openNotes();
        runner.once("end", () => {
            const { passes, failures, pending } = this.stats;
            const { parts, missing } = closeNotes();
            const lines = [
                ...(parts.size > 0 ? ["ran with:", ...[...parts].map((line) => `  ${line}`)] : []),
                ...(missing.size > 0
                    ? ["skipped for want of:", ...[...missing].map(([reason, tests]) => `  ${reason}: ${tests} tests`)]
                    : []),
                `${passes} passed, ${failures} failed, ${pending} skipped`,
            ];
            process.stdout.write(`${lines.join("\n")}\n`);
        });
    }
}

export = Reporter;
